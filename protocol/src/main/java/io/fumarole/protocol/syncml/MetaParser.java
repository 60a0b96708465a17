package io.fumarole.protocol.syncml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the children of `Meta`. Those that DM does not use (Anchor, Mem …) are passed over. Spec:
/// META, wbxml 4.
final class MetaParser {
  private final Cursor cursor;
  private Optional<String> format = Optional.empty();
  private Optional<String> type = Optional.empty();
  private Optional<String> mark = Optional.empty();
  private Optional<String> size = Optional.empty();
  private Optional<String> version = Optional.empty();
  private Optional<Octets> nextNonce = Optional.empty();
  private Optional<String> maxMsgSize = Optional.empty();
  private Optional<String> maxObjSize = Optional.empty();
  private final List<String> emi = new ArrayList<>(0);

  private MetaParser(Cursor cursor) {
    this.cursor = cursor;
  }

  static Meta meta(Cursor cursor) throws MalformedMessageException {
    var parser = new MetaParser(cursor);
    parser.children();
    return parser.meta();
  }

  private void children() throws MalformedMessageException {
    while (cursor.child()) {
      switch (cursor.tag()) {
        case FORMAT -> format = Optional.of(cursor.text());
        case TYPE -> type = Optional.of(cursor.text());
        case MARK -> mark = Optional.of(cursor.text());
        case SIZE -> size = Optional.of(cursor.text());
        case VERSION -> version = Optional.of(cursor.text());
        case NEXT_NONCE -> nextNonce = Optional.of(cursor.trimmedOctets());
        case MAX_MSG_SIZE -> maxMsgSize = Optional.of(cursor.text());
        case MAX_OBJ_SIZE -> maxObjSize = Optional.of(cursor.text());
        case EMI -> emi.add(cursor.text());
        case MET_INF -> children(); // The DTD's own root: some writers keep it inside Meta.
        default -> cursor.skip();
      }
    }
  }

  private Meta meta() {
    return new Meta(format, type, mark, size, version, nextNonce, maxMsgSize, maxObjSize, emi);
  }
}
