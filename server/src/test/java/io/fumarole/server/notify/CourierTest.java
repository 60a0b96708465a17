package io.fumarole.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.Way;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.UiMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Notifications on their way, with a gateway that does as it is told and a clock in hand.
class CourierTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final DeviceId DEVICE = new DeviceId("d");
  private static final Trigger.Outcome AWAY = Trigger.Outcome.NotSent.now("the gateway is away");

  private static final ModelProfiles PROFILES =
      new ModelProfiles(ModelProfiles.shipped(), ModelProfiles.OPEN);

  private final MemoryStore store = new MemoryStore();
  private final List<Trigger.Push> pushes = new CopyOnWriteArrayList<>();
  private final Receipts receipts = new Receipts(store.notifications(), this::now);
  private Instant now = START;
  private Trigger.Outcome outcome = new Trigger.Outcome.Sent(Way.SMPP, Optional.of("A1"), "taken");

  CourierTest() {
    store.put(
        Device.enrolled(
                DEVICE, "open", Optional.empty(), Optional.of(Account.of("fumarole", "s")), START)
            .withAddress(Optional.of("sms:+1")));
  }

  private Instant now() {
    return now;
  }

  /// One server's.
  private Courier courier() {
    return new Courier(
        store.notifications(),
        store,
        new NotifiedDeployments(store, PROFILES::of),
        push -> {
          pushes.add(push);
          return outcome;
        },
        receipts,
        this::now);
  }

  private Notifier.Outcome notify(Notifier.When when) {
    String id = "n" + store.notifications().list(DEVICE, 100).size();
    var names = new Notifier.Names("fumarole", () -> id, most -> most / 2);
    return new Notifier(store, store.notifications(), PROFILES::of, courier(), names)
        .notify(DEVICE, UiMode.NOT_SPECIFIED, Initiator.SERVER, when, now);
  }

  private DeviceNotification only() {
    return store.notifications().list(DEVICE, 2).getFirst();
  }

  private NotificationState state() {
    return only().delivery().state();
  }

  private List<String> events() {
    return store.events(Optional.of(DEVICE), Optional.empty(), 10).stream()
        .filter(it -> it.kind().equals("notification"))
        .map(Event::text)
        .toList();
  }

  @Test
  void whatWaitsIsBroughtOnce() {
    notify(Notifier.When.SOON);
    assertThat(state()).isEqualTo(NotificationState.QUEUED);
    courier().round();
    courier().round();
    assertThat(pushes).hasSize(1);
    assertThat(pushes.getFirst().id()).isEqualTo("n0");
    assertThat(only().delivery().messageId()).hasValue("A1");
    assertThat(state()).isEqualTo(NotificationState.ACCEPTED);
  }

  @Test
  void whatIsSentNowIsNobodyElses() {
    assertThat(notify(Notifier.When.NOW).toString()).contains("isSent=true", "taken");
    courier().round();
    assertThat(pushes).hasSize(1);
  }

  @Test
  void whatAServerTookThatDiedIsTakenByAnother() {
    notify(Notifier.When.SOON);
    assertThat(store.notifications().claim(now, now.plus(Courier.LEASE), 10)).hasSize(1);
    courier().round();
    assertThat(pushes).isEmpty();
    now = now.plus(Courier.LEASE);
    courier().round();
    assertThat(pushes).hasSize(1);
    assertThat(state()).isEqualTo(NotificationState.ACCEPTED);
  }

  @Test
  void aGatewayThatComesBackGetsTheSameOctets() {
    outcome = AWAY;
    notify(Notifier.When.NOW);
    assertThat(state()).isEqualTo(NotificationState.QUEUED);
    courier().round();
    assertThat(pushes).hasSize(1);
    outcome = new Trigger.Outcome.Sent(Way.PAP, "taken");
    now = now.plusSeconds(5);
    courier().round();
    assertThat(pushes).hasSize(2);
    assertThat(pushes.getLast()).isEqualTo(pushes.getFirst());
    assertThat(state()).isEqualTo(NotificationState.ACCEPTED);
  }

  @Test
  void aGatewayThatStaysAwayIsGivenUpInTime() {
    outcome = AWAY;
    notify(Notifier.When.SOON);
    for (int i = 0; i < 200; i++) {
      courier().round();
      now = now.plusSeconds(5);
    }
    assertThat(state()).isEqualTo(NotificationState.EXPIRED);
    assertThat(pushes.size()).isBetween(8, 14);
    assertThat(events())
        .containsExactly("expired: the gateway is away; there is no time to try again");
  }

  @Test
  void aRefusalForGoodIsToldInTheDevicesHistory() {
    outcome = Trigger.Outcome.NotSent.never("no such number");
    notify(Notifier.When.NOW);
    assertThat(state()).isEqualTo(NotificationState.FAILED);
    assertThat(events()).containsExactly("failed: no such number");
  }

  @Test
  void aDeviceThatCameIsNotNotifiedAnyMore() {
    notify(Notifier.When.SOON);
    Device device = store.find(DEVICE).orElseThrow();
    store.update(device.withAddress(Optional.of("sms:+2")));
    DeviceNotification answered = only().answered(new DeviceNotification.Answer(now, "s"));
    assertThat(courier().bring(answered).delivery().state()).isEqualTo(NotificationState.EXPIRED);
    assertThat(pushes).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DELIVERED, DELIVERED", "FAILED, FAILED", "EXPIRED, EXPIRED"})
  void aReportIsStoredAndTold(Receipt.Fate fate, NotificationState state) {
    notify(Notifier.When.NOW);
    receipts.take(new Receipt("A1", fate, "says so"));
    assertThat(state()).isEqualTo(state);
    assertThat(events()).containsExactly(state.word() + ": says so");
    receipts.take(new Receipt("A1", fate, "says so again"));
    assertThat(events()).hasSize(1);
  }

  @ParameterizedTest // Taken as hexadecimal, reported in decimal, and the other way round.
  @CsvSource({"1a2B, 1a2B", "ff, 255", "FF, 255", "255, ff", "255, FF"})
  void aReportMaySpellTheNameOtherwise(String taken, String reported) {
    outcome = new Trigger.Outcome.Sent(Way.SMPP, Optional.of(taken), "taken");
    notify(Notifier.When.NOW);
    receipts.take(new Receipt(reported, Receipt.Fate.DELIVERED, "there"));
    assertThat(state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aReportThatMightMeanTwoIsNobodys() {
    for (String taken : List.of("ff", "FF")) {
      outcome = new Trigger.Outcome.Sent(Way.SMPP, Optional.of(taken), "taken");
      notify(Notifier.When.NOW);
    }
    receipts.take(new Receipt("255", Receipt.Fate.DELIVERED, "there"));
    assertThat(store.notifications().list(DEVICE, 10))
        .extracting(it -> it.delivery().state())
        .containsOnly(NotificationState.ACCEPTED);
  }

  @Test
  void aReportThatIsEarlyWaitsForItsNotification() {
    notify(Notifier.When.SOON);
    receipts.take(new Receipt("A1", Receipt.Fate.DELIVERED, "there"));
    courier().round();
    assertThat(state()).isEqualTo(NotificationState.ACCEPTED);
    courier().round();
    assertThat(state()).isEqualTo(NotificationState.DELIVERED);
  }

  @Test
  void aReportOfNothingOfOursIsForgotten() {
    receipts.take(new Receipt("A1", Receipt.Fate.DELIVERED, "there"));
    now = now.plus(Duration.ofMinutes(2));
    receipts.retry(now);
    notify(Notifier.When.NOW);
    receipts.retry(now);
    assertThat(state()).isEqualTo(NotificationState.ACCEPTED);
  }

  @Test
  void oldOnesAreForgotten() {
    notify(Notifier.When.NOW);
    now = now.plus(Duration.ofDays(29));
    courier().round();
    assertThat(store.notifications().list(DEVICE, 10)).hasSize(1);
    now = now.plus(Duration.ofDays(2));
    courier().round();
    assertThat(store.notifications().list(DEVICE, 10)).isEmpty();
  }
}
