package io.fumarole.protocol.syncml;

/// Writes elements in either coding.
interface ElementWriter {
  void start(Tag tag);

  /// Begins an element outside our tables, as only XML can carry it.
  void startUnknown(String name);

  /// Ends the element that was begun last.
  void end();

  void empty(Tag tag);

  /// An element with text; without, the element is empty.
  void text(Tag tag, String text);

  /// An element with octets. Those that are no text go as OPAQUE; XML cannot carry them.
  void octets(Tag tag, Octets octets, Form.TextAs text);

  /// An element with a document in it.
  void document(Tag tag, Element root);

  /// The octets written so far.
  int length();

  /// What the ends of `SyncBody` and `SyncML` would take from here, with `Final`.
  int endLength();

  /// A place to roll back to, between two elements.
  Mark mark();

  void rollBack(Mark mark);

  /// Everything written; the writer is used up.
  Octets finish();

  /// @param page the WBXML code page in force
  record Mark(int length, int page) {}
}
