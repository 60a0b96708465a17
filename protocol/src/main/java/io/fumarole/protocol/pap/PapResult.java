package io.fumarole.protocol.pap;

import io.fumarole.protocol.pap.PapReader.PapElement;
import io.fumarole.protocol.syncml.Octets;

/// What a gateway reports later about a push. Spec: PAP 9.5.
///
/// @param words the gateway's state, code and description
public record PapResult(String pushId, Fate fate, String address, String words) {
  /// What became of it.
  public enum Fate {
    DELIVERED,
    FAILED,
    EXPIRED,
    /// Nobody knows yet.
    OPEN
  }

  /// @throws MalformedPapException when it is no report
  public static PapResult read(Octets octets) throws MalformedPapException {
    PapReader document = PapReader.read(octets);
    PapElement report =
        document
            .first("resultnotification-message")
            .orElseThrow(() -> new MalformedPapException("it holds no resultnotification-message"));
    String pushId =
        report
            .attribute("push-id")
            .orElseThrow(() -> new MalformedPapException("its report names no push-id"));
    String state =
        report
            .attribute("message-state")
            .orElseThrow(() -> new MalformedPapException("its report has no message-state"));
    String address =
        document.first("address").flatMap(it -> it.attribute("address-value")).orElse("");
    String code = report.code().map(it -> ", code " + it).orElse("");
    String description = report.attribute("desc").map(it -> ": " + it).orElse("");
    return new PapResult(pushId, fate(state), address, state + code + description);
  }

  private static Fate fate(String state) {
    return switch (state) {
      case "delivered" -> Fate.DELIVERED;
      case "expired" -> Fate.EXPIRED;
      case "rejected", "undeliverable", "aborted", "timeout", "cancelled" -> Fate.FAILED;
      default -> Fate.OPEN;
    };
  }

  /// That it was heard.
  public Octets answer() {
    return Octets.utf8(
        PapPush.document(
            xml -> {
              xml.writeStartElement("resultnotification-response");
              xml.writeAttribute("push-id", pushId);
              xml.writeAttribute("code", "1000");
              xml.writeAttribute("desc", "OK");
              if (!address.isEmpty()) {
                xml.writeEmptyElement("address");
                xml.writeAttribute("address-value", address);
              }
              xml.writeEndElement();
            }));
  }
}
