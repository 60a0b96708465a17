package io.fumarole.protocol.fumo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The search for the object in a tree that nobody has described. Spec: fumo 1, fumo 11.
class InspectionTest {
  /// More turns than any search takes.
  private static final int MOST_TURNS = 12;

  private final Map<String, String> types = new TreeMap<>();
  private final Map<String, String> leaves = new TreeMap<>();
  private final Set<String> nodes = new TreeSet<>();
  private final Set<String> refused = new TreeSet<>();

  /// There, and left out where their parent lists its children.
  private final Set<String> unlisted = new TreeSet<>();

  private boolean tellsTypes = true;

  /// The answer to the query for the whole tree.
  private Optional<Data> tree = Optional.empty();

  private final List<String> asked = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"./x", "./FwUpdate/FwPkg1", "./Vendor/Device/Firmware"})
  void findsTheObjectByItsTypeWhereverItSits(String root) {
    object(root);
    assertThat(inspect()).hasValueSatisfying(o -> assertThat(o.root()).hasToString(root));
  }

  @ParameterizedTest
  @CsvSource({
    "./FUMO, true",
    "./FUMO/OTASDL, true",
    "./FwUpdate/Flash, true",
    "./Fw/FwPkg01, true",
    "./ManagedObjects/FUMO, true",
    "./ManagedObjects/FUMO, false",
    "./FwUpdate/Flash, false"
  })
  void looksInTheUsualPlacesWhereTheRootIsNotListed(String root, boolean withTypes) {
    object(root);
    refused.add(".");
    tellsTypes = withTypes;
    assertThat(inspect()).hasValueSatisfying(o -> assertThat(o.root()).hasToString(root));
  }

  @Test
  void takesNoNodeOfAnotherTypeForTheObject() {
    object("./FUMO");
    types.put("./FUMO", "urn:oma:mo:oma-scomo:1.0");
    assertThat(inspect()).isEmpty();
  }

  /// The root lists something, and not the object: some devices show a part of their tree only.
  @ParameterizedTest
  @CsvSource({
    "./FUMO, true",
    "./FwUpdate/Flash, true",
    "./ManagedObjects/FUMO, true",
    "./ManagedObjects/FUMO, false"
  })
  void looksInTheUsualPlacesWhereTheObjectIsNotListed(String root, boolean withTypes) {
    node("./Vendor/Settings");
    object(root);
    unlisted.add("./" + root.split("/")[1]);
    tellsTypes = withTypes;
    assertThat(inspect()).hasValueSatisfying(o -> assertThat(o.root()).hasToString(root));
    assertThat(asked).contains("./Vendor/Settings");
  }

  /// The same when the root comes as one serialized tree.
  @Test
  void looksInTheUsualPlacesWhereTheObjectIsNotInTheTree() {
    object("./FUMO");
    Element format = Element.of("RTProperties", Element.of("Format", Element.of("node")));
    Element vendor = Element.of("Node", Element.text("NodeName", "Vendor"), format);
    Element root = Element.of("Node", Element.text("NodeName", ""), format, vendor);
    tree =
        Optional.of(new Data.Embedded(Element.of("MgmtTree", Element.text("VerDTD", "1.2"), root)));
    assertThat(inspect(Dialect.STRICT.with(Dialect.Reading.TNDS)))
        .hasValueSatisfying(o -> assertThat(o.root()).hasToString("./FUMO"));
    assertThat(asked).doesNotContain(".");
  }

  @Test
  void whatIsListedComesBeforeTheUsualPlaces() {
    object("./Vendor/Firmware");
    object("./FUMO");
    unlisted.add("./FUMO");
    assertThat(inspect())
        .hasValueSatisfying(o -> assertThat(o.root()).hasToString("./Vendor/Firmware"));
    assertThat(asked).doesNotContain("./FUMO");
  }

  @Test
  void saysWhereItLookedInATreeThatIsListed() {
    node("./Vendor");
    assertThat(words())
        .isEqualTo(
            "no node of Type urn:oma:mo:oma-fumo:1.0 was found: looked at ./FUMO, ./FwUpdate, ./Fw,"
                + " ./ManagedObjects/FUMO and below. The profile may say where it is (root)");
    assertThat(asked).containsOnlyOnce("./FUMO");
  }

  @Test
  void saysWhereItLookedWhenTheRootIsNotListed() {
    object("./Hidden");
    refused.add(".");
    assertThat(words())
        .contains("does not list its root (405", "./FUMO, ./FwUpdate, ./Fw, ./ManagedObjects/FUMO")
        .contains("The profile may say where it is (root)");
  }

  @Test
  void saysWhatIsTooDeepToBeLookedAt() {
    object("./A/B/C/FUMO");
    node("./A/B/C/D");
    assertThat(words()).contains("not looked at: ./A/B/C/D and 1 more (deeper than 3 names)");
    assertThat(asked).doesNotContain("./A/B/C/FUMO");
  }

  @Test
  void saysWhatIsTooMuchToBeLookedAt() {
    for (int i = 0; i < 60; i++) node("./N" + (10 + i));
    object("./Z");
    assertThat(words()).contains("not looked at: ./N58 and 12 more (beyond 48 nodes)");
    assertThat(asked).contains("./N57").doesNotContain("./N58", "./Z");
  }

  @Test
  void readsNoChildrenOutOfALeaf() {
    node("./Vendor");
    leaves.put("./Vendor/Path", "a/b/c");
    inspect();
    assertThat(asked).contains("./Vendor/Path").doesNotContain("./Vendor/Path/a");
  }

  private void node(String uri) {
    for (int end = uri.indexOf('/', 2); end > 0; end = uri.indexOf('/', end + 1))
      nodes.add(uri.substring(0, end));
    nodes.add(uri);
  }

  private void object(String root) {
    node(root + "/DownloadAndUpdate");
    leaves.put(root + "/State", "10");
    types.put(root, "urn:oma:mo:oma-fumo:1.0");
  }

  private Optional<FumoObject> inspect() {
    return inspect(Dialect.STRICT);
  }

  private Optional<FumoObject> inspect(Dialect dialect) {
    return findings(dialect).stream()
        .flatMap(
            f -> f instanceof Finding.ObjectRead(var object) ? Stream.of(object) : Stream.empty())
        .findFirst();
  }

  private String words() {
    return findings(Dialect.STRICT).stream()
        .flatMap(f -> f instanceof Finding.NoObject(var words) ? Stream.of(words) : Stream.empty())
        .findFirst()
        .orElse("an object was found");
  }

  private List<Finding> findings(Dialect dialect) {
    List<Fact> facts = List.of();
    var inspection = Inspection.full(dialect);
    for (int id = 1; id <= MOST_TURNS; id++) {
      Inspection.Turn turn = inspection.next(facts, id);
      if (turn.tasks().isEmpty()) return turn.findings();
      facts = answers((Task.Run) turn.tasks().getFirst());
      inspection = turn.inspection();
    }
    throw new AssertionError("the search does not end: " + asked);
  }

  private List<Fact> answers(Task.Run task) {
    List<Fact> facts = new ArrayList<>();
    for (int order = 0; order < task.orders().size(); order++) {
      String uri = ((Task.Order.Get) task.orders().get(order)).locUri();
      asked.add(uri);
      Optional<Fact> value = value(task.id(), order, uri);
      facts.add(new Fact.Answered(task.id(), order, new StatusCode(value.isPresent() ? 200 : 405)));
      value.ifPresent(facts::add);
    }
    return facts;
  }

  private Optional<Fact> value(int task, int order, String uri) {
    if (uri.equals("." + ReadTree.QUERY))
      return tree.map(data -> new Fact.ValueRead(task, order, uri, Tnds.META, data));
    String node = uri.replace("?prop=Type", "");
    if (refused.contains(uri) || (uri.contains("?") && !tellsTypes)) return Optional.empty();
    if (uri.contains("?"))
      return Optional.ofNullable(types.get(node))
          .map(type -> new Fact.ValueRead(task, order, uri, Meta.format("chr"), Data.text(type)));
    if (leaves.containsKey(uri))
      return Optional.of(
          new Fact.ValueRead(task, order, uri, Meta.format("chr"), Data.text(leaves.get(uri))));
    if (!uri.equals(".") && !nodes.contains(uri)) return Optional.empty();
    return Optional.of(
        new Fact.ValueRead(task, order, uri, Meta.format("node"), Data.text(children(uri))));
  }

  private String children(String uri) {
    String above = uri.equals(".") ? "./" : uri + "/";
    Set<String> names = new TreeSet<>();
    for (Set<String> all : List.of(nodes, leaves.keySet())) {
      for (String one : all) {
        boolean isChild =
            one.startsWith(above)
                && one.indexOf('/', above.length()) < 0
                && !unlisted.contains(one);
        if (isChild) names.add(one.substring(above.length()));
      }
    }
    return String.join("/", names);
  }
}
