package io.fumarole.server.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileParser;
import io.fumarole.firmware.Bundle;
import io.fumarole.firmware.BundleReader;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.BundleVerifier;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.Verdict;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.FuzzCase;
import io.fumarole.server.download.LinkTargets;
import io.fumarole.server.rest.RestTargets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What server, campaign and firmware read from strangers and from operators.
public final class ServerFuzz {
  static final List<FuzzCase> CASES =
      List.of(
          new FuzzCase("bundle", ServerFuzz::bundle, List.of(signed())),
          new FuzzCase(
              "profile",
              ServerFuzz::profile,
              List.of(resource("/profiles/oma-strict.json"), resource("/profiles/router.json"))),
          new FuzzCase(
              "rest",
              RestTargets::body,
              List.of(
                  Octets.utf8(
                      """
                      {"id": "IMEI:1", "profile": "oma-strict", "client": {"scheme": "md5", "name": "u", "secret": "s"}, "address": "192.0.2.1"}"""),
                  Octets.utf8(
                      """
                      {"device": "IMEI:1", "package": "p", "operation": "download", "delivery": "dm", "question": "now?", "deadlineHours": 12}"""))),
          new FuzzCase(
              "range",
              LinkTargets::range,
              List.of(
                  Octets.utf8("bytes=0-499"), Octets.utf8("bytes=-500"), Octets.utf8("bytes=9-"))),
          new FuzzCase(
              "token", LinkTargets::token, List.of(LinkTargets.grant(), Octets.utf8("AAAA"))));

  private ServerFuzz() {}

  /// Jazzer's entry.
  public static void fuzzerTestOneInput(byte[] octets) throws Exception {
    FuzzCase.feed(CASES, octets);
  }

  private static Octets resource(String path) {
    try (InputStream in =
        Objects.requireNonNull(ServerFuzz.class.getResourceAsStream(path), path)) {
      return Octets.wrap(in.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A bundle of a few octets.
  private static Octets signed() {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      Path image = Files.write(folder.resolve("image"), new byte[] {1, 2, 3});
      Path bundle = folder.resolve("bundle");
      var draft = new Manifest.Draft("V", "M", Optional.of("1.0"), "2.0", 7, List.of("h1"));
      BundleSigner.sign(image, bundle, draft, SigningKey.generate(new SecureRandom()));
      Octets octets = Octets.wrap(Files.readAllBytes(bundle));
      Files.delete(image);
      Files.delete(bundle);
      Files.delete(folder);
      return octets;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// A head is whole and in the one encoding, or it is none; nobody signs by chance.
  private static void bundle(byte[] octets) throws IOException {
    switch (BundleReader.read(new ByteArrayInputStream(octets))) {
      case Bundle.Head head ->
          assertThat(BundleVerifier.verifySignature(head, TrustedKeys.NONE))
              .isInstanceOf(Verdict.Refused.class);
      case Bundle.Malformed(var words) -> assertThat(words).isNotBlank();
      case Bundle.Opaque _ -> {}
    }
  }

  private static void profile(byte[] octets) {
    try {
      ProfileParser.parse("fuzzed.json", Octets.wrap(octets).utf8());
    } catch (ProfileException refused) {
      assertThat(refused).hasMessageStartingWith("profile fuzzed.json");
    }
  }
}
