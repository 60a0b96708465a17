package io.fumarole.protocol.dm.provisioning;

import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.WbxmlHeader;
import io.fumarole.protocol.syncml.WbxmlInput;
import io.fumarole.protocol.syncml.WbxmlToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Reads CP in WBXML. Text between elements means nothing there. Spec: wbxml 1, 7.
final class WbxmlEvents implements ProvisioningEvents {
  /// Literals with attributes or content or both in one octet.
  private static final int LITERAL_A = 0x84;

  private static final int LITERAL_C = 0x44;
  private static final int LITERAL_AC = 0xC4;
  private static final int FIRST_VALUE = 0x80;

  private final Octets octets;
  private final boolean explaining;
  private final WbxmlInput in;
  private final WbxmlHeader header;
  private final Deque<String> open = new ArrayDeque<>();
  private final List<Explained> explained = new ArrayList<>();

  /// Tags and attributes each have their own current page. Spec: wbxml 1.3.
  private int tagPage;

  private int attributePage;
  private int eventAt;
  private boolean endOfEmptyElement;
  private int tableText;

  /// @param explaining whether [#explained] will be asked for: it costs more than the reading
  WbxmlEvents(Octets octets, boolean explaining) throws MalformedMessageException {
    this.octets = octets;
    this.explaining = explaining;
    this.in = new WbxmlInput(octets.toByteArray(), 0);
    this.header = WbxmlHeader.read(in);
    if (header.kind() != WbxmlHeader.Kind.PROVISIONING && header.kind() != WbxmlHeader.Kind.UNKNOWN)
      throw in.malformed(1, "Public identifier of another document: " + header.kind());
    explain(0, () -> "WBXML of version 1.%d, %s".formatted(octets.at(0), header.charset()));
  }

  /// What each octet means, once all was read.
  List<Explained> explained() {
    if (in.position() < octets.length()) {
      Octets rest = octets.slice(in.position(), octets.length());
      explained.add(new Explained(in.position(), rest, "after the end, passed over"));
    }
    return List.copyOf(explained);
  }

  @Override
  public Event next() throws MalformedMessageException {
    if (endOfEmptyElement) {
      endOfEmptyElement = false;
      return new Event.End();
    }
    while (true) {
      eventAt = in.position();
      int octet = in.readOctet();
      switch (octet) {
        case WbxmlToken.SWITCH_PAGE -> {
          tagPage = in.readOctet();
          explain(eventAt, () -> "tags of page " + tagPage);
        }
        case WbxmlToken.END -> {
          if (open.isEmpty()) throw malformed("END without an open element");
          String name = open.pop();
          explain(eventAt, () -> "end of " + name);
          return new Event.End();
        }
        case WbxmlToken.STR_I, WbxmlToken.EXT_I_0, WbxmlToken.EXT_I_1, WbxmlToken.EXT_I_2 ->
            skip(in.skipString());
        case WbxmlToken.ENTITY,
            WbxmlToken.STR_T,
            WbxmlToken.EXT_T_0,
            WbxmlToken.EXT_T_1,
            WbxmlToken.EXT_T_2 ->
            skip(in.readMultiByteInt());
        case WbxmlToken.OPAQUE -> skip(in.skipBlock("OPAQUE"));
        case WbxmlToken.EXT_0, WbxmlToken.EXT_1, WbxmlToken.EXT_2 -> skip(0);
        case WbxmlToken.PI -> {
          skip(0);
          attributes("name");
        }
        default -> {
          return start(octet);
        }
      }
    }
  }

  /// @param ignored what passing over it gave
  private void skip(int ignored) {
    explain(eventAt, () -> "text that means nothing");
  }

  private Event start(int octet) throws MalformedMessageException {
    int token = octet & WbxmlToken.IDENTITY;
    String name = token == WbxmlToken.LITERAL ? tableString(in.readMultiByteInt()) : tagName(token);
    explain(eventAt, () -> name);
    boolean hasAttributes = (octet & WbxmlToken.HAS_ATTRIBUTES) != 0;
    Map<String, String> attributes = hasAttributes ? attributes(firstAttribute(name)) : Map.of();
    if ((octet & WbxmlToken.HAS_CONTENT) != 0) open.push(name);
    else endOfEmptyElement = true;
    return new Event.Start(name, attributes);
  }

  private String tagName(int token) {
    boolean isKnown = tagPage == 0 || (tagPage == 1 && token != Tokens.ROOT);
    return switch (isKnown ? token : 0) {
      case Tokens.ROOT -> Tokens.ROOT_NAME;
      case Tokens.CHARACTERISTIC -> Tokens.CHARACTERISTIC_NAME;
      case Tokens.PARM -> Tokens.PARM_NAME;
      default -> unknown(tagPage, token);
    };
  }

  /// What an attribute without a known token is most likely about.
  private static String firstAttribute(String element) {
    return element.equals(Tokens.CHARACTERISTIC_NAME) ? "type" : "name";
  }

  private static String unknown(int page, int token) {
    return "Unknown-%02X-%02X".formatted(page, token);
  }

