package io.fumarole.scenario;

import io.fumarole.protocol.syncml.Form;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// How the scripted side codes its messages; a scenario names the codings that it is played in.
public enum Coding {
  XML("xml"),
  WBXML("wbxml"),
  WBXML_INLINE("wbxml-inline"),
  WBXML_STRING("wbxml-string"),
  WBXML_STRING_INLINE("wbxml-string-inline");

  private final String label;

  Coding(String label) {
    this.label = label;
  }

  public Form form() {
    return switch (this) {
      case XML -> Form.XML;
      case WBXML -> Form.WBXML;
      case WBXML_INLINE -> wbxml(Form.Header.NUMERIC, Form.TextAs.INLINE);
      case WBXML_STRING -> wbxml(Form.Header.STRING, Form.TextAs.OPAQUE);
      case WBXML_STRING_INLINE -> wbxml(Form.Header.STRING, Form.TextAs.INLINE);
    };
  }

  private static Form wbxml(Form.Header header, Form.TextAs text) {
    return new Form(Form.Encoding.WBXML, header, text);
  }

  /// What Content-Type says unless the scenario says otherwise.
  public String contentType() {
    return switch (form().encoding()) {
      case XML -> "application/vnd.syncml.dm+xml";
      case WBXML -> "application/vnd.syncml.dm+wbxml";
    };
  }

  /// The coding in which a message came; one that mixes texts counts as inline.
  public static Coding of(Form form) {
    if (form.encoding() == Form.Encoding.XML) return XML;
    boolean isString = form.header() == Form.Header.STRING;
    boolean isOpaque = form.itemData() == Form.TextAs.OPAQUE;
    if (isString) return isOpaque ? WBXML_STRING : WBXML_STRING_INLINE;
    return isOpaque ? WBXML : WBXML_INLINE;
  }

  public static Optional<Coding> named(String label) {
    return Arrays.stream(values()).filter(coding -> coding.label.equals(label)).findFirst();
  }

  static String labels() {
    return Arrays.stream(values()).map(Coding::toString).collect(Collectors.joining(", "));
  }

  @Override
  public String toString() {
    return label;
  }
}
