package io.fumarole.protocol.dm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fumarole.protocol.syncml.Octets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HmacHeaderTest {
  private static final String MAC = "E1pS7B3KkXt3Z3l7uDnaig==";
  private static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55");
  private static final Octets NONCE = Credentials.nonce(Octets.utf8("mJ5OrWlclRHlGyHmVLzFzQ=="));

  /// The header line for one coding, after checking that headers.txt counts the same octets.
  private static String golden(String coding, Octets body) {
    Matcher lines =
        Pattern.compile("(?m)^" + coding + ": (\\d+) octets, .*\\Rx-syncml-hmac: (.*)$")
            .matcher(GoldenFiles.text("examples/hmac/headers.txt"));
    assertThat(lines.find()).isTrue();
    assertThat(body.length()).isEqualTo(Integer.parseInt(lines.group(1)));
    return lines.group(2);
  }

  @ParameterizedTest
  @CsvSource({"xml, 01-client-pkg1.xml", "wbxml, 01-client-pkg1.wbxml"})
  void computesTheHeadersOfTheExamples(String coding, String file) {
    Octets body = GoldenFiles.octets("examples/hmac/" + file);
    String expected = golden(coding, body);

    assertThat(HmacHeader.of(CLIENT, NONCE, body).format()).isEqualTo(expected);
    HmacHeader parsed = HmacHeader.parse(expected).orElseThrow();
    assertThat(parsed.proves(CLIENT.hashOnly(), NONCE, body)).isTrue();
    assertThat(parsed.proves(CLIENT, Octets.EMPTY, body)).isFalse();
    assertThat(parsed.proves(CLIENT, NONCE, body.slice(1, body.length()))).isFalse();
    assertThat(parsed.proves(Account.of("nw410-786", "guess"), NONCE, body)).isFalse();
  }

  @ParameterizedTest // syncml-dm 8: any order, algorithm may be absent
  @ValueSource(
      strings = {
        "algorithm=MD5, username=\"nw410-786\", mac=E1pS7B3KkXt3Z3l7uDnaig==",
        "mac=E1pS7B3KkXt3Z3l7uDnaig==,username=\"nw410-786\"",
        "username = \"nw410-786\" , MAC = E1pS7B3KkXt3Z3l7uDnaig== , algorithm=md5",
        "username=nw410-786, mac=\"E1pS7B3KkXt3Z3l7uDnaig==\"",
        "realm=\"a, b\", username=\"nw410-786\", mac=E1pS7B3KkXt3Z3l7uDnaig==,",
      })
  void readsParametersInAnyOrder(String value) {
    assertThat(HmacHeader.parse(value)).contains(new HmacHeader("MD5", "nw410-786", MAC));
  }

  @Test
  void keepsQuotesAndCommasInAName() {
    HmacHeader header = new HmacHeader("MD5", "a \"b\\\", c=d", MAC);
    assertThat(HmacHeader.parse(header.format())).contains(header);
  }

  @Test
  void otherAlgorithmsProveNothing() {
    HmacHeader sha = new HmacHeader("SHA256", "nw410-786", CLIENT.hmac(NONCE, Octets.EMPTY));
    assertThat(sha.proves(CLIENT, NONCE, Octets.EMPTY)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "=",
        "username=\"a\"",
        "mac=E1pS7B3KkXt3Z3l7uDnaig==",
        "username=\"\", mac=E1pS7B3KkXt3Z3l7uDnaig==",
        "username=\"a, mac=E1pS7B3KkXt3Z3l7uDnaig==",
        "username=\"a\" x, mac=E1pS7B3KkXt3Z3l7uDnaig==",
        "username=\"a\nb\", mac=E1pS7B3KkXt3Z3l7uDnaig==",
        "username=\"a\", mac=E1pS7B3KkXt3Z3l7uDna",
        "username=\"a\", mac=!!!!",
        "username=\"a\", username=\"b\", mac=E1pS7B3KkXt3Z3l7uDnaig==",
      })
  void refusesWhatIsNoHeader(String value) {
    assertThat(HmacHeader.parse(value)).isEmpty();
  }

  @Test
  void refusesEveryPrefixCutInsideTheMac() {
    String whole = new HmacHeader("MD5", "nw410-786", MAC).format();
    for (int end = 0; end < whole.length() - 2; end++) {
      assertThat(HmacHeader.parse(whole.substring(0, end))).isEmpty();
    }
  }

  @Test
  void refusesWhatIsTooLong() {
    String padded = "x=" + "y".repeat(1_000) + ", username=\"a\", mac=" + MAC;
    assertThat(HmacHeader.parse(padded)).isEmpty();
  }

  @Test
  void neverBuildsAHeaderWithALineEnd() {
    assertThatIllegalArgumentException().isThrownBy(() -> new HmacHeader("MD5", "a\r\nb", MAC));
  }

  @Test
  void neverShowsTheMac() {
    assertThat(new HmacHeader("MD5", "nw410-786", MAC).toString()).doesNotContain(MAC);
  }
}
