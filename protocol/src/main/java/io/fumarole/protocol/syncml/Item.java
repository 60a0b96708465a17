package io.fumarole.protocol.syncml;

import java.util.Optional;

/// One object of a command. Spec: DM-REP Item.
///
/// @param moreData whether the object goes on in the next message
public record Item(
    Optional<Location> target,
    Optional<Location> source,
    Optional<String> sourceParent,
    Optional<String> targetParent,
    Meta meta,
    Optional<Data> data,
    boolean moreData) {
  public static Item target(String locUri) {
    return target(locUri, Meta.NONE, Optional.empty());
  }

  public static Item target(String locUri, Meta meta, Data data) {
    return target(locUri, meta, Optional.of(data));
  }

  public static Item target(String locUri, Meta meta, Optional<Data> data) {
    return of(Optional.of(Location.of(locUri)), Optional.empty(), meta, data);
  }

  public static Item source(String locUri, Meta meta, Data data) {
    return of(Optional.empty(), Optional.of(Location.of(locUri)), meta, Optional.of(data));
  }

  public static Item data(String text) {
    return of(Optional.empty(), Optional.empty(), Meta.NONE, Optional.of(Data.text(text)));
  }

  private static Item of(
      Optional<Location> target, Optional<Location> source, Meta meta, Optional<Data> data) {
    return new Item(target, source, Optional.empty(), Optional.empty(), meta, data, false);
  }

  /// An embedded document is coded like the message around it, and its Type says so. Spec: wbxml 8.
  public Item codedAs(Form.Encoding encoding) {
    if (!(data.orElse(Data.empty()) instanceof Data.Embedded)) return this;
    Meta typed = meta.type().map(type -> meta.withType(coded(type, encoding))).orElse(meta);
    return new Item(target, source, sourceParent, targetParent, typed, data, moreData);
  }

  private static String coded(String type, Form.Encoding encoding) {
    int suffix = type.lastIndexOf('+');
    if (suffix < 0) return type;
    return type.substring(0, suffix)
        + switch (encoding) {
          case XML -> "+xml";
          case WBXML -> "+wbxml";
        };
  }

  public Item withMoreData() {
    return new Item(target, source, sourceParent, targetParent, meta, data, true);
  }

  public Optional<String> targetUri() {
    return target.map(Location::locUri);
  }

  public Optional<String> sourceUri() {
    return source.map(Location::locUri);
  }

  /// The text of `Data`, empty when there is none.
  public String text() {
    return data.map(Data::text).orElse("");
  }
}
