package io.fumarole.protocol.dm.provisioning;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Characteristic;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Entry;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Parm;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes CP in XML, indented, with the DOCTYPE by which tools know it.
final class XmlProvisioningWriter {
  private static final String DOCTYPE =
      "<!DOCTYPE wap-provisioningdoc PUBLIC \"-//WAPFORUM//DTD PROV 1.0//EN\""
          + " \"http://www.wapforum.org/DTD/prov.dtd\">";
  private static final String INDENT = "  ";

  private static final XMLOutputFactory FACTORY = factory();

  private final XMLStreamWriter xml;

  private XmlProvisioningWriter(XMLStreamWriter xml) {
    this.xml = xml;
  }

  private static XMLOutputFactory factory() {
    var factory = new WstxOutputFactory();
    factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    return factory;
  }

  static Octets write(ProvisioningDocument document) {
    var out = new ByteArrayOutputStream();
    try {
      new XmlProvisioningWriter(FACTORY.createXMLStreamWriter(out, "UTF-8")).document(document);
    } catch (XMLStreamException fault) {
      throw new IllegalArgumentException("Not to be written as XML: " + fault.getMessage(), fault);
    }
    return Octets.wrap(out.toByteArray());
  }

  private void document(ProvisioningDocument document) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeDTD(DOCTYPE);
    xml.writeCharacters("\n");
    xml.writeStartElement(Tokens.ROOT_NAME);
    if (document.version().isPresent()) xml.writeAttribute("version", document.version().get());
    for (Characteristic each : document.characteristics()) characteristic(each, 1);
    if (!document.characteristics().isEmpty()) newLine(0);
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
    xml.close();
  }

  private void characteristic(Characteristic characteristic, int depth) throws XMLStreamException {
    newLine(depth);
    xml.writeStartElement(Tokens.CHARACTERISTIC_NAME);
    xml.writeAttribute("type", characteristic.type());
    for (Entry entry : characteristic.entries()) {
      switch (entry) {
        case Characteristic inner -> characteristic(inner, depth + 1);
        case Parm parm -> parm(parm, depth + 1);
      }
    }
    if (!characteristic.entries().isEmpty()) newLine(depth);
    xml.writeEndElement();
  }

  private void parm(Parm parm, int depth) throws XMLStreamException {
    newLine(depth);
    xml.writeEmptyElement(Tokens.PARM_NAME);
    xml.writeAttribute("name", parm.name());
    if (parm.value().isPresent()) xml.writeAttribute("value", parm.value().get());
  }

  private void newLine(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + INDENT.repeat(depth));
  }
}
