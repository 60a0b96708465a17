package io.fumarole.app.house;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// What the modules' `pom.xml` declare.
final class Poms {
  private Poms() {}

  /// The modules of the root `pom.xml`.
  static List<String> modules() {
    return children(child(read(""), "modules"), "module").stream()
        .map(Element::getTextContent)
        .toList();
  }

  /// The artifacts that `module` (empty: every module) brings to those who run it.
  static List<String> shipped(String module) {
    List<String> artifacts = new ArrayList<>();
    for (Element dependency : children(child(read(module), "dependencies"), "dependency")) {
      boolean isForTests =
          children(dependency, "scope").stream().anyMatch(s -> s.getTextContent().equals("test"));
      if (!isForTests) artifacts.add(child(dependency, "artifactId").getTextContent());
    }
    return artifacts;
  }

  private static Element read(String module) {
    Path pom = Repository.root().resolve(module).resolve("pom.xml");
    try {
      Document document =
          DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
      return document.getDocumentElement();
    } catch (IOException | ParserConfigurationException | SAXException e) {
      throw new AssertionError("cannot read " + pom, e);
    }
  }

  private static Element child(Element parent, String name) {
    return children(parent, name).getFirst();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getTagName().equals(name)) found.add(element);
    }
    return found;
  }
}
