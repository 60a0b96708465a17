package io.fumarole.protocol.dm.provisioning;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;
import org.codehaus.stax2.io.Stax2ByteArraySource;

/// Reads CP in XML. A DOCTYPE is passed over; nothing it declares or points to is ever used.
final class XmlEvents implements ProvisioningEvents {
  private static final XMLInputFactory2 FACTORY = factory();

  private final XMLStreamReader xml;

  XmlEvents(Octets octets) throws MalformedMessageException {
    try {
      var source = new Stax2ByteArraySource(octets.toByteArray(), 0, octets.length());
      xml = FACTORY.createXMLStreamReader(source);
    } catch (XMLStreamException broken) {
      throw malformed(broken);
    }
  }

  private static XMLInputFactory2 factory() {
    var factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(
        WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, ProvisioningLimits.MOST_ATTRIBUTES);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, ProvisioningLimits.LONGEST_VALUE);
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
          return new Event.Start(xml.getLocalName(), attributes());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return new Event.End();
        }
        case XMLStreamConstants.END_DOCUMENT -> throw malformed("XML ends without an element");
        default -> {
          // Text, comments and processing instructions mean nothing here.
        }
      }
    }
  }

  private int advance() throws MalformedMessageException {
    try {
      return xml.next();
    } catch (XMLStreamException broken) {
      throw malformed(broken);
    }
  }

  private Map<String, String> attributes() {
    Map<String, String> found = new LinkedHashMap<>();
    for (int index = 0; index < xml.getAttributeCount(); index++) {
      found.put(xml.getAttributeLocalName(index), xml.getAttributeValue(index));
    }
    return found;
  }

  /// Woodstox shows row and column, and the start of what it was reading, on further lines.
  private static MalformedMessageException malformed(XMLStreamException broken) {
    long offset = broken.getLocation() == null ? 0 : broken.getLocation().getCharacterOffset();
    String reason = String.valueOf(broken.getMessage()).lines().findFirst().orElse("unreadable");
    return new MalformedMessageException(Math.max(0, offset), "Malformed XML: " + reason);
  }

  @Override
  public MalformedMessageException malformed(String reason) {
    return new MalformedMessageException(
        Math.max(0, xml.getLocation().getCharacterOffset()), reason);
  }
}