  /// The attributes up to their END. The last of two with the same name counts.
  private Map<String, String> attributes(String usual) throws MalformedMessageException {
    Map<String, String> found = new LinkedHashMap<>();
    Optional<Tokens.Start> current = Optional.empty();
    while (true) {
      int at = in.position();
      int octet = in.readOctet();
      if (octet == WbxmlToken.END) {
        explain(at, () -> "end of the attributes");
        return found;
      }
      if (octet == WbxmlToken.SWITCH_PAGE) {
        attributePage = in.readOctet();
        explain(at, () -> "attributes of page " + attributePage);
        continue;
      }
      if (isStart(octet)) {
        Tokens.Start start = attributeStart(octet, usual);
        found.put(start.attribute(), start.value());
        current = Optional.of(start);
        explain(at, () -> start.attribute() + "=\"" + start.value() + "\"");
        if (found.size() > ProvisioningLimits.MOST_ATTRIBUTES)
          throw in.malformed(at, "More than 16 attributes");
        continue;
      }
      String piece = piece(at, octet);
      explain(at, () -> "\"" + piece + "\"");
      if (current.isEmpty()) throw in.malformed(at, "Value without an attribute");
      String value = found.merge(current.get().attribute(), piece, String::concat);
      if (value.length() > ProvisioningLimits.LONGEST_VALUE)
        throw in.malformed(
            at, "Value of more than %d characters".formatted(ProvisioningLimits.LONGEST_VALUE));
    }
  }

  private static boolean isStart(int octet) {
    return switch (octet) {
      case WbxmlToken.ENTITY,
          WbxmlToken.STR_I,
          WbxmlToken.EXT_I_0,
          WbxmlToken.EXT_I_1,
          WbxmlToken.EXT_I_2 ->
          false;
      default -> octet < FIRST_VALUE;
    };
  }

  private Tokens.Start attributeStart(int octet, String usual) throws MalformedMessageException {
    if (octet == WbxmlToken.LITERAL)
      return new Tokens.Start(tableString(in.readMultiByteInt()), "");
    return Tokens.page(attributePage)
        .flatMap(page -> page.start(octet))
        .orElseGet(() -> new Tokens.Start(usual, unknown(attributePage, octet)));
  }

  /// A piece of an attribute's value.
  private String piece(int at, int octet) throws MalformedMessageException {
    return switch (octet) {
      case WbxmlToken.STR_I -> {
        int from = in.position();
        yield text(at, from, in.skipString());
      }
      case WbxmlToken.OPAQUE -> {
        int from = in.skipBlock("OPAQUE");
        yield text(at, from, in.position());
      }
      case WbxmlToken.ENTITY -> character(at, in.readMultiByteInt());
      case WbxmlToken.EXT_I_0, WbxmlToken.EXT_I_1, WbxmlToken.EXT_I_2 -> {
        in.skipString();
        yield "";
      }
      case WbxmlToken.EXT_T_0, WbxmlToken.EXT_T_1, WbxmlToken.EXT_T_2 -> {
        if (attributePage == 1) yield value(octet);
        in.readMultiByteInt();
        yield "";
      }
      case WbxmlToken.STR_T -> {
        boolean hasTable = header.tableTo() > header.tableFrom();
        if (attributePage == 1 && !hasTable) yield value(octet);
        yield tableString(in.readMultiByteInt());
      }
      case WbxmlToken.EXT_0, WbxmlToken.EXT_1, WbxmlToken.EXT_2 -> "";
      case LITERAL_A, LITERAL_C, LITERAL_AC -> throw in.malformed(at, "Tag among attributes");
      default -> value(octet);
    };
  }

  private String value(int token) {
    return Tokens.page(attributePage)
        .flatMap(page -> page.value(token))
        .orElseGet(() -> unknown(attributePage, token));
  }

  private String text(int at, int from, int to) throws MalformedMessageException {
    String text = new String(in.bytes(), from, to - from, header.charset());
    if (text.indexOf(0) >= 0) throw in.malformed(at, "NUL within a value");
    return text;
  }

  private String character(int at, int codePoint) throws MalformedMessageException {
    boolean isSurrogate =
        codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    if (codePoint == 0 || !Character.isValidCodePoint(codePoint) || isSurrogate)
      throw in.malformed(at, "ENTITY " + codePoint + " is no character");
    return Character.toString(codePoint);
  }

  /// A reference of a few octets may stand for a long string: all such text together may be no
  /// larger than a document.
  private String tableString(int index) throws MalformedMessageException {
    if (index >= header.tableTo() - header.tableFrom())
      throw malformed("Index " + index + " outside the string table");
    int from = header.tableFrom() + index;
    int to = WbxmlHeader.stringEnd(in.bytes(), from, header.tableTo());
    tableText += to - from;
    if (tableText > ProvisioningLimits.MOST_OCTETS)
      throw malformed(
          "More than %d octets from the string table".formatted(ProvisioningLimits.MOST_OCTETS));
    return new String(in.bytes(), from, to - from, header.charset());
  }

  private void explain(int from, Supplier<String> meaning) {
    if (explaining)
      explained.add(new Explained(from, octets.slice(from, in.position()), meaning.get()));
  }

  @Override
  public MalformedMessageException malformed(String reason) {
    return in.malformed(eventAt, reason);
  }
}
