package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Octets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A node of a serialized tree, with what the document says of it. Spec: TNDS, syncml-dm 10.
///
/// @param path address of the node above, where the document names it: at the top only
/// @param properties as text; `Format` by its name, `Type` as MIME type or object identifier
/// @param value decoded, if the document carries one
public record TndsNode(
    String name,
    Optional<String> path,
    Map<Property, String> properties,
    Optional<Octets> value,
    List<TndsNode> children) {
  /// The format of a leaf whose document names none. Spec: TND 7.7.2.
  public static final String DEFAULT_FORMAT = "chr";

  public static final String INTERIOR = "node";

  public TndsNode {
    Map<Property, String> copy = new EnumMap<>(Property.class);
    copy.putAll(properties);
    properties = Collections.unmodifiableMap(copy);
    children = List.copyOf(children);
  }

  /// What a document may say of a node besides its value, in the order of the DTD.
  public enum Property {
    ACL("ACL"),
    FORMAT("Format"),
    NAME("Name"),
    SIZE("Size"),
    TITLE("Title"),
    TIME_STAMP("TStamp"),
    TYPE("Type"),
    VERSION_NUMBER("VerNo");

    private final String text;

    Property(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  public Optional<String> property(Property property) {
    return Optional.ofNullable(properties.get(property));
  }

  public boolean isInterior() {
    return !children.isEmpty() || format().equals(INTERIOR);
  }

  public String format() {
    return property(Property.FORMAT).orElse(children.isEmpty() ? DEFAULT_FORMAT : INTERIOR);
  }

  public String type() {
    return property(Property.TYPE).orElse("");
  }

  public Optional<TndsNode> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }
}
