package io.fumarole.protocol.syncml;

import java.util.List;
import java.util.Optional;

/// An element of an embedded document (code page 2, DM DDF and TNDS): either children or text.
public record Element(String name, List<Element> children, String text) {
  public Element {
    children = List.copyOf(children);
  }

  public static Element of(String name, Element... children) {
    return new Element(name, List.of(children), "");
  }

  public static Element text(String name, String text) {
    return new Element(name, List.of(), text);
  }

  public Optional<Element> child(String childName) {
    return children.stream().filter(child -> child.name.equals(childName)).findFirst();
  }
}
