package io.fumarole.protocol.dlota;

import java.util.List;
import java.util.Optional;

/// The children of `media`, in the order in which we write them. Spec: dlota 2.
public enum DescriptorElement {
  DD_VERSION("DDVersion"),
  NAME("name"),
  VENDOR("vendor"),
  DESCRIPTION("description"),
  TYPE("type"),
  SIZE("size"),
  OBJECT_URI("objectURI"),
  INSTALL_NOTIFY_URI("installNotifyURI"),
  NEXT_URL("nextURL"),
  INFO_URL("infoURL"),
  ICON_URI("iconURI"),
  INSTALL_PARAM("installParam");

  private final String text;

  DescriptorElement(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  public static Optional<DescriptorElement> of(String name) {
    for (DescriptorElement element : values()) {
      if (element.text.equals(name)) return Optional.of(element);
    }
    return Optional.empty();
  }

  /// What a descriptor says in this element: none, one or, for types, several values.
  public List<String> of(Descriptor descriptor) {
    Descriptor.About about = descriptor.about();
    return switch (this) {
      case DD_VERSION -> List.of(descriptor.version().toString());
      case NAME -> about.name().stream().toList();
      case VENDOR -> about.vendor().stream().toList();
      case DESCRIPTION -> about.description().stream().toList();
      case TYPE -> descriptor.types();
      case SIZE -> List.of(Long.toString(descriptor.size()));
      case OBJECT_URI -> List.of(descriptor.objectUri());
      case INSTALL_NOTIFY_URI -> descriptor.installNotifyUri().stream().toList();
      case NEXT_URL -> descriptor.nextUrl().stream().toList();
      case INFO_URL -> about.infoUrl().stream().toList();
      case ICON_URI -> about.iconUri().stream().toList();
      case INSTALL_PARAM -> about.installParam().stream().toList();
    };
  }
}
