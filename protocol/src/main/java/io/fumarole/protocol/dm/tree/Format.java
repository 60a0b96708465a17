package io.fumarole.protocol.dm.tree;

import io.fumarole.protocol.syncml.Octets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The `Format` of a node or of the data on the wire. Spec: TND 7.7.3, syncml-dm 7.
public enum Format {
  /// Base64 text on the wire; as a node property it becomes [#BIN].
  B64,
  BIN,
  BOOL,
  CHR,
  INT,
  /// An interior node.
  NODE,
  NULL,
  XML,
  DATE,
  TIME,
  FLOAT;

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,20}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]{1,40}([.][0-9]{0,40})?|[.][0-9]{1,40})([eE][+-]?[0-9]{1,5})?");

  /// The name on the wire.
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The format that `Meta/Format` names; blanks around it are trimmed.
  public static Optional<Format> of(String text) {
    String name = text.strip();
    return Arrays.stream(values()).filter(format -> format.text().equals(name)).findFirst();
  }

  /// Whether a leaf of this format can hold these octets. Everything but binary must be text that
  /// XML can carry, or a later Get could not answer with it.
  boolean holds(Octets value) {
    if (this == BIN) return true;
    if (!value.isText()) return false;
    String text = value.utf8();
    return switch (this) {
      case BOOL -> text.isEmpty() || text.equals("true") || text.equals("false");
      case INT -> text.isEmpty() || INTEGER.matcher(text).matches();
      case FLOAT -> text.isEmpty() || DECIMAL.matcher(text).matches();
      case NULL -> text.isEmpty();
      case CHR, XML, DATE, TIME -> true;
      case B64, NODE -> false;
      case BIN -> true;
    };
  }
}
