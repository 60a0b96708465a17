package io.fumarole.protocol.syncml;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.codehaus.stax2.XMLStreamProperties;

/// Writes XML with Woodstox: UTF-8, no DOCTYPE, no white space between elements. The elements of
/// MetInf each declare their namespace, as the examples of the specification do. Spec: syncml-dm 3.
final class XmlWriter implements ElementWriter {
  private static final String MET_INF = "syncml:metinf";
  private static final int END_LENGTH = "<Final/></SyncBody></SyncML>".length();

  private static final WstxOutputFactory FACTORY = factory();

  private final OctetBuffer out = new OctetBuffer();
  private final XMLStreamWriter xml;
  private final DmVersion version;

  XmlWriter(DmVersion version) {
    this.version = version;
    try {
      xml = FACTORY.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
  }

  private static WstxOutputFactory factory() {
    var factory = new WstxOutputFactory();
    // We declare namespaces as the attributes that they are, which keeps the writer simple.
    factory.setProperty(XMLStreamProperties.XSP_NAMESPACE_AWARE, false);
    factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    factory.setProperty(WstxOutputProperties.P_OUTPUT_VALIDATE_NAMES, true);
    return factory;
  }

  /// A free-standing document.
  static Octets document(Element root) {
    var writer = new XmlWriter(DmVersion.DM_1_2);
    try {
      writer.root(root);
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
    return writer.finish();
  }

  @Override
  public void start(Tag tag) {
    try {
      xml.writeStartElement(tag.spec());
      namespace(tag);
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
  }

  @Override
  public void startUnknown(String name) {
    try {
      xml.writeStartElement(name);
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
  }

  @Override
  public void end() {
    try {
      xml.writeEndElement();
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
  }

  @Override
  public void empty(Tag tag) {
    try {
      xml.writeEmptyElement(tag.spec());
      namespace(tag);
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
  }

  private void namespace(Tag tag) throws XMLStreamException {
    if (tag == Tag.SYNC_ML) xml.writeAttribute("xmlns", version.namespace());
    if (tag.page() == Tag.FORMAT.page()) xml.writeAttribute("xmlns", MET_INF);
  }

  @Override
  public void text(Tag tag, String text) {
    if (text.isEmpty()) {
      empty(tag);
      return;
    }
    start(tag);
    characters(tag.spec(), text);
    end();
  }

  /// @param text means nothing in XML
  @Override
  public void octets(Tag tag, Octets octets, Form.TextAs text) {
    if (!octets.isText()) {
      throw new IllegalArgumentException(
          tag.spec() + " of " + octets + " is no text: XML needs it in base64, with Format b64");
    }
    text(tag, octets.utf8());
  }

  @Override
  public void document(Tag tag, Element root) {
    start(tag);
    try {
      root(root);
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
    end();
  }

  private void root(Element root) throws XMLStreamException {
    String namespace = DocumentKind.of(root).map(DocumentKind::namespace).orElse("");
    element(root, namespace);
  }

  /// @param namespace to declare, empty for none
  private void element(Element element, String namespace) throws XMLStreamException {
    boolean empty = element.children().isEmpty() && element.text().isEmpty();
    if (empty) xml.writeEmptyElement(element.name());
    else xml.writeStartElement(element.name());
    if (!namespace.isEmpty()) xml.writeAttribute("xmlns", namespace);
    if (empty) return;
    for (Element child : element.children()) element(child, "");
    if (element.children().isEmpty()) characters(element.name(), element.text());
    xml.writeEndElement();
  }

  private void characters(String element, String text) {
    if (!isXml(text)) {
      throw new IllegalArgumentException(element + " holds characters that XML cannot carry");
    }
    try {
      xml.writeCharacters(text);
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
  }

  /// Spec: XML 1.0, 2.2 Char.
  private static boolean isXml(String text) {
    int at = 0;
    while (at < text.length()) {
      int character = text.codePointAt(at);
      if (character < ' ' && character != '\t' && character != '\n' && character != '\r')
        return false;
      if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE)
        return false;
      if (character == 0xFFFE || character == 0xFFFF) return false;
      at += Character.charCount(character);
    }
    return true;
  }

  @Override
  public int length() {
    try {
      // Completes a start tag that may still take attributes: a mark must stand behind all of it.
      xml.writeCharacters("");
      xml.flush();
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
    return out.length();
  }

  @Override
  public int endLength() {
    return END_LENGTH;
  }

  @Override
  public Mark mark() {
    return new Mark(length(), 0);
  }

  /// The elements open at the mark are still open, so that Woodstox does not notice.
  @Override
  public void rollBack(Mark mark) {
    length();
    out.truncate(mark.length());
  }

  @Override
  public Octets finish() {
    try {
      xml.close();
    } catch (XMLStreamException fault) {
      throw refused(fault);
    }
    return out.toOctets();
  }

  /// The buffer never fails: only what the caller asked for can be at fault.
  private static IllegalArgumentException refused(XMLStreamException fault) {
    return new IllegalArgumentException("Not to be written as XML: " + fault.getMessage(), fault);
  }
}
