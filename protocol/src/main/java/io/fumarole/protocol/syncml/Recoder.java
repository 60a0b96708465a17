package io.fumarole.protocol.syncml;

/// Writes the elements of one document with another writer, in the order in which they stand. The
/// message model forgets that order and whatever it does not know: this is for scripted peers,
/// which must be as odd in WBXML as they are in XML.
final class Recoder {
  private final Cursor from;
  private final ElementWriter to;
  private final Form.TextAs itemText;

  Recoder(Cursor from, ElementWriter to, Form.TextAs itemText) {
    this.from = from;
    this.to = to;
    this.itemText = itemText;
  }

  Octets document() throws MalformedMessageException {
    if (from.next() != ElementReader.Event.START || from.tag() != Tag.SYNC_ML) {
      throw from.malformed("No SyncML message: the root element is not SyncML");
    }
    element(false);
    return to.finish();
  }

  /// The element whose start was just read, up to its end.
  ///
  /// @param inItem whether an Item is open, whose `Data` goes as the form says
  private void element(boolean inItem) throws MalformedMessageException {
    Tag tag = from.tag();
    String name = from.name();
    boolean open = false;
    var text = new TextPieces();
    while (true) {
      switch (from.next()) {
        case TEXT -> text.add(from.piece(), from.opaque());
        case START -> {
          if (tag == Tag.DATA && from.tag() == Tag.OTHER) {
            to.document(tag, new DocumentParser(from).element());
            closeDocument();
            return;
          }
          if (!open) start(tag, name);
          open = true;
          element(inItem || tag == Tag.ITEM);
        }
        case END -> {
          if (open) to.end();
          else leaf(tag, name, text.octets(), inItem);
          return;
        }
      }
    }
  }

  /// White space behind an embedded document only indents; a second one is dropped, as the parser
  /// does.
  private void closeDocument() throws MalformedMessageException {
    while (from.child()) from.skip();
  }

  private void start(Tag tag, String name) {
    if (tag == Tag.OTHER) to.startUnknown(name);
    else to.start(tag);
  }

  private void leaf(Tag tag, String name, Octets text, boolean inItem) {
    if (tag == Tag.OTHER) {
      to.startUnknown(name);
      to.end();
    } else if (tag == Tag.DATA) {
      to.octets(tag, text, inItem ? itemText : Form.TextAs.INLINE);
    } else {
      to.text(tag, text.utf8().trim());
    }
  }
}
