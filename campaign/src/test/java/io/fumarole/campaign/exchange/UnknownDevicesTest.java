package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whoever makes up device ids does not fill the store with them.
class UnknownDevicesTest {
  private static TestServer server(UnknownDevices policy) {
    var profile =
        TestProfiles.only(
            ExampleCast.dialect(ExampleCast.OBJECT, false),
            AuthScheme.NONE,
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT);
    return new TestServer(profile, PinnedNonces.NONE, policy);
  }

  /// What the server answers to the header of a first message.
  private static String opening(TestServer server, String device) {
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            "1",
            MsgId.of(1),
            Location.of(TestServer.URI),
            Location.of(device),
            Optional.empty(),
            Optional.empty(),
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
