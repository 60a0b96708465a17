package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A device that repeats package 1 after each challenge and never answers our header: nothing in
/// its messages says how often it was challenged. Spec: syncml-dm 8.
class UnansweredChallengesTest {
  private static final String NAME = "nw410-786";
  private static final Account ACCOUNT = Account.of(NAME, "c1ient-Pa55");
  private static final Octets LOST = Octets.utf8("lost");

  private final TestServer server =
      new TestServer(
          TestProfiles.only(
              ExampleCast.dialect(ExampleCast.OBJECT, false),
              AuthScheme.MD5,
              Operation.DOWNLOAD_AND_UPDATE,
              Delivery.DIRECT),
          PinnedNonces.NONE,
          UnknownDevices.REFUSE);
  private Octets given = LOST;
  private String session = "7";
  private int msgId;

  @BeforeEach
  void know() {
    server.store.put(ExampleCast.inspected("examples/flow-1-dm-replace", 10));
  }

  @ParameterizedTest // wherever it begins to count
  @ValueSource(ints = {0, 4, 1_000})
  void isChallengedFourTimesAndThenTurnedAway(int before) {
    msgId = before;
    for (int i = 0; i < 4; i++) assertThat(say(Optional.of(LOST))).isEqualTo("401");
    assertThat(say(Optional.of(LOST))).isEqualTo("403");
    assertThat(say(Optional.of(LOST))).isEqualTo("403");
  }

  @Test
  void neitherIsOneWithoutCredentialsAskedForEver() {
    for (int i = 0; i < 4; i++) assertThat(say(Optional.empty())).isEqualTo("407");
    assertThat(say(Optional.empty())).isEqualTo("403");
  }

  @Test
  void isLetInAsLongAsItKnowsWhatItWasGiven() {
    for (int i = 0; i < 4; i++) say(Optional.of(LOST));
    assertThat(say(Optional.of(given))).isEqualTo("212");
  }

  @Test
  void isChallengedInItsNextSessionAsBefore() {
    for (int i = 0; i < 5; i++) say(Optional.of(LOST));
    msgId = 0;
    assertThat(say(Optional.of(LOST))).isEqualTo("401");
    assertThat(say(Optional.of(given))).isEqualTo("212");
  }

  @Test
  void anotherSessionIsCountedForItself() {
    for (int i = 0; i < 4; i++) say(Optional.of(LOST));
    session = "8";
    assertThat(say(Optional.of(LOST))).isEqualTo("401");
    session = "7";
    assertThat(say(Optional.of(LOST))).isEqualTo("403");
  }

  /// The next message, package 1 every time; returns what the server says of its header.
  private String say(Optional<Octets> nonce) {
    msgId++;
    Optional<Cred> cred =
        nonce.map(
            known ->
                new Cred(Meta.of("b64", AuthScheme.MD5.type()), Octets.utf8(ACCOUNT.md5(known))));
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            session,
            MsgId.of(msgId),
            Location.of(TestServer.URI),
            Location.of(ExampleCast.DEVICE.value(), NAME),
            Optional.empty(),
            cred,
            Meta.NONE);
    Command opening = new Command.Alert(CmdId.of(1), "1201", Optional.empty(), List.of());
    TestServer.Reply reply = server.send(new Message(header, List.of(opening), true), Form.XML);
    Status answer = (Status) reply.message().commands().getFirst();
    answer.chal().flatMap(Meta::nextNonce).map(Credentials::nonce).ifPresent(n -> given = n);
    return answer.code();
  }
}
