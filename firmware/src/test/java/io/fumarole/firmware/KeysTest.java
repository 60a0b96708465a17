package io.fumarole.firmware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  // RFC 8410, 10.1 and 10.3.
  private static final String PRIVATE_PEM =
      """
      -----BEGIN PRIVATE KEY-----
      MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
      -----END PRIVATE KEY-----
      """;
  private static final String PUBLIC_PEM =
      """
      -----BEGIN PUBLIC KEY-----
      MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
      -----END PUBLIC KEY-----
      """;

  @ParameterizedTest // RFC 8032, 7.1, tests 1 to 3.
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bac"
        + "c61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e"
        + "458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290"
        + "ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void signsAndVerifiesTheVectorsOfRfc8032(
      String seed, String publicKey, String message, String signature) {
    SigningKey key = TestKeys.signing(seed);

    assertThat(key.verifyingKey()).isEqualTo(TestKeys.verifying(publicKey));
    assertThat(key.sign(Octets.hex(message))).isEqualTo(Octets.hex(signature));
    assertThat(key.verifyingKey().verifies(Octets.hex(message), Octets.hex(signature))).isTrue();
    assertThat(key.verifyingKey().verifies(Octets.hex(message + "00"), Octets.hex(signature)))
        .isFalse();
  }

  @Test
  void readsAndWritesThePemOfRfc8410() throws KeyFormatException {
    SigningKey key = SigningKey.fromPem(PRIVATE_PEM);

    assertThat(key.toPem()).isEqualTo(PRIVATE_PEM);
    assertThat(key.verifyingKey().toPem()).isEqualTo(PUBLIC_PEM);
    assertThat(TrustedKeys.fromPem("some comment\n" + PUBLIC_PEM).find(key.verifyingKey().id()))
        .contains(key.verifyingKey());
  }

  @Test
  void neverShowsThePrivateKey() {
    SigningKey key = TestKeys.signing();
    assertThat(key).hasToString("private half of Ed25519 key " + key.verifyingKey().id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key at all",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQ\n",
        "-----BEGIN PRIVATE KEY-----\nMC4CAQ==\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----"
      })
  void refusesTextThatIsNoPrivateKey(String text) {
    assertThatThrownBy(() -> SigningKey.fromPem(text)).isInstanceOf(KeyFormatException.class);
  }

  @Test
  void refusesAnotherKindOfKey() {
    // An X25519 key, RFC 8410, 10.2 with the OID of key agreement.
    String agreement = PUBLIC_PEM.replace("MCowBQYDK2Vw", "MCowBQYDK2Vu");
    assertThatThrownBy(() -> TrustedKeys.fromPem(agreement))
        .isInstanceOf(KeyFormatException.class)
        .hasMessageContaining("not a public Ed25519 key");
  }

  @Test
  void refusesAPrivateKeyAmongTheTrustedOnes() {
    assertThatThrownBy(() -> TrustedKeys.fromPem(PUBLIC_PEM + PRIVATE_PEM))
        .isInstanceOf(KeyFormatException.class)
        .hasMessage("expected only PEM blocks \"PUBLIC KEY\", found \"PRIVATE KEY\"");
  }

  @Test
  void keepsAPrivateKeyFileToItsOwnerAndNeverOverwritesOne(@TempDir Path folder)
      throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path secret = folder.resolve("signing.pem");
    Path shared = folder.resolve("trusted.pem");

    Keys.write(key, secret);
    Keys.write(key.verifyingKey(), shared);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(Keys.readSigningKey(secret).verifyingKey()).isEqualTo(key.verifyingKey());
    assertThat(Keys.readTrustedKeys(shared)).isEqualTo(TrustedKeys.of(key.verifyingKey()));
    assertThatThrownBy(() -> Keys.write(key, secret))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> Keys.readSigningKey(shared))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("trusted.pem")
        .hasMessageContaining("expected one PEM block \"PRIVATE KEY\", found 0");
  }
}
