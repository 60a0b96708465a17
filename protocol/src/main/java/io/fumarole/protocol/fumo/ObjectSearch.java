package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Fact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Where the firmware update object of an unknown tree is looked for: level by level from the root,
/// then from the places that the field uses, where a device does not list it. Bounded, and what the
/// bounds left out is told. Spec: fumo 1, fumo 11.
final class ObjectSearch {
  /// The deepest that an object is looked for, in names: `./Vendor/FUMO/x`. None is known deeper.
  static final int DEEPEST = 3;

  /// More nodes than this on one level are not read: each costs two Gets.
  static final int MOST_NODES = 48;

  /// The objects of the field are here or below. `./Fw` is the specification's own example.
  static final List<String> USUAL_PLACES =
      List.of("./FUMO", "./FwUpdate", "./Fw", "./ManagedObjects/FUMO");

  static final String ROOT = ".";
  private static final String TYPE_QUERY = "?prop=Type";

  private static final Set<String> OTHER_OBJECTS =
      Set.of("DevInfo", "DevDetail", "DMAcc", "Inbox", "SyncML");
  private static final Set<String> EXECUTED = Set.of("Download", "Update", "DownloadAndUpdate");

  private ObjectSearch() {}

  /// What is read next.
  ///
  /// @param uris each node, and its Type: some devices say it in Results, others when asked alone
  /// @param left what the bounds left out, in words
  record Level(List<String> uris, List<String> left) {
    Level {
      uris = List.copyOf(uris);
      left = List.copyOf(left);
    }
  }

  static List<String> usualPlaces() {
    List<String> uris = new ArrayList<>();
    USUAL_PLACES.forEach(place -> add(uris, place));
    return uris;
  }

  private static void add(List<String> uris, String node) {
    uris.add(node);
    uris.add(node + TYPE_QUERY);
  }

  /// Whether a device shows nothing below its root.
  static boolean isHidden(List<String> asked, Map<String, Fact.ValueRead> read) {
    Fact.ValueRead root = read.get(ROOT);
    return asked.equals(List.of(ROOT)) && (root == null || Inspection.children(root).isEmpty());
  }

  /// The object among the nodes that were read: the first of its Type, or else the first whose Type
  /// nobody says and whose children are those of one.
  static Optional<DmUri> found(List<String> asked, Map<String, Fact.ValueRead> read) {
    List<String> nodes = asked.stream().filter(uri -> !uri.contains("?")).toList();
    return nodes.stream()
        .filter(
            uri ->
                Inspection.isFumo(read.get(uri)) || Inspection.isFumo(read.get(uri + TYPE_QUERY)))
        .findFirst()
        .or(() -> nodes.stream().filter(uri -> looksLikeOne(uri, read)).findFirst())
        .map(DmUri::of);
  }

  private static boolean looksLikeOne(String uri, Map<String, Fact.ValueRead> read) {
    Fact.ValueRead node = read.get(uri);
    Fact.ValueRead asked = read.get(uri + TYPE_QUERY);
    if (node == null || !Inspection.isWithoutType(node)) return false;
    if (asked != null && !Inspection.text(asked).isEmpty()) return false;
    List<String> children = Inspection.children(node);
    return children.contains("State") && children.stream().anyMatch(EXECUTED::contains);
  }

  /// The nodes below those that were read.
  static Level below(List<String> asked, Map<String, Fact.ValueRead> read) {
    List<DmUri> nodes = new ArrayList<>();
    List<DmUri> tooDeep = new ArrayList<>();
    for (String uri : asked) {
      Fact.ValueRead value = read.get(uri);
      if (value == null || uri.contains("?") || Inspection.isLeaf(value)) continue;
      DmUri node = DmUri.of(uri);
      for (String child : Inspection.children(value)) {
        boolean isOther = node.isRoot() && OTHER_OBJECTS.contains(child);
        if (isOther || DmUri.parse(child).isEmpty()) continue;
        (node.segments().size() < DEEPEST ? nodes : tooDeep).add(node.child(child));
      }
    }
    List<String> uris = new ArrayList<>();
    nodes.stream().limit(MOST_NODES).forEach(node -> add(uris, node.toString()));
    List<String> left = new ArrayList<>();
    leftOut(nodes.stream().skip(MOST_NODES).toList(), "beyond " + MOST_NODES + " nodes", left);
    leftOut(tooDeep, "deeper than " + DEEPEST + " names", left);
    return new Level(uris, left);
  }

  private static void leftOut(List<DmUri> nodes, String why, List<String> left) {
    if (nodes.isEmpty()) return;
    String more = nodes.size() == 1 ? "" : " and " + (nodes.size() - 1) + " more";
    left.add(nodes.getFirst() + more + " (" + why + ")");
  }
}
