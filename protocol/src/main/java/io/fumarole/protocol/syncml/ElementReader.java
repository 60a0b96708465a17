package io.fumarole.protocol.syncml;

/// Pulls a document's elements one by one, in either coding. The reader never looks behind the end
/// of the root element.
interface ElementReader {
  enum Event {
    START,
    TEXT,
    END
  }

  Event next() throws MalformedMessageException;

  /// The element that began with the last START; `OTHER` when it is none of SyncML and MetInf.
  Tag tag();

  /// The name of the element that began with the last START.
  String name();

  /// Whether that name means something: false for WBXML tokens and literals outside the tables.
  boolean named();

  /// The piece of text of the last TEXT, for a caller that wants characters.
  String text();

  /// The piece of text of the last TEXT, for a caller that wants octets.
  Octets octets();

  /// Whether the last TEXT was an OPAQUE.
  boolean opaque();

  /// Where the last event began, from the start of the message.
  long offset();

  /// A fault at the last event.
  default MalformedMessageException malformed(String reason) {
    return new MalformedMessageException(offset(), reason);
  }
}
