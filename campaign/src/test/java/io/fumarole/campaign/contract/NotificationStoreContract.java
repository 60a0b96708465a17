package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.DeviceNotification.Answer;
import io.fumarole.campaign.notification.NotificationId;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.NotificationStore.Unanswered;
import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the stores promise of notifications, and of the sessions that answer them.
public abstract class NotificationStoreContract extends StoreContract {
  private static final Duration LIFE = Duration.ofMinutes(15);
  private static final Instant LEASE = NOW.plusSeconds(300);

  private static DeviceNotification queued(String id, DeviceId device, Instant now) {
    return DeviceNotification.queued(
        new NotificationId(id), device, 0x1234, Octets.hex("0106"), now, now.plus(LIFE), now);
  }

  /// To a device that is there or is added.
  private DeviceNotification add(String id, DeviceId device, Instant now) {
    stores().devices().add(device(device));
    Device asRead = stores().devices().find(device).orElseThrow();
    DeviceNotification notification = queued(id, device, now);
    assertThat(stores().notifications().add(asRead.withNotificationId(0x1234), notification))
        .isTrue();
    return notification;
  }

  private DeviceNotification accepted(DeviceNotification was, String messageId) {
    DeviceNotification taken =
        was.accepted(Way.SMPP, Optional.of(messageId), "sent by SMS", was.created().plusSeconds(1));
    assertThat(stores().notifications().update(was, taken.delivery(), Optional.empty())).isTrue();
    return taken;
  }

  private List<DeviceNotification> list(DeviceId device) {
    return stores().notifications().list(device, 10);
  }

  @Test
  void aNotificationIsStoredWithItsDevice() {
    DeviceNotification notification = add("n1", DEVICE, NOW);
    reopen();
    assertThat(list(DEVICE)).containsExactly(notification);
    assertThat(list(OTHER)).isEmpty();
    assertThat(stores().devices().find(DEVICE).orElseThrow().notificationId()).isEqualTo(0x1234);
  }

  @Test
  void aDeviceThatHasChangedGetsNone() {
    stores().devices().add(device(DEVICE));
    Device asRead = stores().devices().find(DEVICE).orElseThrow();
    stores().devices().update(asRead.withAddress(Optional.of("sms:+1")));
    assertThat(
            stores().notifications().add(asRead.withNotificationId(1), queued("n1", DEVICE, NOW)))
        .isFalse();
    assertThat(list(DEVICE)).isEmpty();
  }

  @Test
  void theNewestComesFirstUpToTheLimit() {
    for (int i = 0; i < 4; i++) add("n" + i, DEVICE, NOW.plusSeconds(i));
    assertThat(stores().notifications().list(DEVICE, 3))
        .extracting(it -> it.id().value())
        .containsExactly("n3", "n2", "n1");
  }

  @Test
  void whatIsDueIsClaimedOnceAndAgainWhenItsLeaseIsOver() {
    add("late", OTHER, NOW.plusSeconds(1));
    add("first", DEVICE, NOW);
    assertThat(stores().notifications().claim(NOW.minusSeconds(1), LEASE, 10)).isEmpty();
    assertThat(stores().notifications().claim(NOW.plusSeconds(1), LEASE, 1))
        .extracting(it -> it.id().value())
        .containsExactly("first");
    assertThat(stores().notifications().claim(NOW.plusSeconds(1), LEASE, 10))
        .extracting(it -> it.id().value())
        .containsExactly("late");
    reopen();
    assertThat(stores().notifications().claim(LEASE.minusMillis(1), LEASE, 10)).isEmpty();
    assertThat(stores().notifications().claim(LEASE, LEASE.plusSeconds(1), 10)).hasSize(2);
  }

