package io.fumarole.protocol.syncml;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.XMLStreamReader2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/// Reads XML with Woodstox. Elements are told by their local names: peers leave out or mistype
/// namespaces. A DOCTYPE is passed over; nothing it declares or points to is ever used.
final class XmlReader implements ElementReader {
  /// SyncML has no attributes but `xmlns`.
  private static final int MOST_ATTRIBUTES = 16;

  private static final int LONGEST_ATTRIBUTE = 1_024;

  /// [Limits#depth] is the limit that callers set; this one only stops what never reaches it.
  private static final int DEEPEST = 1_000;

  private static final WstxInputFactory FACTORY = factory();

  private final XMLStreamReader2 xml;
  private Tag tag = Tag.OTHER;

  XmlReader(Octets octets) throws MalformedMessageException {
    try {
      var source = new Stax2ByteArraySource(octets.unshared(), 0, octets.length());
      xml = (XMLStreamReader2) FACTORY.createXMLStreamReader(source);
    } catch (XMLStreamException broken) {
      throw malformed(broken, 0);
    }
  }

  private static WstxInputFactory factory() {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    // An entity that is not one of XML's five comes as an event of its own, and is refused.
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    // Faults must show in next(), not when a text is fetched.
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
    factory.setProperty(WstxInputProperties.P_MAX_ENTITY_COUNT, 1);
    factory.setProperty(WstxInputProperties.P_MAX_ENTITY_DEPTH, 1);
    factory.setProperty(WstxInputProperties.P_MAX_DTD_DEPTH, 1);
    return factory;
  }

  @Override
  public Event next() throws MalformedMessageException {
    while (true) {
      switch (advance()) {
        case XMLStreamConstants.START_ELEMENT -> {
          tag = Tag.named(xml.getLocalName());
          return Event.START;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return Event.END;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          return Event.TEXT;
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw malformed(
                "Reference to the entity " + xml.getLocalName() + ", not one of XML's five");
        case XMLStreamConstants.END_DOCUMENT -> throw malformed("XML ends without an element");
        default -> {}
      }
    }
  }

  private int advance() throws MalformedMessageException {
    try {
      return xml.next();
    } catch (XMLStreamException broken) {
      throw malformed(broken, xml.getLocation().getCharacterOffset());
    }
  }

  /// Woodstox tells row and column, and the start of what it was reading, on further lines.
  ///
  /// @param readTo where the reader stands, since an exceeded cap does not say where it was
  private static MalformedMessageException malformed(XMLStreamException broken, long readTo) {
    long offset = broken.getLocation() == null ? readTo : broken.getLocation().getCharacterOffset();
    String reason = String.valueOf(broken.getMessage()).lines().findFirst().orElse("unreadable");
    return new MalformedMessageException(Math.max(0, offset), reason);
  }

  @Override
  public Tag tag() {
    return tag;
  }

  @Override
  public String name() {
    return xml.getLocalName();
  }

  @Override
  public boolean named() {
    return true;
  }

  @Override
  public String text() {
    return xml.getText();
  }

  @Override
  public Octets octets() {
    return Octets.utf8(xml.getText());
  }

  @Override
  public boolean opaque() {
    return false;
  }

  @Override
  public long offset() {
    return xml.getLocationInfo().getStartingCharOffset();
  }
}
