package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.CertificateUse;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import java.util.Optional;

/// Whether a peer showed the certificate that its device has to show.
final class CertificateCheck {
  private CertificateCheck() {}

  /// What is wrong, for the operator: the peer learns nothing of it.
  static Optional<String> refusal(
      Device device, ModelProfile profile, Optional<ShownCertificate> shown) {
    if (device.certificate().isPresent()) return refusal(device.certificate().get(), shown);
    if (profile.certificate() == CertificateUse.BOUND) return Optional.empty();
    return Optional.of(
        "certificate: profile %s wants one of each device, and none is bound to this one; it showed %s. Bind it with 'device certificate %s --subject'"
            .formatted(
                profile.name(), shown.map(CertificateCheck::words).orElse("none"), device.id()));
  }

  private static Optional<String> refusal(
      CertificateSubject bound, Optional<ShownCertificate> shown) {
    if (shown.isEmpty())
      return Optional.of(
          "certificate: that of '%s' is bound to this device, and it showed none; the server asks for one where tls.clientCa is set"
              .formatted(bound));
    if (!shown.get().subject().equals(bound.name()))
      return Optional.of(
          "certificate: that of '%s' is bound to this device, and it showed %s"
              .formatted(bound, words(shown.get())));
    return shown
        .get()
        .distrust()
        .map(
            why ->
                "certificate: tls.clientCa does not vouch for %s: %s"
                    .formatted(words(shown.get()), why));
  }

  private static String words(ShownCertificate shown) {
    return "that of '%s' (SHA-256 %s)".formatted(shown.subject(), shown.sha256());
  }
}