  @Test
  void severalWorkersClaimEachOnce() throws Exception {
    for (int i = 0; i < 60; i++) add("n" + i, new DeviceId("d" + i), NOW);
    List<String> claimed = new ArrayList<>();
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<DeviceNotification>>> all = new ArrayList<>();
      for (int i = 0; i < 12; i++)
        all.add(workers.submit(() -> stores().notifications().claim(NOW, LEASE, 10)));
      for (var one : all) one.get().forEach(it -> claimed.add(it.id().value()));
    }
    stores().notifications().claim(NOW, LEASE, 60).forEach(it -> claimed.add(it.id().value()));
    assertThat(claimed).hasSize(60).doesNotHaveDuplicates();
  }

  @Test
  void whatHasComeFurtherIsNotOverwritten() {
    DeviceNotification was = add("n1", DEVICE, NOW);
    DeviceNotification taken = accepted(was, "m1");
    assertThat(list(DEVICE)).containsExactly(taken);
    DeviceNotification late = was.refused(false, "no", NOW.plusSeconds(2));
    assertThat(stores().notifications().update(was, late.delivery(), Optional.empty())).isFalse();
    assertThat(list(DEVICE)).containsExactly(taken);
    assertThat(stores().notifications().claim(LEASE, LEASE.plusSeconds(9), 10)).isEmpty();
  }

  @Test
  void aReportIsFoundByItsNameAndToldAsAnEvent() {
    DeviceNotification taken = accepted(add("n1", DEVICE, NOW), "m1");
    accepted(add("n2", OTHER, NOW), "m2");
    assertThat(stores().notifications().byMessage(List.of("m0", "m1"))).containsExactly(taken);
    assertThat(stores().notifications().byMessage(List.of("m0"))).isEmpty();
    DeviceNotification there =
        taken
            .reported(NotificationState.DELIVERED, "it is there", NOW.plusSeconds(9))
            .orElseThrow();
    var event = new Event(DEVICE, Optional.empty(), NOW, "notification", "it is there");
    assertThat(stores().notifications().update(taken, there.delivery(), Optional.of(event)))
        .isTrue();
    reopen();
    assertThat(list(DEVICE)).containsExactly(there);
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 10))
        .containsExactly(event);
  }

  @Test
  void theSessionThatAnswersIsStoredWithAllThatItAnswers() {
    accepted(add("n1", DEVICE, NOW), "m1");
    add("n2", DEVICE, NOW.plusSeconds(1));
    add("other", OTHER, NOW);
    Loaded read = load();
    Device answered = read.device().orElseThrow().withNotificationId(0);
    assertThat(stores().exchange().commit(read, changes(answered, session(DEVICE, "s1", 1))))
        .isTrue();
    add("n3", DEVICE, NOW.plusSeconds(2));
    reopen();
    Optional<Answer> answer = Optional.of(new Answer(NOW, "s1"));
    assertThat(list(DEVICE))
        .extracting(DeviceNotification::answer)
        .containsExactly(Optional.empty(), answer, answer);
    assertThat(list(OTHER))
        .extracting(DeviceNotification::answer)
        .containsExactly(Optional.empty());
  }

  @Test
  void aSessionOfItsOwnAnswersNothing() {
    add("n1", DEVICE, NOW);
    Loaded read = load();
    assertThat(
            stores()
                .exchange()
                .commit(read, changes(read.device().orElseThrow(), session(DEVICE, "s1", 1))))
        .isTrue();
    assertThat(list(DEVICE))
        .extracting(DeviceNotification::answer)
        .containsExactly(Optional.empty());
  }

  @Test
  void devicesThatNeverAnswerAreListed() {
    Instant later = NOW.plusSeconds(60);
    for (String id : List.of("a", "b", "c", "d")) {
      accepted(add(id + "1", new DeviceId(id), NOW), id + "1");
      accepted(add(id + "2", new DeviceId(id), later), id + "2");
    }
    add("unsent", new DeviceId("e"), NOW);
    Loaded read = stores().exchange().load(new DeviceId("b"), PLAIN);
    stores()
        .exchange()
        .commit(
            read,
            changes(
                read.device().orElseThrow().withNotificationId(0),
                session(new DeviceId("b"), "s", 1)));
    assertThat(stores().notifications().unanswered("", 10, NOW.plus(LIFE))).isEmpty();
    Instant over = later.plus(LIFE);
    assertThat(stores().notifications().unanswered("", 2, over))
        .containsExactly(
            new Unanswered(new DeviceId("a"), 2, NOW, later),
            new Unanswered(new DeviceId("c"), 2, NOW, later));
    assertThat(stores().notifications().unanswered("c", 2, over))
        .extracting(it -> it.device().value())
        .containsExactly("d");
  }

  @Test
  void theOldOnesAreForgottenAFewAtATime() {
    for (int i = 0; i < 3; i++) add("n" + i, DEVICE, NOW.plusSeconds(i));
    assertThat(stores().notifications().forget(NOW.plusSeconds(2), 1)).isOne();
    assertThat(stores().notifications().forget(NOW.plusSeconds(2), 10)).isOne();
    assertThat(stores().notifications().forget(NOW.plusSeconds(2), 10)).isZero();
    assertThat(list(DEVICE)).extracting(it -> it.id().value()).containsExactly("n2");
  }
}
