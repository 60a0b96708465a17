package io.fumarole.protocol.dm;

import io.fumarole.protocol.dm.TndsNode.Property;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Serialized trees: how a whole subtree travels in one Item. Spec: TNDS, syncml-dm 10.
public final class Tnds {
  /// What every media type of them begins with; the coding follows.
  private static final String TYPE = "application/vnd.syncml.dmtnds";

  /// To be sent with a document in an XML message; a session changes it to fit its coding.
  public static final Meta META = Meta.of("xml", TYPE + "+xml");

  private Tnds() {}

  public static boolean isType(String mediaType) {
    return mediaType.strip().startsWith(TYPE);
  }

  public static Data write(TndsNode top) {
    return new Data.Embedded(Element.of("MgmtTree", Element.text("VerDTD", "1.2"), element(top)));
  }

  private static Element element(TndsNode node) {
    List<Element> parts = new ArrayList<>();
    parts.add(Element.text("NodeName", node.name()));
    node.path().ifPresent(path -> parts.add(Element.text("Path", path)));
    List<Element> properties = new ArrayList<>();
    for (Property property : Property.values())
      node.property(property).ifPresent(text -> properties.add(element(property, text, node)));
    if (!properties.isEmpty()) parts.add(new Element("RTProperties", properties, ""));
    node.children().forEach(child -> parts.add(element(child)));
    node.value()
        .ifPresent(value -> parts.add(Element.text("Value", carried(value, isBinary(node)))));
    return new Element("Node", parts, "");
  }

  private static Element element(Property property, String text, TndsNode node) {
    return switch (property) {
      // A document is text: binary travels in base64, and says so.
      case FORMAT -> Element.of("Format", Element.of(isBinary(node) ? "b64" : text));
      case TYPE -> Element.of("Type", Element.text(node.isInterior() ? "DDFName" : "MIME", text));
      case ACL, NAME, SIZE, TITLE, TIME_STAMP, VERSION_NUMBER ->
          Element.text(property.text(), text);
    };
  }

  private static boolean isBinary(TndsNode node) {
    return node.format().equals("bin") || node.format().equals("b64");
  }

  private static String carried(Octets value, boolean isBinary) {
    return isBinary ? Base64.getEncoder().encodeToString(value.toByteArray()) : value.utf8();
  }

  /// The nodes at the top of a document; empty when the data is none. It may come embedded, or as
  /// the octets of one: a large one travels in pieces, and a WBXML one may be called binary.
  public static Optional<List<TndsNode>> read(Data data) {
    return switch (data) {
      case Data.Embedded(var root) -> nodes(root);
      case Data.Value(var octets) -> root(octets).flatMap(Tnds::nodes);
    };
  }

  private static Optional<Element> root(Octets octets) {
    Optional<Form.Encoding> coding = Codec.sniff(octets);
    if (coding.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Codec.decodeDocument(octets, coding.get(), Limits.DEFAULT));
    } catch (MalformedMessageException noDocument) {
      return Optional.empty();
    }
  }

  private static Optional<List<TndsNode>> nodes(Element root) {
    if (!root.name().equals("MgmtTree")) return Optional.empty();
    List<TndsNode> nodes = new ArrayList<>();
    for (Element child : root.children()) {
      if (!child.name().equals("Node")) continue;
      Optional<TndsNode> node = node(child);
      if (node.isEmpty()) return Optional.empty();
      nodes.add(node.get());
    }
    return nodes.isEmpty() ? Optional.empty() : Optional.of(nodes);
  }

  /// Empty when the value is not of its format: half a tree is worse than none.
  private static Optional<TndsNode> node(Element element) {
    Map<Property, String> properties = new EnumMap<>(Property.class);
    element.child("RTProperties").ifPresent(found -> properties.putAll(properties(found)));
    boolean isBase64 = isBinaryFormat(properties);
    if (isBase64) properties.put(Property.FORMAT, "bin");
    Optional<Octets> value = Optional.empty();
    Optional<Element> carried = element.child("Value");
    if (carried.isPresent()) {
      value = decoded(carried.get().text(), isBase64);
      if (value.isEmpty()) return Optional.empty();
    }
    List<TndsNode> children = new ArrayList<>();
    for (Element child : element.children()) {
      if (!child.name().equals("Node")) continue;
      Optional<TndsNode> node = node(child);
      if (node.isEmpty()) return Optional.empty();
      children.add(node.get());
    }
    return Optional.of(
        new TndsNode(
            text(element, "NodeName").orElse(""),
            text(element, "Path"),
            properties,
            value,
            children));
  }

  private static boolean isBinaryFormat(Map<Property, String> properties) {
    String format = properties.getOrDefault(Property.FORMAT, "");
    return format.equals("b64") || format.equals("bin");
  }

  private static Map<Property, String> properties(Element found) {
    Map<Property, String> properties = new EnumMap<>(Property.class);
    for (Property property : Property.values()) {
      found
          .child(property.text())
          .map(element -> property(property, element))
          .ifPresent(text -> properties.put(property, text));
    }
    return properties;
  }

  /// Format is the name of an element, Type the text of one; lenient peers write either as text.
  private static String property(Property property, Element element) {
    if (property == Property.TITLE) return element.text();
    if (element.children().isEmpty()) return element.text().strip();
    Element inner = element.children().getFirst();
    return property == Property.FORMAT ? inner.name() : inner.text().strip();
  }

  private static Optional<String> text(Element element, String child) {
    return element.child(child).map(Element::text).map(String::strip);
  }

  private static Optional<Octets> decoded(String text, boolean isBase64) {
    if (!isBase64) return Optional.of(Octets.utf8(text));
    try {
      String bare = text.replaceAll("[ \t\r\n]", "");
      return Optional.of(Octets.wrap(Base64.getDecoder().decode(bare)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
