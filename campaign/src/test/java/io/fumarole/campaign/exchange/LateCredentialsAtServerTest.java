package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A device that loses its nonce late in a session repeats package 1, which looks like a new
/// session: the stored one still tells how often it was challenged. Spec: syncml-dm 8.
class LateCredentialsAtServerTest {
  private static final String NAME = "nw410-786";
  private static final Account ACCOUNT = Account.of(NAME, "c1ient-Pa55");
  private static final int LATE = 9;

  private final TestServer server =
      new TestServer(
          TestProfiles.only(
              ExampleCast.dialect(ExampleCast.OBJECT, false),
              AuthScheme.HMAC,
              Operation.DOWNLOAD_AND_UPDATE,
              Delivery.DIRECT),
          PinnedNonces.NONE,
          UnknownDevices.REFUSE);
  private Octets nonce = PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), 0);
  private int msgId;

  /// Package 1 in nine messages.
  @BeforeEach
  void open() {
    server.store.put(
        ExampleCast.inspected("examples/flow-1-dm-replace", 10).withNonces(Octets.EMPTY, 0));
    while (msgId < LATE) assertThat(say(false)).isEqualTo("200");
  }

  @Test
  void isChallengedAndGoesOn() {
    nonce = Octets.utf8("lost");
    assertThat(say(true)).isEqualTo("401");
    assertThat(say(true)).isEqualTo("200");
  }

  @Test
  void isTurnedAwayAfterFourChallenges() {
    for (int i = 0; i < 4; i++) {
      nonce = Octets.utf8("lost again");
      assertThat(say(true)).isEqualTo("401");
    }
    nonce = Octets.utf8("lost again");
    assertThat(say(true)).isEqualTo("403");
  }

  /// The next message, with package 1 again when `isFinal`; returns what the server says of it.
  private String say(boolean isFinal) {
    msgId++;
    List<Command> commands = new ArrayList<>();
    if (msgId > 1) commands.add(headerStatus());
    if (msgId == 1 || isFinal)
      commands.add(new Command.Alert(CmdId.of(2), "1201", Optional.empty(), List.of()));
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            "7",
            MsgId.of(msgId),
            Location.of(TestServer.URI),
            Location.of(ExampleCast.DEVICE.value(), NAME),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE);
    Octets body = Codec.encode(new Message(header, commands, isFinal), Form.XML);
    String hmac = HmacHeader.of(ACCOUNT, nonce, body).format();
    TestServer.Reply reply = server.send(body, Form.Encoding.XML, Optional.of(hmac));
    Status answer = (Status) reply.message().commands().getFirst();
    answer.chal().flatMap(Meta::nextNonce).map(Credentials::nonce).ifPresent(n -> nonce = n);
    return answer.code();
  }

  private Status headerStatus() {
    return new Status(
        CmdId.of(1),
        MsgId.of(msgId - 1),
        CmdId.HEADER,
        "SyncHdr",
        List.of(),
        List.of(),
        Optional.empty(),
        "200",
        List.of());
  }
}
