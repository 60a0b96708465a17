package io.fumarole.protocol.syncml;

import java.util.Optional;

/// Turns octets into messages and back, in XML and WBXML.
///
/// Both codings have one message parser and one composer; they differ in the [ElementReader] and
/// the [ElementWriter] below. What we read may be in any order and may lack what can be done
/// without; what we write is in the order of the DTD.
public final class Codec {
  /// Versions 1.0 to 1.3 of WBXML: the octets that no XML document begins with.
  private static final int LAST_VERSION = 0x03;

  private Codec() {}

  /// @param form how the message was coded, to answer in the same way
  public record Decoded(Message message, Form form) {}

  /// Reads a message.
  ///
  /// @throws MalformedMessageException when the octets are no message in this encoding, or exceed a
  ///   limit
  public static Decoded decode(Octets octets, Form.Encoding encoding, Limits limits)
      throws MalformedMessageException {
    Budget.checkSize(octets, limits);
    var budget = new Budget(limits);
    return switch (encoding) {
      case XML -> {
        var cursor = new Cursor(new XmlReader(octets), budget, limits, 0);
        Message message = new MessageParser(cursor).message();
        yield new Decoded(message, Form.XML.speaking(version(message)));
      }
      case WBXML -> {
        var in = new WbxmlInput(octets.unshared(), 0);
        WbxmlHeader header = WbxmlHeader.read(in);
        refuseOtherThan(header, WbxmlHeader.Kind.SYNC_ML);
        var cursor = new Cursor(new WbxmlReader(in, header, budget), budget, limits, 0);
        var parser = new MessageParser(cursor);
        Message message = parser.message();
        yield new Decoded(message, form(header, parser).speaking(version(message)));
      }
    };
  }

  /// The form of a WBXML message: how its first text in an Item of Add or Replace came. A message
  /// without one says nothing, and then text goes as OPAQUE: libwbxml writes it so, and a client
  /// must read OPAQUE anyway to take binary data.
  private static Form form(WbxmlHeader header, MessageParser parser) {
    Form.TextAs itemText = parser.itemText().orElse(Form.TextAs.OPAQUE);
    return new Form(Form.Encoding.WBXML, header.form(), itemText);
  }

  /// What to answer in: DM 1.2 to whoever speaks none of ours, in order to say so.
  private static DmVersion version(Message message) {
    return DmVersion.of(message.header()).orElse(DmVersion.DM_1_2);
  }

  /// XML or WBXML by the first octets; empty when neither. Blanks and byte order marks may stand
  /// before XML.
  public static Optional<Form.Encoding> sniff(Octets octets) {
    for (int index = 0; index < octets.length(); index++) {
      int octet = octets.at(index) & 0xFF;
      if (octet == '<') return Optional.of(Form.Encoding.XML);
      if (index == 0 && octet <= LAST_VERSION && !isUtf16(octets)) {
        return Optional.of(Form.Encoding.WBXML);
      }
      if (!mayStandBeforeXml(octet)) return Optional.empty();
    }
    return Optional.empty();
  }

  /// `<` in big-endian UTF-16.
  private static boolean isUtf16(Octets octets) {
    return octets.length() > 1 && octets.at(0) == 0 && octets.at(1) == '<';
  }

  private static boolean mayStandBeforeXml(int octet) {
    return switch (octet) {
      case ' ', '\t', '\r', '\n', 0x00, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF -> true;
      default -> false;
    };
  }

  /// Writes a whole message, however large.
  ///
  /// @throws IllegalArgumentException when the coding cannot carry the message: binary data in XML
  ///   that is not in base64, or an unknown command in WBXML
  public static Octets encode(Message message, Form form) {
    var writer = new MessageWriter(message.header(), form, Long.MAX_VALUE);
    message.commands().forEach(writer::tryAdd);
    return writer.finish(message.isFinal());
  }

  /// Writes a message in another coding with its elements in the order in which they stand, known
  /// to the message model or not: for scripted peers, and to show odd messages as they came.
  ///
  /// @param to the form to write; the Items' text of Add and Replace cannot be told from that of
  ///   other commands here, and all goes as the form says
  /// @throws IllegalArgumentException when the other coding cannot carry an element
  public static Octets recode(Octets octets, Form.Encoding encoding, Form to, Limits limits)
      throws MalformedMessageException {
    Budget.checkSize(octets, limits);
    var budget = new Budget(limits);
    ElementReader reader =
        switch (encoding) {
          case XML -> new XmlReader(octets);
          case WBXML -> {
            var in = new WbxmlInput(octets.unshared(), 0);
            yield new WbxmlReader(in, WbxmlHeader.read(in), budget);
          }
        };
    ElementWriter writer =
        switch (to.encoding()) {
          case XML -> new XmlWriter(to.version());
          case WBXML -> WbxmlWriter.message(to.header(), to.version());
        };
    return new Recoder(new Cursor(reader, budget, limits, 0), writer, to.itemData()).document();
  }

  /// Reads a document of its own: a device description, a serialized tree, a DevInf.
  public static Element decodeDocument(Octets octets, Form.Encoding encoding, Limits limits)
      throws MalformedMessageException {
    Budget.checkSize(octets, limits);
    var budget = new Budget(limits);
    ElementReader reader =
        switch (encoding) {
          case XML -> new XmlReader(octets);
          case WBXML -> {
            var in = new WbxmlInput(octets.unshared(), 0);
            WbxmlHeader header = WbxmlHeader.read(in);
            refuseOtherThan(header, WbxmlHeader.Kind.DDF, WbxmlHeader.Kind.DEV_INF);
            yield new WbxmlReader(in, header, budget);
          }
        };
    return new DocumentParser(new Cursor(reader, budget, limits, 0)).document();
  }

  /// Writes a document of its own.
  ///
  /// @throws IllegalArgumentException when WBXML has no tokens for its elements
  public static Octets encodeDocument(Element root, Form.Encoding encoding) {
    return switch (encoding) {
      case XML -> XmlWriter.document(root);
      case WBXML -> WbxmlWriter.document(root);
    };
  }

  /// The public identifier may be missing or unknown, but must not name another kind of document.
  private static void refuseOtherThan(WbxmlHeader header, WbxmlHeader.Kind... expected)
      throws MalformedMessageException {
    if (header.kind() == WbxmlHeader.Kind.UNKNOWN) return;
    for (WbxmlHeader.Kind kind : expected) {
      if (header.kind() == kind) return;
    }
    throw new MalformedMessageException(
        1, "Public identifier of another document: " + header.kind());
  }
}
