package io.fumarole.protocol.syncml;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Writes WBXML 1.2 without a string table. Code pages are switched late, right before the element
/// that needs it: as libwbxml does, which is what devices know best. Spec: wbxml 1, 4, 8.
final class WbxmlWriter implements ElementWriter {
  private static final int WBXML_1_2 = 0x02;
  private static final int UTF_8 = 0x6A;

  private static final int SWITCH_LENGTH = 2;

  /// Final, END of SyncBody, END of SyncML.
  private static final int END_LENGTH = 3;

  private final OctetBuffer out = new OctetBuffer();
  private int page;

  private WbxmlWriter() {}

  static WbxmlWriter message(Form.Header header, DmVersion version) {
    var writer = new WbxmlWriter();
    writer.header(header, version);
    return writer;
  }

  /// A string identifier is not terminated: this is the form that phones write. Spec: wbxml 2.
  private void header(Form.Header header, DmVersion version) {
    out.write(WBXML_1_2);
    switch (header) {
      case NUMERIC -> {
        out.write(version.publicId());
        out.write(UTF_8);
        out.write(0);
      }
      case STRING -> {
        out.write(0);
        out.write(0);
        out.write(UTF_8);
        multiByteInt(version.formalIdentifier().length());
        out.write(version.formalIdentifier());
      }
    }
  }

  /// A free-standing document.
  static Octets document(Element root) {
    DocumentKind kind =
        DocumentKind.of(root)
            .filter(known -> known.canCode(root))
            .orElseThrow(() -> new IllegalArgumentException("No WBXML tokens for " + root.name()));
    var writer = new WbxmlWriter();
    writer.out.write(kind.header());
    writer.element(kind, root);
    return writer.finish();
  }

  private void element(DocumentKind kind, Element element) {
    int token = kind.token(element.name()).orElseThrow();
    if (element.children().isEmpty()) {
      leaf(kind.page(), token, element.text());
      return;
    }
    tag(kind.page(), token | WbxmlToken.HAS_CONTENT);
    for (Element child : element.children()) element(kind, child);
    end();
  }

  @Override
  public void start(Tag tag) {
    tag(tag.page(), tag.token() | WbxmlToken.HAS_CONTENT);
  }

  @Override
  public void startUnknown(String name) {
    throw new IllegalArgumentException("WBXML has no token for " + name);
  }

  @Override
  public void end() {
    out.write(WbxmlToken.END);
  }

  @Override
  public void empty(Tag tag) {
    tag(tag.page(), tag.token());
  }

  @Override
  public void text(Tag tag, String text) {
    leaf(tag.page(), tag.token(), text);
  }

  @Override
  public void octets(Tag tag, Octets octets, Form.TextAs text) {
    if (octets.length() == 0) {
      empty(tag);
      return;
    }
    start(tag);
    if (text == Form.TextAs.INLINE && octets.isText()) inline(octets.unshared());
    else opaque(octets);
    end();
  }

  /// A document with an element that has no token goes as XML text: a receiver that knows the
  /// element can read it there.
  @Override
  public void document(Tag tag, Element root) {
    Optional<DocumentKind> kind = DocumentKind.of(root).filter(known -> known.canCode(root));
    start(tag);
    opaque(kind.isPresent() ? document(root) : XmlWriter.document(root));
    end();
  }

  private void leaf(int tagPage, int token, String text) {
    if (text.isEmpty()) {
      tag(tagPage, token);
      return;
    }
    tag(tagPage, token | WbxmlToken.HAS_CONTENT);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // STR_I ends at the first NUL, so that a text with one must go as OPAQUE.
    if (text.indexOf(0) < 0) inline(bytes);
    else opaque(Octets.wrap(bytes));
    end();
  }

  private void tag(int tagPage, int octet) {
    if (tagPage != page) {
      out.write(WbxmlToken.SWITCH_PAGE);
      out.write(tagPage);
      page = tagPage;
    }
    out.write(octet);
  }

  private void inline(byte[] text) {
    out.write(WbxmlToken.STR_I);
    out.write(text, 0, text.length);
    out.write(0);
  }

  private void opaque(Octets octets) {
    out.write(WbxmlToken.OPAQUE);
    multiByteInt(octets.length());
    out.write(octets);
  }

  /// Spec: WBXML 5.1.
  private void multiByteInt(int value) {
    for (int shift = 28; shift > 0; shift -= 7) {
      if (value >>> shift != 0) out.write((value >>> shift & 0x7F) | 0x80);
    }
    out.write(value & 0x7F);
  }

  @Override
  public int length() {
    return out.length();
  }

  @Override
  public int endLength() {
    return page == Tag.FINAL.page() ? END_LENGTH : SWITCH_LENGTH + END_LENGTH;
  }

  @Override
  public Mark mark() {
    return new Mark(out.length(), page);
  }

  @Override
  public void rollBack(Mark mark) {
    out.truncate(mark.length());
    page = mark.page();
  }

  @Override
  public Octets finish() {
    return out.toOctets();
  }
}
