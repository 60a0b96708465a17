package io.fumarole.firmware;

import io.fumarole.firmware.Verdict.Accepted;
import io.fumarole.firmware.Verdict.Reason;
import io.fumarole.firmware.Verdict.Refused;
import java.util.Optional;

/// Decides by its head whether a file may be installed. The image has its own check, [ImageCheck]:
/// both must accept.
public final class BundleVerifier {
  private BundleVerifier() {}

  /// The signature first: nothing that is not signed is compared with the device.
  public static Verdict verify(Bundle bundle, TrustedKeys trusted, Target target) {
    return switch (bundle) {
      case Bundle.Malformed(var words) -> new Refused(Reason.MALFORMED, words);
      case Bundle.Opaque _ ->
          target.allowUnsigned()
              ? new Accepted()
              : new Refused(Reason.UNSIGNED, "the file has no signed manifest, and one is needed");
      case Bundle.Head head ->
          againstKeys(head, trusted)
              .or(() -> againstDevice(head.manifest(), target))
              .or(() -> againstVersions(head.manifest(), target))
              .<Verdict>map(refused -> refused)
              .orElseGet(Accepted::new);
    };
  }

  /// Only whether a trusted key signed it: what a server can say before it has a device in mind.
  public static Verdict verifySignature(Bundle.Head head, TrustedKeys trusted) {
    return againstKeys(head, trusted).<Verdict>map(refused -> refused).orElseGet(Accepted::new);
  }

  private static Optional<Refused> againstKeys(Bundle.Head head, TrustedKeys trusted) {
    Optional<VerifyingKey> key = trusted.find(head.keyId());
    if (key.isEmpty())
      return refused(
          Reason.UNKNOWN_KEY,
          "the file is signed with key %s, which is not among the %d trusted keys"
              .formatted(head.keyId(), trusted.keys().size()));
    if (!key.get().verifies(head.signed(), head.signature()))
      return refused(
          Reason.BAD_SIGNATURE, "the signature is not by key " + head.keyId() + ", as it says");
    return Optional.empty();
  }

  private static Optional<Refused> againstDevice(Manifest manifest, Target target) {
    if (!manifest.vendor().equals(target.vendor()))
      return refused(Reason.WRONG_VENDOR, forOther("vendor", manifest.vendor(), target.vendor()));
    if (!manifest.model().equals(target.model()))
      return refused(Reason.WRONG_MODEL, forOther("model", manifest.model(), target.model()));
    if (!manifest.hardware().isEmpty()
        && !target.hardware().map(manifest.hardware()::contains).orElse(false))
      return refused(
          Reason.WRONG_HARDWARE,
          forOther(
              "hardware",
              String.join(", ", manifest.hardware()),
              target.hardware().orElse("unknown")));
    return Optional.empty();
  }

  private static Optional<Refused> againstVersions(Manifest manifest, Target target) {
    Optional<String> from = manifest.fromVersion();
    if (from.isPresent() && !from.get().equals(target.runningVersion()))
      return refused(
          Reason.WRONG_FROM_VERSION,
          "the update starts from version \"%s\"; the device runs \"%s\""
              .formatted(from.get(), target.runningVersion()));
    if (!target.allowDowngrade()
        && target.runningSequence().isPresent()
        && manifest.sequence() <= target.runningSequence().getAsLong())
      return refused(
          Reason.DOWNGRADE,
          "sequence number %d is not higher than %d, which runs; allow a downgrade to install it"
              .formatted(manifest.sequence(), target.runningSequence().getAsLong()));
    return Optional.empty();
  }

  private static String forOther(String name, String wanted, String found) {
    return "the file is for %s \"%s\"; the device's is \"%s\"".formatted(name, wanted, found);
  }

  private static Optional<Refused> refused(Reason reason, String words) {
    return Optional.of(new Refused(reason, words));
  }
}
