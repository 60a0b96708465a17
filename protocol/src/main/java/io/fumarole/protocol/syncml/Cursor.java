package io.fumarole.protocol.syncml;

/// Walks the elements of a document within the limits.
final class Cursor {
  /// UTF-8 needs at most three octets for a `char`.
  private static final int MOST_OCTETS_PER_CHAR = 3;

  private final ElementReader reader;
  private final Budget budget;
  private final Limits limits;
  private int depth;

  /// @param depth how many elements are open around the document
  Cursor(ElementReader reader, Budget budget, Limits limits, int depth) {
    this.reader = reader;
    this.budget = budget;
    this.limits = limits;
    this.depth = depth;
  }

  ElementReader.Event next() throws MalformedMessageException {
    ElementReader.Event event = reader.next();
    switch (event) {
      case START -> budget.element(++depth, reader);
      case END -> depth--;
      case TEXT -> {}
    }
    return event;
  }

  /// Moves to the next child of the current element; false at its end. Text between is passed over.
  boolean child() throws MalformedMessageException {
    ElementReader.Event event = next();
    while (event == ElementReader.Event.TEXT) event = next();
    return event == ElementReader.Event.START;
  }

  Tag tag() {
    return reader.tag();
  }

  /// The current element's name. Literal names count as text: they may repeat at no cost.
  String name() throws MalformedMessageException {
    String name = reader.name();
    budget.text(name.length(), reader.offset());
    return name;
  }

  boolean named() {
    return reader.named();
  }

  Budget budget() {
    return budget;
  }

  Limits limits() {
    return limits;
  }

  int depth() {
    return depth;
  }

  long offset() {
    return reader.offset();
  }

  MalformedMessageException malformed(String reason) {
    return reader.malformed(reason);
  }

  /// Passes over the current element with all its content.
  void skip() throws MalformedMessageException {
    int outside = depth - 1;
    while (depth > outside) next();
  }

  /// The text of the current element, up to its end, without the white space around it. XML that is
  /// indented for reading has such white space, and no id, code or address means it.
  String text() throws MalformedMessageException {
    ElementReader.Event event = skipToText();
    if (event == ElementReader.Event.END) return "";
    long offset = reader.offset();
    String first = reader.text();
    checkLength(first, offset);
    event = skipToText();
    if (event == ElementReader.Event.END) return first.trim();
    var pieces = new TextPieces();
    pieces.add(Octets.utf8(first), false);
    return gather(pieces, event).octets().utf8().trim();
  }

  /// The octets of a simple element, up to its end: as they are if they came as OPAQUE, which may
  /// be binary, otherwise trimmed like any text.
  Octets trimmedOctets() throws MalformedMessageException {
    TextPieces pieces = gather(new TextPieces(), skipToText());
    return pieces.opaque() ? pieces.octets() : Octets.utf8(pieces.octets().utf8().trim());
  }

  /// The octets of the text that the cursor stands at.
  Octets piece() {
    return reader.octets();
  }

  boolean opaque() {
    return reader.opaque();
  }

  private TextPieces gather(TextPieces pieces, ElementReader.Event from)
      throws MalformedMessageException {
    ElementReader.Event event = from;
    while (event == ElementReader.Event.TEXT) {
      pieces.add(reader.octets(), reader.opaque());
      budget.text(pieces.length(), reader.offset());
      event = skipToText();
    }
    return pieces;
  }

  /// The next TEXT or END of the current element; elements within are passed over.
  private ElementReader.Event skipToText() throws MalformedMessageException {
    ElementReader.Event event = next();
    while (event == ElementReader.Event.START) {
      skip();
      event = next();
    }
    return event;
  }

  private void checkLength(String text, long offset) throws MalformedMessageException {
    if (text.length() > limits.textOctets() / MOST_OCTETS_PER_CHAR) {
      budget.text(Octets.utf8(text).length(), offset);
    }
  }
}
