package io.fumarole.protocol.dlota;

import com.ctc.wstx.api.WstxOutputProperties;
import com.ctc.wstx.stax.WstxOutputFactory;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes and reads descriptors. Spec: dlota 2.
public final class DescriptorCodec {
  public static final String MEDIA_TYPE = "application/vnd.oma.dd+xml";
  static final String NAMESPACE = "http://www.openmobilealliance.org/xmlns/dd";
  static final String ROOT = "media";

  /// A `size` with more digits is no size of a file.
  private static final Pattern SIZE = Pattern.compile("[0-9]{1,15}");

  private static final XMLOutputFactory OUTPUT = outputFactory();

  private DescriptorCodec() {}

  private static XMLOutputFactory outputFactory() {
    WstxOutputFactory factory = new WstxOutputFactory();
    factory.setProperty(WstxOutputProperties.P_USE_DOUBLE_QUOTES_IN_XML_DECL, true);
    return factory;
  }

  /// Writes with the default namespace and no prefix, because some parsers match bare names.
  public static Octets write(Descriptor descriptor) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = OUTPUT.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement(ROOT);
      xml.writeDefaultNamespace(NAMESPACE);
      for (DescriptorElement element : DescriptorElement.values()) {
        for (String value : element.of(descriptor)) {
          xml.writeCharacters("\n  ");
          xml.writeStartElement(element.text());
          xml.writeCharacters(value);
          xml.writeEndElement();
        }
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return Octets.wrap(out.toByteArray());
  }

  /// Reads a descriptor: children in any order, with or without namespace and prefix, unknown ones
  /// skipped, blanks around values trimmed. Whether the device can use it, [Descriptor#refusal]
  /// tells; [#read(Octets, long, Set)] does both.
  public static DescriptorReading read(Octets octets) {
    return new Reading(DescriptorReader.read(octets)).result();
  }

  /// Reads a descriptor and checks it against what the device has, in the order of dlota 2.1.
  public static DescriptorReading read(Octets octets, long freeOctets, Set<String> acceptable) {
    return switch (read(octets)) {
      case DescriptorReading.Read(var descriptor) -> {
        Optional<DescriptorReading.Unusable> refusal = descriptor.refusal(freeOctets, acceptable);
        yield refusal.isPresent() ? refusal.get() : new DescriptorReading.Read(descriptor);
      }
      case DescriptorReading.Unusable unusable -> unusable;
    };
  }

  /// From the values of the elements to a descriptor.
  private record Reading(DescriptorReader found) {
    DescriptorReading result() {
      Optional<String> wrong =
          found
              .problem()
              .or(() -> missing(DescriptorElement.TYPE))
              .or(() -> missing(DescriptorElement.SIZE))
              .or(() -> missing(DescriptorElement.OBJECT_URI))
              .or(this::badSize);
      if (wrong.isPresent()) return unusable(InstallStatus.INVALID_DESCRIPTOR, wrong.get());
      String given = found.first(DescriptorElement.DD_VERSION).orElse("1.0");
      Optional<Descriptor.Version> version =
          Descriptor.Version.parse(given).filter(Descriptor.Version::isSupported);
      if (version.isEmpty())
        return unusable(InstallStatus.INVALID_VERSION, "DDVersion %s is not 1.x".formatted(given));
      return new DescriptorReading.Read(descriptor(version.get()));
    }

    private Optional<String> missing(DescriptorElement element) {
      return found.first(element).isPresent()
          ? Optional.empty()
          : Optional.of("the descriptor has no " + element.text());
    }

    private Optional<String> badSize() {
      List<String> sizes = found.all(DescriptorElement.SIZE);
      boolean good =
          SIZE.matcher(sizes.getFirst()).matches()
              && Long.parseLong(sizes.getFirst()) > 0
              && sizes.stream().distinct().count() == 1;
      return good
          ? Optional.empty()
          : Optional.of("size %s is no positive number".formatted(String.join(", ", sizes)));
    }

    private Descriptor descriptor(Descriptor.Version version) {
      return new Descriptor(
          version,
          new Descriptor.About(
              found.first(DescriptorElement.NAME),
              found.first(DescriptorElement.VENDOR),
              found.first(DescriptorElement.DESCRIPTION),
              found.first(DescriptorElement.INFO_URL),
              found.first(DescriptorElement.ICON_URI),
              found.first(DescriptorElement.INSTALL_PARAM)),
          found.all(DescriptorElement.TYPE),
          Long.parseLong(found.all(DescriptorElement.SIZE).getFirst()),
          found.all(DescriptorElement.OBJECT_URI).getFirst(),
          found.first(DescriptorElement.INSTALL_NOTIFY_URI),
          found.first(DescriptorElement.NEXT_URL));
    }

    private DescriptorReading unusable(InstallStatus status, String reason) {
      return new DescriptorReading.Unusable(
          status, reason, found.first(DescriptorElement.INSTALL_NOTIFY_URI));
    }
  }
}
