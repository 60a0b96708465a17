package io.fumarole.protocol.syncml;

import static io.fumarole.protocol.syncml.WbxmlToken.*;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads WBXML token by token. Spec: WBXML 5, wbxml 1.
final class WbxmlReader implements ElementReader {
  private final WbxmlInput in;
  private final WbxmlHeader header;
  private final List<CodePage> pages;
  private final Budget budget;

  /// Stays where a SWITCH_PAGE put it: END does not restore it.
  private CodePage page;

  private int pageNumber;
  private int openElements;
  private boolean endOfEmptyElement;
  private int eventAt;

  private Tag tag = Tag.OTHER;
  private int token;
  private @Nullable String literal;

  private byte[] text = {};
  private int textFrom;
  private int textTo;
  private boolean opaque;

  /// @param in stands behind the header
  WbxmlReader(WbxmlInput in, WbxmlHeader header, Budget budget) {
    this.in = in;
    this.header = header;
    this.budget = budget;
    this.pages = header.kind() == WbxmlHeader.Kind.DEV_INF ? CodePage.DEV_INF : CodePage.SYNC_ML;
    this.page = pages.getFirst();
  }

  @Override
  public Event next() throws MalformedMessageException {
    if (endOfEmptyElement) {
      endOfEmptyElement = false;
      return Event.END;
    }
    while (true) {
      eventAt = in.position();
      int octet = in.readOctet();
      switch (octet) {
        case SWITCH_PAGE -> switchPage(in.readOctet());
        case END -> {
          if (--openElements < 0) throw malformed("END without an open element");
          return Event.END;
        }
        case ENTITY -> {
          return entity(in.readMultiByteInt());
        }
        case STR_I -> {
          int from = in.position();
          return characters(in.bytes(), from, in.skipString());
        }
        case STR_T -> {
          return tableString(in.readMultiByteInt());
        }
        case OPAQUE -> {
          int from = in.skipBlock("OPAQUE");
          return octets(from, in.position());
        }
        case PI -> skipAttributes();
        // SyncML gives the extension tokens no meaning.
        case EXT_I_0, EXT_I_1, EXT_I_2 -> in.skipString();
        case EXT_T_0, EXT_T_1, EXT_T_2 -> in.readMultiByteInt();
        case EXT_0, EXT_1, EXT_2 -> {}
        default -> {
          return start(octet);
        }
      }
    }
  }

  private void switchPage(int number) {
    pageNumber = number;
    page = number < pages.size() ? pages.get(number) : CodePage.UNKNOWN;
  }

  private Event start(int octet) throws MalformedMessageException {
    token = octet & IDENTITY;
    if (token == LITERAL) {
      literal = literalName(in.readMultiByteInt());
      // A name is a name, however it is written: else XML would say Exec where WBXML said nothing.
      tag = Tag.named(literal);
    } else {
      literal = null;
      tag = page.tag(token);
    }
    if ((octet & HAS_ATTRIBUTES) != 0) skipAttributes();
    if ((octet & HAS_CONTENT) != 0) openElements++;
    else endOfEmptyElement = true;
    return Event.START;
  }

  /// SyncML has no attributes: those of an extension are passed over, up to their END.
  private void skipAttributes() throws MalformedMessageException {
    while (true) {
      switch (in.readOctet()) {
        case END -> {
          return;
        }
        case SWITCH_PAGE -> in.readOctet();
        case STR_I, EXT_I_0, EXT_I_1, EXT_I_2 -> in.skipString();
        case ENTITY, STR_T, LITERAL, EXT_T_0, EXT_T_1, EXT_T_2 -> in.readMultiByteInt();
        case OPAQUE -> in.skipBlock("OPAQUE");
        default -> {}
      }
    }
  }

  private Event characters(byte[] bytes, int from, int to) {
    if (header.charset().equals(StandardCharsets.UTF_8)) {
      text = bytes;
      textFrom = from;
      textTo = to;
    } else {
      text = new String(bytes, from, to - from, header.charset()).getBytes(StandardCharsets.UTF_8);
      textFrom = 0;
      textTo = text.length;
    }
    opaque = false;
    return Event.TEXT;
  }

  private Event octets(int from, int to) {
    text = in.bytes();
    textFrom = from;
    textTo = to;
    opaque = true;
    return Event.TEXT;
  }

  private Event entity(int codePoint) throws MalformedMessageException {
    if (!Character.isValidCodePoint(codePoint)
        || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
      throw malformed("ENTITY " + codePoint + " is no character");
    }
    text = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    textFrom = 0;
    textTo = text.length;
    opaque = false;
    return Event.TEXT;
  }

  private Event tableString(int index) throws MalformedMessageException {
    int from = tableIndex(index);
    int to = WbxmlHeader.stringEnd(in.bytes(), from, header.tableTo());
    budget.tableText(to - from, offset());
    return characters(in.bytes(), from, to);
  }

  private String literalName(int index) throws MalformedMessageException {
    int from = tableIndex(index);
    int to = WbxmlHeader.stringEnd(in.bytes(), from, header.tableTo());
    budget.tableText(to - from, offset());
    return new String(in.bytes(), from, to - from, header.charset());
  }

  private int tableIndex(int index) throws MalformedMessageException {
    if (index >= header.tableTo() - header.tableFrom()) {
      throw malformed("Index " + index + " outside the string table");
    }
    return header.tableFrom() + index;
  }

  @Override
  public Tag tag() {
    return tag;
  }

  /// An element without a name gets one that could stand in XML.
  @Override
  public String name() {
    if (literal != null) return literal;
    String known = page.name(token);
    return known != null ? known : "Unknown-%02X-%02X".formatted(pageNumber, token);
  }

  @Override
  public boolean named() {
    return literal == null && page.name(token) != null;
  }

  @Override
  public String text() {
    return new String(text, textFrom, textTo - textFrom, StandardCharsets.UTF_8);
  }

  @Override
  public Octets octets() {
    return Octets.copyOf(text, textFrom, textTo);
  }

  @Override
  public boolean opaque() {
    return opaque;
  }

  @Override
  public long offset() {
    return in.offset(eventAt);
  }
}
