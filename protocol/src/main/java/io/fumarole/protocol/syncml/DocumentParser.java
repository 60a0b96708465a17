package io.fumarole.protocol.syncml;

import java.util.ArrayList;
import java.util.List;

/// Reads an embedded or free-standing document (TNDS, DDF, DevInf) as a tree of [Element]s.
final class DocumentParser {
  private final Cursor cursor;

  DocumentParser(Cursor cursor) {
    this.cursor = cursor;
  }

  /// A document from its root on.
  Element document() throws MalformedMessageException {
    if (cursor.next() != ElementReader.Event.START) {
      throw cursor.malformed("Document without a root element");
    }
    if (!cursor.named()) throw cursor.malformed("Document with the unknown root " + cursor.name());
    return element();
  }

  /// The element whose start was just read, up to its end. White space is dropped where there are
  /// children, since there it only indents; the text of a leaf is a value, and stays as it is.
  Element element() throws MalformedMessageException {
    String name = cursor.name();
    List<Element> children = new ArrayList<>();
    var text = new TextPieces();
    while (true) {
      switch (cursor.next()) {
        case START -> {
          if (cursor.named()) children.add(element());
          else cursor.skip();
        }
        case TEXT -> text.add(cursor.piece(), cursor.opaque());
        case END -> {
          return new Element(name, children, children.isEmpty() ? text.octets().utf8() : "");
        }
      }
    }
  }
}
