package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// A device description (DDF): which nodes a model can have, and what may be done with each. Spec:
/// TND 9, fumo 10.
///
/// @param nodes at the top, below the root
public record DeviceDescription(
    Optional<String> manufacturer, Optional<String> model, List<Node> nodes) {
  public DeviceDescription {
    nodes = List.copyOf(nodes);
  }

  /// What is said of one node.
  ///
  /// @param name empty where the name is free: the device or a server chooses it
  /// @param access commands by their names in lower case, such as `exec`
  /// @param type object identifier of an interior node, media type of a leaf
  public record Node(
      String name,
      Set<String> access,
      Optional<String> type,
      Optional<String> defaultValue,
      List<Node> children) {
    public Node {
      access = Set.copyOf(access);
      children = List.copyOf(children);
    }

    public boolean allows(String command) {
      return access.contains(command);
    }

    public boolean isFree() {
      return name.isEmpty();
    }

    /// The child of this name in any case: descriptions spell them in several ways.
    public Optional<Node> child(String childName) {
      return children.stream().filter(c -> c.name.equalsIgnoreCase(childName)).findFirst();
    }
  }

  /// Reads a description in XML or WBXML, within the limits of every document.
  ///
  /// @throws MalformedMessageException when it is no document, or no description
  public static DeviceDescription read(Octets octets, Limits limits)
      throws MalformedMessageException {
    Form.Encoding coding =
        Codec.sniff(octets)
            .orElseThrow(() -> new MalformedMessageException(0, "neither XML nor WBXML"));
    Element root = Codec.decodeDocument(octets, coding, limits);
    if (!root.name().equals("MgmtTree"))
      throw new MalformedMessageException(
          0, "a description begins with MgmtTree, and this with " + root.name());
    return new DeviceDescription(text(root, "Man"), text(root, "Mod"), nodes(root));
  }

  /// The node at an address, where all names are fixed.
  public Optional<Node> node(DmUri uri) {
    List<Node> level = nodes;
    Optional<Node> at = Optional.empty();
    for (String segment : uri.segments()) {
      at = level.stream().filter(node -> node.name.equalsIgnoreCase(segment)).findFirst();
      if (at.isEmpty()) return at;
      level = at.get().children;
    }
    return at;
  }

  /// `Path` puts a node below others that the document does not describe.
  private static List<Node> nodes(Element above) {
    List<Node> nodes = new ArrayList<>();
    for (Element child : above.children()) {
      if (!child.name().equals("Node")) continue;
      Node node = node(child);
      List<String> path = Stream.of(text(child, "Path").orElse("").split("/")).toList();
      for (String segment : path.reversed()) {
        if (!segment.isEmpty() && !segment.equals("."))
          node = new Node(segment, Set.of(), Optional.empty(), Optional.empty(), List.of(node));
      }
      nodes.add(node);
    }
    return nodes;
  }

  private static Node node(Element element) {
    Element none = Element.of("DFProperties");
    Element properties = element.child("DFProperties").orElse(none);
    Set<String> access = new TreeSet<>();
    properties
        .child("AccessType")
        .ifPresent(a -> a.children().forEach(c -> access.add(c.name().toLowerCase(Locale.ROOT))));
    return new Node(
        text(element, "NodeName").orElse(""),
        access,
        properties.child("DFType").flatMap(DeviceDescription::type),
        text(properties, "DefaultValue"),
        nodes(element));
  }

  private static Optional<String> type(Element type) {
    return text(type, "DDFName").or(() -> text(type, "MIME"));
  }

  private static Optional<String> text(Element element, String child) {
    return element.child(child).map(Element::text).map(String::strip).filter(t -> !t.isEmpty());
  }
}
