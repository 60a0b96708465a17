package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With BASIC the server shows its secret itself: to the device, and to nobody who only says that
/// he is. Spec: syncml-dm 8.
class SecretToStrangersTest {
  private static final String SECRET = Credentials.basic("fota.example", "s3rver-Pa55");

  private static TestServer server() {
    ModelProfile profile =
        TestProfiles.only(
            ExampleCast.dialect(ExampleCast.OBJECT, false),
            AuthScheme.BASIC,
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT);
    var server = new TestServer(profile, PinnedNonces.NONE, UnknownDevices.REFUSE);
    server.store.put(
        Device.enrolled(
            ExampleCast.DEVICE,
            "test",
            Optional.of(ExampleCast.CLIENT),
            Optional.of(Account.of("fota.example", "s3rver-Pa55")),
            TestServer.START));
    return server;
  }

  private static Message message(String verDtd, int msgId, Optional<String> basic) {
    return new Message(
        new SyncHdr(
            verDtd,
            "DM/1.2",
            "1",
            MsgId.of(msgId),
            Location.of(TestServer.URI),
            Location.of(ExampleCast.DEVICE.value(), "nw410-786"),
            Optional.empty(),
            basic.map(data -> new Cred(Meta.of("b64", AuthScheme.BASIC.type()), Octets.utf8(data))),
            Meta.NONE),
        List.of(new Command.Alert(CmdId.of(1), "1201", Optional.empty(), List.of())),
        true);
  }

  private static Optional<String> shown(TestServer.Reply reply) {
    return reply.message().header().cred().map(cred -> cred.data().utf8());
  }

  @ParameterizedTest
  @CsvSource({"1.2, ''", "1.2, guessed", "1.9, ''", "1.9, guessed"})
  void whoeverHasNotProvedThatHeIsTheDeviceIsNotShownTheSecret(String verDtd, String secret) {
    Optional<String> basic =
        Optional.of(secret)
            .filter(it -> !it.isEmpty())
            .map(it -> Credentials.basic("nw410-786", it));
    assertThat(shown(server().send(message(verDtd, 1, basic), Form.XML))).isEmpty();
  }

  @Test
  void theDeviceIsShownItWhenItHasAnsweredTheChallenge() {
    TestServer server = server();
    assertThat(shown(server.send(message("1.2", 1, Optional.empty()), Form.XML))).isEmpty();
    String right = Credentials.basic("nw410-786", "c1ient-Pa55");
    assertThat(shown(server.send(message("1.2", 2, Optional.of(right)), Form.XML)))
        .contains(SECRET);
  }
}
