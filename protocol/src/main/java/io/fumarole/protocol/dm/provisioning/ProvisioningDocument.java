package io.fumarole.protocol.dm.provisioning;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A `wap-provisioningdoc` as it arrived, odd or not: what is not known here is kept under its
/// name. Spec: notification 5.3.
///
/// @param version of the document type, such as `1.1`
public record ProvisioningDocument(Optional<String> version, List<Characteristic> characteristics) {
  /// The version that defines applications.
  public static final String VERSION = "1.1";

  public ProvisioningDocument {
    characteristics = List.copyOf(characteristics);
  }

  public static ProvisioningDocument of(List<Characteristic> characteristics) {
    return new ProvisioningDocument(Optional.of(VERSION), characteristics);
  }

  /// The characteristics of this type, at the top.
  public Stream<Characteristic> all(String type) {
    return Characteristic.ofType(characteristics.stream(), type);
  }

  /// What a characteristic holds.
  public sealed interface Entry {}

  /// A group of parameters, such as `APPADDR`.
  public record Characteristic(String type, List<Entry> entries) implements Entry {
    public Characteristic {
      entries = List.copyOf(entries);
    }

    public static Characteristic of(String type, Entry... entries) {
      return new Characteristic(type, List.of(entries));
    }

    /// The value of the first parameter with this name; empty also when it has none.
    public Optional<String> value(String name) {
      return parms(name).flatMap(parm -> parm.value().stream()).findFirst();
    }

    /// Whether there is a parameter with this name, with or without a value.
    public boolean has(String name) {
      return parms(name).findAny().isPresent();
    }

    /// The characteristics of this type, directly in this one.
    public Stream<Characteristic> all(String childType) {
      return ofType(
          entries.stream().filter(Characteristic.class::isInstance).map(Characteristic.class::cast),
          childType);
    }

    private Stream<Parm> parms(String name) {
      return entries.stream()
          .filter(Parm.class::isInstance)
          .map(Parm.class::cast)
          .filter(parm -> parm.name().equalsIgnoreCase(name));
    }

    private static Stream<Characteristic> ofType(Stream<Characteristic> all, String type) {
      return all.filter(each -> each.type().equalsIgnoreCase(type));
    }
  }

  /// One parameter. Values may be secrets: never show them.
  ///
  /// @param value empty for those that only are there, such as `INIT`
  public record Parm(String name, Optional<String> value) implements Entry {
    public static Parm of(String name, String value) {
      return new Parm(name, Optional.of(value));
    }

    public static Parm of(String name) {
      return new Parm(name, Optional.empty());
    }

    @Override
    public String toString() {
      return "Parm[" + name + "]";
    }
  }
}
