package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Golden;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Golden messages with one octet wrong, at the server: each gets an answer, and what nobody has
/// authenticated changes nothing.
@Tag("slow")
class WrongOctetsAtServerTest {
  private static final String HMAC_FOLDER = "examples/hmac";

  /// From `headers.txt` of the example.
  private static final Octets HMAC_NONCE =
      Credentials.nonce(Octets.utf8("mJ5OrWlclRHlGyHmVLzFzQ=="));

  static Stream<Golden> fromClients() {
    return Golden.messages().stream().filter(Golden::isFromClient);
  }

  /// One place in so many is wrong in one run, and others in the next: each takes a whole session.
  private static final int EVERY = 3;

  private static final int TURN = new Random().nextInt(EVERY);

  private interface Look {
    void at(byte[] octets, int where);
  }

  private static void corrupt(Golden golden, Look look) {
    byte[] octets = golden.octets().toByteArray();
    for (int at = TURN; at < octets.length; at += EVERY) {
      byte right = octets[at];
      // Another octet at each place, the same ones each time.
      octets[at] ^= (byte) (1 + (at * 37) % 255);
      look.at(octets.clone(), at);
      octets[at] = right;
    }
  }

  private static TestServer server(AuthScheme scheme, UnknownDevices policy, PinnedNonces nonces) {
    return new TestServer(TestProfiles.standard(Dialect.STRICT, scheme), nonces, policy);
  }

  @ParameterizedTest
  @MethodSource("fromClients")
  void anOpenServerAnswersWhateverOctetIsWrong(Golden golden) {
    TestServer server = server(AuthScheme.NONE, UnknownDevices.OPEN, PinnedNonces.NONE);
    corrupt(
        golden,
        (octets, at) -> {
          Exchanger.Answer answer =
              server.answer(Octets.wrap(octets), golden.encoding(), Optional.empty());
          assertThat(answer.httpStatus()).as("%s, octet %d", golden, at).isIn(200, 400);
          assertThat(answer.body().length()).isPositive();
        });
  }

  @ParameterizedTest
  @MethodSource("fromClients")
  void nothingIsStoredOfAStranger(Golden golden) {
    TestServer server = server(AuthScheme.MD5, UnknownDevices.REFUSE, PinnedNonces.NONE);
    server.store.put(ExampleCast.inspected("examples/flow-1-dm-replace", 10));
    server.store.put(ExampleCast.deployment(io.fumarole.campaign.deployment.Deployment.Wish.NONE));
    corrupt(
        golden,
        (octets, at) -> {
          int status =
              server.answer(Octets.wrap(octets), golden.encoding(), Optional.empty()).httpStatus();
          assertThat(status).as("%s, octet %d", golden, at).isIn(200, 400);
        });
    assertThat(server.store.commits()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void underHmacNoMessageWithAWrongOctetCounts(Form.Encoding encoding) {
    Golden golden = Golden.messages(HMAC_FOLDER, encoding).getFirst();
    var nonces = new PinnedNonces(List.of(HMAC_NONCE), Optional.empty());
    TestServer server = server(AuthScheme.HMAC, UnknownDevices.REFUSE, nonces);
    server.store.put(ExampleCast.inspected("examples/flow-1-dm-replace", 10));
    server.store.put(ExampleCast.deployment(io.fumarole.campaign.deployment.Deployment.Wish.NONE));
    Optional<String> header =
        Golden.read(HMAC_FOLDER + "/headers.txt")
            .utf8()
            .lines()
            .filter(line -> line.startsWith("x-syncml-hmac: "))
            .map(line -> line.substring("x-syncml-hmac: ".length()))
            .skip(encoding == Form.Encoding.XML ? 0 : 1)
            .findFirst();
    corrupt(golden, (octets, _) -> server.answer(Octets.wrap(octets), encoding, header));
    assertThat(server.store.commits()).isZero();
    server.send(golden.octets(), encoding, header);
    assertThat(server.store.commits()).as("the true one counts").isPositive();
  }
}
