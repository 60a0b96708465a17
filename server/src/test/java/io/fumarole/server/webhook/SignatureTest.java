package io.fumarole.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final Octets SECRET =
      Octets.wrap(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));

  private static Map<String, String> sign(List<Octets> secrets) {
    return Signature.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        Instant.ofEpochSecond(1_614_265_330),
        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
        secrets);
  }

  /// The vector that the libraries of Standard Webhooks are tested with.
  @Test
  void signsAsTheLibrariesOfTheStandardDo() {
    assertThat(sign(List.of(SECRET)))
        .containsEntry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .containsEntry("webhook-timestamp", "1614265330")
        .containsEntry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    assertThat(Signature.shown(SECRET)).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
  }

  @Test
  void eachSecretThatIsGoodSigns() {
    assertThat(sign(List.of(Octets.utf8("a new one"), SECRET)).get("webhook-signature"))
        .matches("v1,[A-Za-z0-9+/]{43}= v1,g0hM9SsE\\+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }
}
