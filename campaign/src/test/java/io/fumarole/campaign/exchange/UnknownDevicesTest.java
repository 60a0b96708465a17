package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
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
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever makes up device ids does not fill the store with them.
class UnknownDevicesTest {
  private static TestServer server(UnknownDevices policy) {
    return server(policy, AuthScheme.NONE);
  }

  private static TestServer server(UnknownDevices policy, AuthScheme scheme) {
    var profile =
        TestProfiles.only(
            ExampleCast.dialect(ExampleCast.OBJECT, false),
            scheme,
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT);
    return new TestServer(profile, PinnedNonces.NONE, policy);
  }

  /// What the server answers to the header of a first message.
  private static String opening(TestServer server, String device) {
    return opening(server, device, Optional.empty());
  }

  private static String opening(TestServer server, String device, Optional<Cred> cred) {
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            "1",
            MsgId.of(1),
            Location.of(TestServer.URI),
            Location.of(device),
            Optional.empty(),
            cred,
            Meta.NONE);
    var alert = new Command.Alert(CmdId.of(1), "1201", Optional.empty(), List.of());
    Message reply = server.send(new Message(header, List.of(alert), true), Form.WBXML).message();
    return ((Command.Status) reply.commands().getFirst()).code();
  }

  private static List<Device> devices(TestServer server) {
    return server.store.list("", 1_000);
  }

  private static String lastNote(TestServer server) {
    List<TraceStore.Entry> heard =
        server.trace.entries().stream().filter(TraceStore.Entry::fromDevice).toList();
    return heard.getLast().note().orElse("");
  }

  @ParameterizedTest
  @EnumSource(
      value = UnknownDevices.class,
      names = {"PENDING", "OPEN"})
  void soManyAreTakenInAndNoMore(UnknownDevices policy) {
    TestServer server = server(policy);
    for (int i = 0; i < TestServer.MOST_UNKNOWN_DEVICES; i++)
      assertThat(opening(server, "IMEI:" + i)).isEqualTo("200");
    int commits = server.store.commits();
    assertThat(opening(server, "IMEI:beyond")).isEqualTo("403");
    assertThat(server.store.commits()).isEqualTo(commits);
    assertThat(devices(server)).hasSize(TestServer.MOST_UNKNOWN_DEVICES);
    assertThat(lastNote(server))
        .contains("20 already that nobody added", "mostUnknownDevices", "those that are yours");
    assertThat(opening(server, "IMEI:0")).as("one that is known").isEqualTo("200");
  }

  /// What a device shows that knows the nonce of its next session.
  private static Optional<Cred> md5(String device, long counter, String name, String secret) {
    Octets nonce = PinnedNonces.NONE.forSession(device, counter);
    String digest = Account.of(name, secret).md5(nonce);
    return Optional.of(new Cred(Meta.of("b64", AuthScheme.MD5.type()), Octets.utf8(digest)));
  }

  @Test
  void aDeviceWithItsIdAndTheSecretOfItsProfileIsTakenIn() {
    TestServer server = server(UnknownDevices.BOOTSTRAP, AuthScheme.MD5);
    String secret = TestServer.BOOTSTRAP_SECRET;
    assertThat(opening(server, "d")).as("challenged").isEqualTo("407");
    assertThat(opening(server, "d", md5("d", 0, "d", "made up"))).isEqualTo("401");
    assertThat(opening(server, "d", md5("d", 0, "other", secret))).isEqualTo("401");
    assertThat(devices(server)).as("nothing is stored of a stranger").isEmpty();
    assertThat(opening(server, "d", md5("d", 0, "d", secret))).isEqualTo("212");
    Device enrolled = server.store.find(new DeviceId("d")).orElseThrow();
    assertThat(enrolled.standing()).isEqualTo(Device.Standing.ENROLLED);
    assertThat(enrolled.client()).contains(Account.of("d", secret).hashOnly());
  }

  /// A device with an account of its own is not let in by what others were delivered with.
  @Test
  void theSecretOpensNoDeviceThatIsKnown() {
    TestServer server = server(UnknownDevices.BOOTSTRAP, AuthScheme.MD5);
    var own = Optional.of(Account.of("d", "its own").hashOnly());
    server.store.add(
        Device.enrolled(new DeviceId("d"), "test", own, Optional.empty(), server.now()));
    assertThat(opening(server, "d", md5("d", 0, "d", TestServer.BOOTSTRAP_SECRET)))
        .isEqualTo("401");
    assertThat(opening(server, "d", md5("d", 0, "d", "its own"))).isEqualTo("212");
  }

  @Test
  void aProfileWithoutCredentialsTakesNobodyInByASecret() {
    TestServer server = server(UnknownDevices.BOOTSTRAP, AuthScheme.NONE);
    assertThat(opening(server, "d")).isEqualTo("403");
    assertThat(lastNote(server)).contains("asks for no credentials");
    assertThat(devices(server)).isEmpty();
  }

  /// By saying of one of them that it is his.
  @ParameterizedTest
  @EnumSource(
      value = UnknownDevices.class,
      names = {"PENDING", "OPEN"})
  void anOperatorMakesRoom(UnknownDevices policy) {
    TestServer server = server(policy);
    for (int i = 0; i < TestServer.MOST_UNKNOWN_DEVICES; i++) opening(server, "IMEI:" + i);
    assertThat(opening(server, "IMEI:beyond")).isEqualTo("403");
    Device first = server.store.find(new DeviceId("IMEI:0")).orElseThrow();
    Device accepted =
        first
            .accepted()
            .withAccounts(first.profile(), Optional.of(ExampleCast.CLIENT), Optional.empty());
    assertThat(server.store.update(accepted)).isTrue();
    assertThat(opening(server, "IMEI:beyond")).isEqualTo("200");
  }
}
