package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Meta;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/// Takes Items out of golden XML messages with the JDK's parser, so that the standard objects are
/// tested without our codec.
final class GoldenMessages {
  private GoldenMessages() {}

  /// The first `Replace` of a message, its Items as they stand there.
  static Command.Replace replace(String path) throws Exception {
    List<Item> items = new ArrayList<>();
    for (Element item : below(first(root(path), "Replace"), "Item")) items.add(item(item));
    return new Command.Replace(new CmdId("1"), Meta.NONE, items);
  }

  /// The values in all `Results` of a message.
  static Map<DmUri, String> results(String path) throws Exception {
    Map<DmUri, String> values = new LinkedHashMap<>();
    for (Element results : below(root(path), "Results")) {
      for (Element element : below(results, "Item")) {
        Item item = item(element);
        values.put(DmUri.of(item.sourceUri().orElseThrow()), item.text());
      }
    }
    return values;
  }

  private static Element root(String path) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    byte[] octets = GoldenFiles.octets(path).toByteArray();
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(octets))
        .getDocumentElement();
  }

  private static Item item(Element item) {
    Optional<String> format = text(item, "Format");
    Optional<String> type = text(item, "Type");
    Meta meta = Meta.NONE;
    if (format.isPresent()) meta = meta.withFormat(format.get());
    if (type.isPresent()) meta = meta.withType(type.get());
    return new Item(
        Optional.empty(),
        text(item, "LocURI").map(Location::of),
        Optional.empty(),
        Optional.empty(),
        meta,
        text(item, "Data").map(Data::text),
        false);
  }

  private static Element first(Element parent, String name) {
    return below(parent, name).getFirst();
  }

  private static Optional<String> text(Element parent, String name) {
    return below(parent, name).stream().map(Node::getTextContent).findFirst();
  }

  private static List<Element> below(Element parent, String name) {
    var nodes = parent.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) elements.add((Element) nodes.item(i));
    return elements;
  }
}
