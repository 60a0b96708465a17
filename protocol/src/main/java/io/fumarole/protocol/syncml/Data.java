package io.fumarole.protocol.syncml;

/// The content of an Item's `Data`.
public sealed interface Data {
  static Data empty() {
    return new Value(Octets.EMPTY);
  }

  /// A value. Inline text, CDATA and OPAQUE of the same octets are the same value.
  record Value(Octets octets) implements Data {}

  /// An embedded document (TNDS, DDF, DevInf): child elements in XML, a whole WBXML document in an
  /// OPAQUE.
  record Embedded(Element root) implements Data {}

  static Data text(String text) {
    return new Value(Octets.utf8(text));
  }

  static Data octets(Octets octets) {
    return new Value(octets);
  }

  /// The value as text; an embedded document has none and gives its root's name in angle brackets.
  default String text() {
    return switch (this) {
      case Value(var octets) -> octets.utf8();
      case Embedded(var root) -> "<" + root.name() + ">";
    };
  }
}
