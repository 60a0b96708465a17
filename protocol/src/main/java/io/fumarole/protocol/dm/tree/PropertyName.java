package io.fumarole.protocol.dm.tree;

import java.util.Arrays;
import java.util.Optional;

/// The properties of a node (`?prop=`). Spec: TND 7.7, syncml-dm 10.
enum PropertyName {
  ACL("ACL"),
  FORMAT("Format"),
  NAME("Name"),
  SIZE("Size"),
  TITLE("Title"),
  /// Not kept: a device without a trusted clock cannot tell the truth here, and support is
  /// optional.
  TIME_STAMP("TStamp"),
  TYPE("Type"),
  VERSION_NUMBER("VerNo");

  private static final String QUERY = "prop=";

  private final String text;

  PropertyName(String text) {
    this.text = text;
  }

  static boolean isQuery(String query) {
    return query.startsWith(QUERY);
  }

  static Optional<PropertyName> ofQuery(String query) {
    if (!isQuery(query)) return Optional.empty();
    String name = query.substring(QUERY.length());
    return Arrays.stream(values()).filter(property -> property.text.equals(name)).findFirst();
  }
}
