package io.fumarole.protocol.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55");
  private static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");
  private static final Account BRUCE = Account.of("Bruce2", "OhBehave");

  /// One line of the table of vectors.
  record Vector(String message, Account account, String nonce, String data) {}

  static List<Vector> vectors() {
    Matcher line =
        Pattern.compile("(?m)^\\| (\\S+ \\d\\d (client|server)) \\| `([^`]*)` \\| `([^`]*)` \\|$")
            .matcher(GoldenFiles.text("examples/README.md"));
    return line.results()
        .map(
            found ->
                new Vector(
                    found.group(1),
                    found.group(2).equals("client") ? CLIENT : SERVER,
                    found.group(3),
                    found.group(4)))
        .toList();
  }

  @Test
  void findsEveryVectorOfTheExamples() {
    assertThat(vectors()).hasSize(44);
  }

  @ParameterizedTest
  @MethodSource("vectors")
  void computesTheMd5Vectors(Vector vector) {
    Octets nonce = Credentials.nonce(Octets.utf8(vector.nonce()));

    assertThat(nonce.length()).isEqualTo(16);
    assertThat(vector.account().md5(nonce)).isEqualTo(vector.data());
    assertThat(vector.account().hashOnly().md5(nonce)).isEqualTo(vector.data());
    assertThat(Credentials.nextNonce(nonce).utf8()).isEqualTo(vector.nonce());
  }

  @Test
  void hashesNameAndSecretAsTheExamplesSay() {
    assertThat(CLIENT.secretHash()).isEqualTo("UJherIvDhM5UtOw/kLkEJQ==");
    assertThat(SERVER.secretHash()).isEqualTo("MGg1NCMlXhwyVXGMFyzenQ==");
  }

  @Test // syncml-dm 8, known-answer values
  void computesTheKnownAnswers() {
    assertThat(BRUCE.md5(Octets.utf8("Nonce"))).isEqualTo("Zz6EivR3yeaaENcRN6lpAQ==");
    assertThat(Credentials.basic("Bruce2", "OhBehave")).isEqualTo("QnJ1Y2UyOk9oQmVoYXZl");
  }

  @Test // BASIC is cut where the known name ends, not at the first colon
  void aNameMayHoldColonsAsDeviceIdsDo() {
    Account account = Account.of("IMEI:990012340056786", "b:c");
    String data = Credentials.basic("IMEI:990012340056786", "b:c");
    assertThat(Credentials.basicMatches(account.hashOnly(), data)).isTrue();
    assertThat(Credentials.basicNames("IMEI:990012340056786", data)).isTrue();
    assertThat(Credentials.basicNames("IMEI:990012340056787", data)).isFalse();
    assertThat(Credentials.basicMatches(Account.of("IMEI", "b:c"), data)).isFalse();
    assertThat(Credentials.basicMatches(account, Credentials.basic("IMEI:990012340056786", "b")))
        .isFalse();
  }

  @Test // syncml-dm 8: B64(H(name:secret)) is all that a server needs to keep
  void checksBasicAgainstTheHashAlone() {
    assertThat(Credentials.basicMatches(BRUCE.hashOnly(), "QnJ1Y2UyOk9oQmVoYXZl")).isTrue();
    assertThat(Credentials.basicMatches(BRUCE, " QnJ1Y2UyOk9oQmVoYXZl\n")).isTrue();
    assertThat(Credentials.basicNames("Bruce2", "QnJ1Y2UyOk9oQmVoYXZl")).isTrue();
  }

  @Test
  void takesASecretWithColons() {
    Account account = Account.of("a", "b:c:");
    assertThat(Credentials.basicMatches(account, Credentials.basic("a", "b:c:"))).isTrue();
    assertThat(Credentials.basicMatches(account, Credentials.basic("a", "b:c"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "****", "QnJ1Y2Uy", "OnNlY3JldA=="})
  void refusesBasicWithoutNameAndSecret(String data) {
    assertThat(Credentials.basicMatches(BRUCE, data)).isFalse();
    assertThat(Credentials.basicNames("Bruce2", data)).isFalse();
  }

  @Test
  void refusesBasicOfAnotherAccount() {
    assertThat(Credentials.basicMatches(BRUCE, Credentials.basic("Bruce2", "wrong"))).isFalse();
    assertThat(Credentials.basicMatches(BRUCE, Credentials.basic("Bruce", "OhBehave"))).isFalse();
  }

  @Test // field-notes: "A NextNonce may be empty: then the nonce has zero length."
  void readsNoncesAsPeersWriteThem() {
    assertThat(Credentials.nonce(Octets.utf8("Tm9uY2U=")).utf8()).isEqualTo("Nonce");
    assertThat(Credentials.nonce(Octets.EMPTY)).isEqualTo(Octets.EMPTY);
    assertThat(Credentials.nonce(Octets.utf8("Nonce"))).isEqualTo(Octets.utf8("Nonce"));
    assertThat(Credentials.nonce(Octets.hex("00FF80"))).isEqualTo(Octets.hex("00FF80"));
  }

  @Test
  void neverShowsSecrets() {
    assertThat(BRUCE.toString()).doesNotContain("OhBehave").doesNotContain(BRUCE.secretHash());
  }

  @ParameterizedTest
  @CsvSource({
    "syncml:auth-basic, BASIC",
    "syncml:auth-md5, MD5",
    "' SYNCML:AUTH-MD5 ', MD5",
    "syncml:auth-MAC, HMAC",
    "syncml:auth-mac, HMAC"
  })
  void knowsSchemesByTheirType(String type, AuthScheme scheme) {
    assertThat(AuthScheme.ofType(type)).contains(scheme);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "syncml:auth-x", "basic"})
  void knowsNoOtherSchemes(String type) {
    assertThat(AuthScheme.ofType(type)).isEmpty();
  }
}
