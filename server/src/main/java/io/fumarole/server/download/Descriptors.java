package io.fumarole.server.download;

import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// The OMA DL descriptor of a grant. Spec: dlota 2.
final class Descriptors {
  static final String MEDIA_TYPE = DescriptorCodec.MEDIA_TYPE;

  private Descriptors() {}

  /// @param size of the package in octets
  static Octets of(Grant grant, long size, SignedLinks links) {
    Grant.Label label = grant.label().orElse(new Grant.Label("Firmware", "", ""));
    String name = label.name().isBlank() ? "Firmware" : label.name();
    var about =
        new Descriptor.About(
            Optional.of(name),
            present(label.vendor()),
            present(label.version()).map(version -> "Firmware " + version),
            Optional.empty(),
            Optional.empty(),
            Optional.of(installParam(grant, label)));
    return DescriptorCodec.write(
        Descriptor.of(grant.contentType(), size, links.packageUrl(grant))
            .with(about)
            .withInstallNotifyUri(links.reportUrl(grant)));
  }

  /// Checksum and version, as FOTA clients expect them.
  private static String installParam(Grant grant, Grant.Label label) {
    return present(label.version()).map(version -> "version=" + version + ";").orElse("")
        + "sha256="
        + grant.sha256();
  }

  private static Optional<String> present(String text) {
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }
}
