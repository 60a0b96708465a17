package io.fumarole.protocol.dlota;

/// What a PkgURL turned out to lead to, by the Content-Type of the answer. Spec: dlota 1.
public enum ContentKind {
  /// A descriptor: read it, fetch the object, report.
  DESCRIPTOR,
  /// A descriptor of DLOTA 2.0, which we do not speak: 953.
  DESCRIPTOR_2,
  /// Descriptor and object in one answer, which we do not speak: 953.
  COMBINED,
  /// The package itself; there is nothing to report by DLOTA.
  PACKAGE;

  /// What a request for a PkgURL should list in `Accept`.
  public static final String ACCEPT = DescriptorCodec.MEDIA_TYPE + ", application/octet-stream";

  /// @param contentType with or without parameters; empty when the answer had none
  public static ContentKind of(String contentType) {
    return switch (Descriptor.bareType(contentType)) {
      case DescriptorCodec.MEDIA_TYPE -> DESCRIPTOR;
      case "application/vnd.oma.dd2+xml" -> DESCRIPTOR_2;
      case "multipart/related", "application/vnd.wap.multipart.related" -> COMBINED;
      default -> PACKAGE;
    };
  }
}
