package io.fumarole.protocol.pap;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The elements of a PAP document, whose values are all attributes. Bounded; the document type is
/// passed over, and no entity of it is known.
record PapReader(List<PapElement> elements) {
  /// A gateway's answer has less than one kibibyte.
  static final int MOST_OCTETS = 64 * 1_024;

  /// An answer for one address has four, and progress notes.
  static final long MOST_ELEMENTS = 200;

  static final int MOST_DEPTH = 8;

  /// Elements of PAP have seven attributes at most.
  static final int MOST_ATTRIBUTES = 16;

  private static final XMLInputFactory INPUT = inputFactory();

  private static XMLInputFactory inputFactory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MOST_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, MOST_ELEMENTS);
    factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
    return factory;
  }

  record PapElement(String name, Map<String, String> attributes) {
    Optional<String> attribute(String attribute) {
      return Optional.ofNullable(attributes.get(attribute)).map(String::strip);
    }

    /// The code of a result, if there is one.
    Optional<Integer> code() {
      return attribute("code").filter(it -> it.matches("[1-9][0-9]{3}")).map(Integer::valueOf);
    }
  }

  /// @throws MalformedPapException when it is no PAP document
  static PapReader read(Octets octets) throws MalformedPapException {
    if (octets.length() > MOST_OCTETS)
      throw new MalformedPapException("it has more than " + MOST_OCTETS + " octets");
    List<PapElement> elements = new ArrayList<>();
    try {
      XMLStreamReader xml =
          INPUT.createXMLStreamReader(new ByteArrayInputStream(octets.toByteArray()));
      while (xml.hasNext())
        if (xml.next() == XMLStreamConstants.START_ELEMENT) elements.add(element(xml));
    } catch (XMLStreamException notWellFormed) {
      throw new MalformedPapException("it is not well-formed: " + oneLine(notWellFormed));
    }
    if (!elements.getFirst().name().equals("pap"))
      throw new MalformedPapException("its root is " + elements.getFirst().name() + ", not pap");
    return new PapReader(List.copyOf(elements));
  }

  private static String oneLine(XMLStreamException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static PapElement element(XMLStreamReader xml) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < xml.getAttributeCount(); i++)
      attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
    return new PapElement(xml.getLocalName(), Map.copyOf(attributes));
  }

  Optional<PapElement> first(String name) {
    return elements.stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
