package io.fumarole.firmware;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.firmware.Verdict.Accepted;
import io.fumarole.firmware.Verdict.Reason;
import io.fumarole.firmware.Verdict.Refused;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleVerifierTest {
  private static final SigningKey KEY = TestKeys.signing();
  private static final SigningKey OTHER =
      TestKeys.signing("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
  private static final TrustedKeys TRUSTED = TrustedKeys.of(KEY.verifyingKey());
  private static final Target DEVICE =
      new Target("Acme", "X1", "1.0", OptionalLong.of(6), Optional.of("A"), false, false);

  @ParameterizedTest // What the manifest says of vendor, model, from, hardware and sequence.
  @CsvSource(
      nullValues = "-",
      value = {
        "Acme, X1, -, -, 7, -",
        "Acme, X1, 1.0, A, 7, -",
        "Acme, X1, -, -, 9000, -",
        "Umbrella, X1, -, -, 7, WRONG_VENDOR",
        "acme, X1, -, -, 7, WRONG_VENDOR",
        "Acme, X2, -, -, 7, WRONG_MODEL",
        "Acme, X1, -, B, 7, WRONG_HARDWARE",
        "Acme, X1, 1.1, -, 7, WRONG_FROM_VERSION",
        "Acme, X1, -, -, 6, DOWNGRADE",
        "Acme, X1, -, -, 5, DOWNGRADE"
      })
  void comparesTheManifestWithTheDevice(
      String vendor,
      String model,
      @Nullable String from,
      @Nullable String hardware,
      long sequence,
      @Nullable Reason expected)
      throws IOException {
    Bundle head =
        head(
            new Manifest.Draft(
                vendor,
                model,
                Optional.ofNullable(from),
                "2.0",
                sequence,
                Optional.ofNullable(hardware).stream().toList()));
    Verdict verdict = BundleVerifier.verify(head, TRUSTED, DEVICE);
    if (expected == null) assertThat(verdict).isEqualTo(new Accepted());
    else
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(expected));
  }

  @Test
  void saysInWordsWhyItRefuses() throws IOException {
    assertThat(BundleVerifier.verify(head(draft("X1", List.of("B", "C"))), TRUSTED, DEVICE))
        .isEqualTo(
            new Refused(
                Reason.WRONG_HARDWARE, "the file is for hardware \"B, C\"; the device's is \"A\""));
  }

  @Test
  void refusesAnImageForSomeHardwareWhenTheDeviceDoesNotKnowItsOwn() throws IOException {
    var device = new Target("Acme", "X1", "1", OptionalLong.of(6), Optional.empty(), false, false);
    assertThat(reason(head(draft("X1", List.of("A"))), device)).contains(Reason.WRONG_HARDWARE);
    assertThat(reason(head(draft("X1", List.of())), device)).isEmpty();
  }

  @Test
  void letsAnOlderImageInWhenAllowedOrWhenNothingIsKnownToBeNewer() throws IOException {
    var draft = new Manifest.Draft("Acme", "X1", Optional.empty(), "0.9", 3, List.of());
    var allowing =
        new Target("Acme", "X1", "1.0", OptionalLong.of(6), Optional.empty(), true, false);
    var unknowing =
        new Target("Acme", "X1", "1.0", OptionalLong.empty(), Optional.empty(), false, false);
    assertThat(reason(head(draft), DEVICE)).contains(Reason.DOWNGRADE);
    assertThat(reason(head(draft), allowing)).isEmpty();
    assertThat(reason(head(draft), unknowing)).isEmpty();
  }

  @Test
  void looksAtTheSignatureBeforeAnythingElse() throws IOException {
    Bundle.Head forOtherModel = head(draft("X2", List.of()));
    var byOther = TrustedKeys.of(OTHER.verifyingKey());
    assertThat(BundleVerifier.verify(forOtherModel, byOther, DEVICE))
        .isEqualTo(
            new Refused(
                Reason.UNKNOWN_KEY,
                "the file is signed with key %s, which is not among the 1 trusted keys"
                    .formatted(KEY.verifyingKey().id())));
    var claimed =
        new Bundle.Head(
            forOtherModel.manifest(),
            OTHER.verifyingKey().id(),
            forOtherModel.signed(),
            forOtherModel.signature(),
            forOtherModel.imageOffset());
    assertThat(BundleVerifier.verify(claimed, byOther, DEVICE))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_SIGNATURE));
  }

  @ParameterizedTest // fumo 7
  @CsvSource({
    "MALFORMED, 402",
    "TRUNCATED, 402",
    "TOO_LONG, 402",
    "WRONG_DIGEST, 402",
    "WRONG_VENDOR, 403",
    "WRONG_MODEL, 403",
    "WRONG_HARDWARE, 403",
    "WRONG_FROM_VERSION, 403",
    "UNSIGNED, 404",
    "UNKNOWN_KEY, 404",
    "BAD_SIGNATURE, 404",
    "DOWNGRADE, 405"
  })
  void mapsEachReasonToItsResultCode(Reason reason, int code) {
    assertThat(new Refused(reason, "").code()).isEqualTo(new ResultCode(code));
  }

  private static Optional<Reason> reason(Bundle bundle, Target target) {
    return BundleVerifier.verify(bundle, TRUSTED, target) instanceof Refused(var reason, _)
        ? Optional.of(reason)
        : Optional.empty();
  }

  private static Manifest.Draft draft(String model, List<String> hardware) {
    return new Manifest.Draft("Acme", model, Optional.empty(), "2.0", 7, hardware);
  }

  private static Bundle.Head head(Manifest.Draft draft) throws IOException {
    byte[] head = BundleSigner.head(draft.of(0, Digest.ofContent(new byte[0])), KEY).toByteArray();
    return (Bundle.Head) BundleReader.read(new ByteArrayInputStream(head));
  }
}
