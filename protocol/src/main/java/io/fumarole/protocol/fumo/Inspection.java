package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.fumo.FumoObject.Part;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a device before anything is done to it: its versions, and its firmware update object,
/// found by Type where the dialect names no place. Plain Gets, because some devices refuse
/// `?list=`, or one serialized tree where the dialect says so; a leaf that is not there is no
/// failure. Pure: a value that [#next] carries forward.
///
/// @param pending where each order of the awaited task points
/// @param values leaves read so far, by short name
/// @param found the object so far
/// @param search how the search for the object has gone, in words: what the device refused, and
///   what was left out
public record Inspection(
    Stage stage,
    Dialect dialect,
    int task,
    List<String> pending,
    Map<String, String> values,
    Optional<FumoObject> found,
    List<String> search) {
  private static final Pattern OBJECT_IDS =
      Pattern.compile(
          "urn:oma:mo:oma-fumo(:1(\\.[0-9]{1,3}){0,2})?"
              + "|org\\.openmobilealliance/1(\\.[0-9]{1,3}){0,2}/FirmwareUpdateManagement(Object)?",
          Pattern.CASE_INSENSITIVE);
  private static final DmUri DEV_DETAIL = DmUri.of("./DevDetail");
  private static final List<String> DETAILS =
      List.of("./DevDetail/FwV", "./DevDetail/SwV", "./DevDetail/HwV", "./DevDetail/LrgObj");

  public enum Stage {
    START,
    /// A serialized tree is awaited.
    READING_TREE,
    SEARCHING,
    /// The usual places are looked at, because nothing that the device lists leads to the object.
    SEARCHING_USUAL_PLACES,
    READING,
    READING_PARTS,
    /// Only State and version are wanted: the object is known.
    CHECKING,
    DONE
  }

  public Inspection {
    pending = List.copyOf(pending);
    values = Map.copyOf(values);
    search = List.copyOf(search);
  }

  /// Reads everything, looking for the object where the dialect does not say where it is.
  public static Inspection full(Dialect dialect) {
    return new Inspection(
        Stage.START, dialect, 0, List.of(), Map.of(), Optional.empty(), List.of());
  }

  /// Reads State and version of a known object.
  public static Inspection check(Dialect dialect, FumoObject object) {
    return new Inspection(
        Stage.CHECKING, dialect, 0, List.of(), Map.of(), Optional.of(object), List.of());
  }

  /// @param tasks to be sent now; none when all was read
  public record Turn(Inspection inspection, List<Task> tasks, List<Finding> findings) {}

  public Turn next(List<Fact> facts, int taskId) {
    Map<String, Fact.ValueRead> read = read(facts);
    return switch (stage) {
      case START -> start(taskId);
      case READING_TREE -> readTree(read, taskId);
      case SEARCHING, SEARCHING_USUAL_PLACES -> searched(read, statusOfRoot(facts), taskId);
      case READING -> readObject(read, taskId);
      case READING_PARTS -> readParts(read);
      case CHECKING -> pending.isEmpty() ? check(taskId) : checked(read);
      case DONE -> new Turn(this, List.of(), List.of());
    };
  }

  private Turn start(int taskId) {
    if (dialect.createByAdd())
      return ask(
          Stage.READING, taskId, details(), Optional.of(created(dialect.root().orElseThrow())));
    if (dialect.reading() == Dialect.Reading.TNDS) return askTree(taskId);
    return dialect
        .root()
        .map(root -> readRoot(root, taskId))
        .orElseGet(
            () -> ask(Stage.SEARCHING, taskId, List.of(ObjectSearch.ROOT), Optional.empty()));
  }

  /// The object and DevDetail, or all there is where nobody says where the object is.
  private Turn askTree(int taskId) {
    List<String> uris = new ArrayList<>();
    if (dialect.root().isEmpty()) {
      uris.add("." + ReadTree.QUERY);
    } else {
      uris.add(dialect.root().get() + ReadTree.QUERY);
      uris.add(DEV_DETAIL + ReadTree.QUERY);
      DmUri version = dialect.versionNode();
      boolean isThere =
          version.isAtOrUnder(DEV_DETAIL) || version.isAtOrUnder(dialect.root().get());
      if (!isThere) uris.add(version.toString());
    }
    return ask(Stage.READING_TREE, taskId, uris, Optional.empty());
  }

  /// A device that refuses the query, or answers with anything but a tree, is read by Gets.
  private Turn readTree(Map<String, Fact.ValueRead> answers, int taskId) {
    Map<String, Fact.ValueRead> read = new LinkedHashMap<>();
    for (String uri : pending) {
      Fact.ValueRead answer = answers.get(uri);
      if (!uri.endsWith(ReadTree.QUERY)) {
        if (answer != null) read.put(uri, answer);
        continue;
      }
      DmUri asked = DmUri.of(uri.substring(0, uri.length() - ReadTree.QUERY.length()));
      Optional<Map<String, Fact.ValueRead>> tree =
          answer == null ? Optional.empty() : ReadTree.of(asked, answer);
      if (tree.isEmpty()) return full(dialect.with(Dialect.Reading.GETS)).start(taskId);
      tree.get().forEach(read::putIfAbsent);
    }
    Optional<DmUri> root = dialect.root().or(() -> rootIn(read));
    var here = new Inspection(stage, dialect, task, pending, withValues(read), found, search);
    if (root.isEmpty()) return here.nothingListed(taskId);
    return here.objectIn(read, root.get(), taskId);
  }

  private static Optional<DmUri> rootIn(Map<String, Fact.ValueRead> read) {
    return read.entrySet().stream()
        .filter(entry -> isFumo(entry.getValue()))
        .map(entry -> DmUri.of(entry.getKey()))
        .findFirst();
  }

  /// PkgData cannot be read, and a tree may hold only what can be: whether it is there, its parent
  /// says.
  private Turn objectIn(Map<String, Fact.ValueRead> read, DmUri root, int taskId) {
    var unread = new FumoObject(root, Set.of(), Optional.empty(), Map.of());
    Fact.ValueRead node = read.get(root.toString());
    Fact.ValueRead state = read.get(unread.stateNode().toString());
    if (node == null && state == null) return finish(Optional.empty());
    Set<Part> parts = node == null ? Set.of() : parts(children(node));
    var seen = withParts(new FumoObject(root, parts, number(state), Map.of()), read);
    if (!seen.has(Part.UPDATE) || seen.has(Part.PKG_DATA)) return finish(Optional.of(seen));
    String update = seen.node(Operation.UPDATE).toString();
    return ask(Stage.READING_PARTS, taskId, List.of(update), Optional.of(seen));
  }

  /// An object that is to be created offers what the server will create.
  private static FumoObject created(DmUri root) {
    return new FumoObject(
        root, EnumSet.of(Part.DOWNLOAD, Part.DOWNLOAD_AND_UPDATE), Optional.empty(), Map.of());
  }

  private Turn searched(Map<String, Fact.ValueRead> read, String rootStatus, int taskId) {
    Optional<DmUri> root = ObjectSearch.found(pending, read);
    if (root.isPresent()) return readRoot(root.get(), taskId);
    List<String> told = new ArrayList<>(search);
    if (ObjectSearch.isHidden(pending, read))
      told.add("the device does not list its root (" + rootStatus + ")");
    ObjectSearch.Level level = ObjectSearch.below(pending, read);
    level.left().forEach(left -> told.add("not looked at: " + left));
    var here = searchedSoFar(told);
    return level.uris().isEmpty()
        ? here.nothingListed(taskId)
        : here.ask(stage, taskId, level.uris(), Optional.empty());
  }

  /// Some devices list a part of their tree only, or nothing: the object may be there all the same.
  private Turn nothingListed(int taskId) {
    if (stage == Stage.SEARCHING_USUAL_PLACES) return finish(Optional.empty());
    List<String> told = new ArrayList<>(search);
    told.add("looked at " + String.join(", ", ObjectSearch.USUAL_PLACES) + " and below");
    return searchedSoFar(told)
        .ask(Stage.SEARCHING_USUAL_PLACES, taskId, ObjectSearch.usualPlaces(), Optional.empty());
  }

  private Inspection searchedSoFar(List<String> told) {
    return new Inspection(stage, dialect, task, pending, values, found, told);
  }

  /// How the Get of the root was answered.
  private String statusOfRoot(List<Fact> facts) {
    return facts.stream()
        .flatMap(fact -> fact instanceof Fact.Answered a ? Stream.of(a) : Stream.empty())
        .filter(answered -> answered.task() == task && answered.order() == 0)
        .findFirst()
        .map(answered -> answered.status().toString())
        .orElse("no Status");
  }

  private Turn readRoot(DmUri root, int taskId) {
    List<String> uris = new ArrayList<>(List.of(root.toString(), root.child("State").toString()));
    uris.addAll(details());
    var object = new FumoObject(root, Set.of(), Optional.empty(), Map.of());
    return ask(Stage.READING, taskId, uris, Optional.of(object));
  }

  private List<String> details() {
    List<String> uris = new ArrayList<>(DETAILS);
    String version = dialect.versionNode().toString();
    if (!uris.contains(version)) uris.add(version);
    return uris;
  }

  private Turn readObject(Map<String, Fact.ValueRead> read, int taskId) {
    Map<String, String> known = withValues(read);
    FumoObject object = found.orElseThrow();
    var here = new Inspection(stage, dialect, task, pending, known, found, search);
    if (dialect.createByAdd()) return here.finish(found);
    Fact.ValueRead root = read.get(object.root().toString());
    Fact.ValueRead state = read.get(object.stateNode().toString());
    if (root == null && state == null) return here.finish(Optional.empty());
    Set<Part> parts = root == null ? Set.of() : parts(children(root));
    var seen = new FumoObject(object.root(), parts, number(state), Map.of());
    List<String> uris = new ArrayList<>();
    if (parts.contains(Part.UPDATE)) uris.add(seen.node(Operation.UPDATE).toString());
    if (parts.contains(Part.DOWNLOAD)) uris.add(seen.pkgUrl(Operation.DOWNLOAD).toString());
    if (parts.contains(Part.DOWNLOAD_AND_UPDATE))
      uris.add(seen.pkgUrl(Operation.DOWNLOAD_AND_UPDATE).toString());
    if (uris.isEmpty()) return here.finish(Optional.of(seen));
    return here.ask(Stage.READING_PARTS, taskId, uris, Optional.of(seen));
  }

  private Turn readParts(Map<String, Fact.ValueRead> read) {
    return finish(Optional.of(withParts(found.orElseThrow(), read)));
  }

  private static FumoObject withParts(FumoObject object, Map<String, Fact.ValueRead> read) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    parts.addAll(object.parts());
    Fact.ValueRead update = read.get(object.node(Operation.UPDATE).toString());
    if (update != null && children(update).contains("PkgData")) parts.add(Part.PKG_DATA);
    Map<Operation, String> urls = new EnumMap<>(Operation.class);
    urls.putAll(object.urls());
    for (Operation operation : List.of(Operation.DOWNLOAD, Operation.DOWNLOAD_AND_UPDATE)) {
      Fact.ValueRead url = read.get(object.pkgUrl(operation).toString());
      if (url != null) urls.put(operation, text(url));
    }
    return new FumoObject(object.root(), parts, object.state(), urls);
  }

  private Turn check(int taskId) {
    FumoObject object = found.orElseThrow();
    return ask(
        Stage.CHECKING,
        taskId,
        List.of(object.stateNode().toString(), dialect.versionNode().toString()),
        found);
  }

  private Turn checked(Map<String, Fact.ValueRead> read) {
    FumoObject object = found.orElseThrow();
    var here = new Inspection(stage, dialect, task, pending, withValues(read), found, search);
    // What State said in an earlier session says nothing about an Exec that was sent since.
    Optional<Integer> state = number(read.get(object.stateNode().toString()));
    return here.finish(
        Optional.of(new FumoObject(object.root(), object.parts(), state, object.urls())));
  }

  private Turn ask(Stage next, int taskId, List<String> uris, Optional<FumoObject> object) {
    List<Order> orders = uris.stream().<Order>map(Order.Get::new).toList();
    var waiting = new Inspection(next, dialect, taskId, uris, values, object, search);
    return new Turn(waiting, List.of(new Task.Run(taskId, Task.Grouping.PLAIN, orders)), List.of());
  }

  private Turn finish(Optional<FumoObject> object) {
    List<Finding> findings = new ArrayList<>();
    if (!values.isEmpty()) findings.add(new Finding.Read(values));
    findings.add(
        object
            .<Finding>map(Finding.ObjectRead::new)
            .orElseGet(
                () ->
                    new Finding.NoObject(
                        dialect
                            .root()
                            .map(root -> "no firmware update object at " + root)
                            .orElseGet(this::notFound))));
    return new Turn(
        new Inspection(Stage.DONE, dialect, 0, List.of(), values, object, search),
        List.of(),
        findings);
  }

  /// What the search did not see may still be there: who knows where, says so in the profile.
  private String notFound() {
    String none = "no node of Type " + UpdateDialogue.OBJECT_ID + " was found";
    if (search.isEmpty()) return none;
    return none + ": " + String.join("; ", search) + ". The profile may say where it is (root)";
  }

  private Map<String, Fact.ValueRead> read(List<Fact> facts) {
    Map<String, Fact.ValueRead> read = new LinkedHashMap<>();
    for (Fact fact : facts) {
      if (!(fact instanceof Fact.ValueRead value)) continue;
      // By the order that asked, or by the address when the device names it in its own way.
      boolean ours = value.task() == task && value.order() >= 0 && value.order() < pending.size();
      String uri = ours ? pending.get(value.order()) : value.locUri();
      read.putIfAbsent(uri, value);
    }
    return read;
  }

  private Map<String, String> withValues(Map<String, Fact.ValueRead> read) {
    Map<String, String> more = new LinkedHashMap<>(values);
    for (String uri : details()) {
      Fact.ValueRead value = read.get(uri);
      if (value == null || isNode(value)) continue;
      if (DETAILS.contains(uri)) more.put(DmUri.of(uri).name(), text(value));
      if (uri.equals(dialect.versionNode().toString())) more.put(Finding.VERSION, text(value));
    }
    return more;
  }

  private static Set<Part> parts(List<String> children) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    if (children.contains("Download")) parts.add(Part.DOWNLOAD);
    if (children.contains("Update")) parts.add(Part.UPDATE);
    if (children.contains("DownloadAndUpdate")) parts.add(Part.DOWNLOAD_AND_UPDATE);
    if (children.contains("PkgName")) parts.add(Part.PKG_NAME);
    if (children.contains("PkgVersion")) parts.add(Part.PKG_VERSION);
    return parts;
  }

  static boolean isFumo(Fact.@org.jspecify.annotations.Nullable ValueRead value) {
    if (value == null) return false;
    return isObjectId(value.meta().type().orElse("")) || isObjectId(text(value));
  }

  /// Whether a Type is that of a firmware update object, in its URN or its older form, in letters
  /// of any case and any minor version: FUMO has one major version. Spec: fumo 1.
  public static boolean isObjectId(String text) {
    return OBJECT_IDS.matcher(text.replace("\0", "").strip()).matches();
  }

  private static boolean isNode(Fact.ValueRead value) {
    return value.meta().format().filter("node"::equals).isPresent();
  }

  /// Whether a value is said to be no interior node; Results may leave their Format out.
  static boolean isLeaf(Fact.ValueRead value) {
    return value.meta().format().isPresent() && !isNode(value);
  }

  static boolean isWithoutType(Fact.ValueRead value) {
    return value.meta().type().orElse("").isBlank();
  }

  static List<String> children(Fact.ValueRead value) {
    String names = text(value);
    return names.isEmpty() ? List.of() : List.of(names.split("/"));
  }

  /// Deployed clients end values with a NUL octet, or pad them with blanks.
  static String text(Fact.ValueRead value) {
    return value.data().text().replace("\0", "").strip();
  }

  private static Optional<Integer> number(Fact.@org.jspecify.annotations.Nullable ValueRead value) {
    if (value == null || !text(value).matches("[0-9]{1,9}")) return Optional.empty();
    return Optional.of(Integer.parseInt(text(value)));
  }
}
