package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationId;
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
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A session that a notification asked for is told from one that the device opens by itself.
class NotifiedSessionTest {
  private static final int ID = 777;

  private final ModelProfile profile =
      TestProfiles.only(
          ExampleCast.dialect(ExampleCast.OBJECT, true),
          AuthScheme.NONE,
          Operation.DOWNLOAD_AND_UPDATE,
          Delivery.DIRECT);
  private final TestServer server =
      new TestServer(profile, PinnedNonces.NONE, UnknownDevices.REFUSE);

  NotifiedSessionTest() {
    server.store.put(ExampleCast.inspected("examples/flow-1-dm-replace", 10));
    DeviceNotification notification =
        DeviceNotification.queued(
            new NotificationId("n1"),
            ExampleCast.DEVICE,
            ID,
            Octets.EMPTY,
            server.now(),
            server.now().plusSeconds(900),
            server.now());
    assertThat(server.store.notifications().add(device().withNotificationId(ID), notification))
        .isTrue();
  }

  private Device device() {
    return server.store.device(ExampleCast.DEVICE).orElseThrow();
  }

  private Optional<DeviceNotification.Answer> answer() {
    return server.store.notifications().list(ExampleCast.DEVICE, 1).getFirst().answer();
  }

  private void open(String sessionId, String alert) {
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            sessionId,
            MsgId.of(1),
            Location.of(TestServer.URI),
            Location.of(ExampleCast.DEVICE.value()),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE.withLimits(5_000, 1 << 20));
    var opening = new Command.Alert(CmdId.of(1), alert, Optional.empty(), List.of());
    server.send(new Message(header, List.of(opening), true), Form.WBXML);
  }

  @ParameterizedTest // A notification with id 777: one client opens 309, another 777.
  @CsvSource({"309, 1200", "309, 1201", "777, 1201", "30A, 1200", "1, ' 1200 '"})
  void theSessionAnswersTheNotification(String sessionId, String alert) {
    open(sessionId, alert);
    assertThat(answer().map(DeviceNotification.Answer::at)).hasValue(server.now());
    assertThat(device().notificationId()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1201", "30A, 1201", "0309, 1201"})
  void aSessionOfTheDevicesOwnAnswersNothing(String sessionId, String alert) {
    open(sessionId, alert);
    assertThat(answer()).isEmpty();
    assertThat(device().notificationId()).isEqualTo(ID);
  }

  @Test
  void onlyTheFirstSessionIsTheAnswer() {
    open("309", "1200");
    var first = answer();
    open("30A", "1200");
    assertThat(answer()).isEqualTo(first);
  }
}
