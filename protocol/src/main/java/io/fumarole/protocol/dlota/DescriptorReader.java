package io.fumarole.protocol.dlota;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/// Collects the values of a descriptor's elements, bounded, and without DTD or entities. What was
/// read before a fault stays: a broken descriptor still tells where to complain.
final class DescriptorReader {
  /// A descriptor has less than one kibibyte; phones stop at a few.
  static final int MOST_OCTETS = 64 * 1_024;

  /// Elements besides ours are skipped, but not without end.
  static final int MOST_ELEMENTS = 500;

  /// DLOTA 2.0 nests five deep.
  static final int MOST_DEPTH = 16;

  /// Phones take 512 characters at most for a URI.
  static final int LONGEST_VALUE = 4_096;

  private static final XMLInputFactory INPUT = inputFactory();

  private final Map<DescriptorElement, List<String>> values =
      new EnumMap<>(DescriptorElement.class);
  private Optional<String> problem = Optional.empty();

  private DescriptorReader() {}

  private static XMLInputFactory inputFactory() {
    WstxInputFactory factory = new WstxInputFactory();
    factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, MOST_DEPTH);
    factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_COUNT, (long) MOST_ELEMENTS);
    return factory;
  }

  static DescriptorReader read(Octets octets) {
    DescriptorReader reader = new DescriptorReader();
    if (octets.length() > MOST_OCTETS) {
      reader.problem = Optional.of("the descriptor has more than %d octets".formatted(MOST_OCTETS));
      return reader;
    }
    try {
      XMLStreamReader xml =
          INPUT.createXMLStreamReader(new ByteArrayInputStream(octets.toByteArray()));
      reader.problem = reader.document(xml);
    } catch (XMLStreamException notWellFormed) {
      reader.problem = Optional.of(explain(notWellFormed));
    }
    return reader;
  }

  /// What is wrong with the document as such.
  Optional<String> problem() {
    return problem;
  }

  List<String> all(DescriptorElement element) {
    return values.getOrDefault(element, List.of());
  }

  Optional<String> first(DescriptorElement element) {
    return all(element).stream().findFirst();
  }

  private Optional<String> document(XMLStreamReader xml) throws XMLStreamException {
    int depth = 0;
    Optional<DescriptorElement> current = Optional.empty();
    StringBuilder text = new StringBuilder();
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.DTD -> {
          return Optional.of("a descriptor has no document type declaration");
        }
        case XMLStreamConstants.START_ELEMENT -> {
          depth++;
          String name = withoutPrefix(xml.getLocalName());
          if (depth == 1 && !name.equals(DescriptorCodec.ROOT))
            return Optional.of("the root is %s, not media".formatted(name));
          if (depth == 2) {
            current = DescriptorElement.of(name);
            text.setLength(0);
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (depth == 2) text.append(xml.getText());
          if (text.length() > LONGEST_VALUE)
            return Optional.of("a value has more than %d characters".formatted(LONGEST_VALUE));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          if (depth == 2) current.ifPresent(element -> keep(element, text.toString().strip()));
          depth--;
        }
        default -> {
          // Comments, processing instructions and white space say nothing here.
        }
      }
    }
    return Optional.empty();
  }

  private void keep(DescriptorElement element, String value) {
    if (!value.isEmpty()) values.computeIfAbsent(element, _ -> new ArrayList<>()).add(value);
  }

  /// Without regard to namespaces, a prefix is part of the name.
  private static String withoutPrefix(String name) {
    return name.substring(name.indexOf(':') + 1);
  }

  private static String explain(XMLStreamException e) {
    String message = e.getMessage() == null ? "no reason given" : e.getMessage();
    String firstLine = message.lines().findFirst().orElse(message);
    int offset = e.getLocation() == null ? -1 : e.getLocation().getCharacterOffset();
    return offset < 0 ? firstLine : "%s at character %d".formatted(firstLine, offset);
  }
}
