package io.fumarole.campaign.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.notification.DeviceNotification.Answer;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceNotificationTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final DeviceNotification QUEUED =
      DeviceNotification.queued(
          new NotificationId("n1"),
          new DeviceId("d"),
          1,
          Octets.EMPTY,
          NOW,
          NOW.plusSeconds(900),
          NOW);
  private static final DeviceNotification ACCEPTED =
      QUEUED.accepted(Way.SMPP, Optional.of("m1"), "taken", NOW);

  private static NotificationState state(DeviceNotification it) {
    return it.delivery().state();
  }

  @Test
  void itIsTriedAgainLessAndLessOftenUntilItsTimeIsOver() {
    List<Long> pauses = new ArrayList<>();
    DeviceNotification it = QUEUED;
    Instant now = NOW;
    while (state(it) == NotificationState.QUEUED) {
      it = it.refused(true, "away", now);
      Instant tried = now;
      now = it.delivery().wakeAt().orElse(now);
      if (now.isAfter(tried)) pauses.add(Duration.between(tried, now).toSeconds());
    }
    assertThat(pauses).startsWith(5L, 10L, 20L, 40L, 80L, 120L, 120L).allMatch(s -> s <= 120);
    assertThat(pauses.stream().mapToLong(s -> s).sum()).isLessThan(900).isGreaterThan(700);
    assertThat(state(it)).isEqualTo(NotificationState.EXPIRED);
    assertThat(it.delivery().words()).isEqualTo("away; there is no time to try again");
  }

  @Test
  void whatNoTryCanMendFailsAtOnce() {
    DeviceNotification failed = QUEUED.refused(false, "no number", NOW);
    assertThat(state(failed)).isEqualTo(NotificationState.FAILED);
    assertThat(failed.delivery().wakeAt()).isEmpty();
    assertThat(failed.delivery().tries()).isOne();
  }

  @Test
  void nobodyNeedsOneWhoseTimeIsOverOrWhoseDeviceCame() {
    assertThat(QUEUED.needless(NOW.plusSeconds(899))).isEmpty();
    assertThat(QUEUED.needless(NOW.plusSeconds(900)).map(DeviceNotificationTest::state))
        .hasValue(NotificationState.EXPIRED);
    assertThat(QUEUED.answered(new Answer(NOW, "s")).needless(NOW).orElseThrow().delivery().words())
        .isEqualTo("the device came before it was sent");
  }

  @ParameterizedTest
  @EnumSource(names = {"DELIVERED", "FAILED", "EXPIRED"})
  void aReportEndsOneThatWasTaken(NotificationState state) {
    DeviceNotification ended = ACCEPTED.reported(state, "says so", NOW).orElseThrow();
    assertThat(state(ended)).isEqualTo(state);
    assertThat(ended.reported(state, "again", NOW)).isEmpty();
    assertThat(QUEUED.reported(state, "of nothing", NOW)).isEmpty();
  }

  @Test
  void aDeliveryIsAFactWhateverWasSaidBefore() {
    DeviceNotification failed =
        ACCEPTED.reported(NotificationState.FAILED, "lost", NOW).orElseThrow();
    DeviceNotification there =
        failed.reported(NotificationState.DELIVERED, "there", NOW).orElseThrow();
    assertThat(state(there)).isEqualTo(NotificationState.DELIVERED);
    assertThat(there.reported(NotificationState.FAILED, "lost", NOW)).isEmpty();
  }

  @Test
  void wordsOfAGatewayDoNotFillTheStore() {
    assertThat(QUEUED.refused(false, "x".repeat(10_000), NOW).delivery().words()).hasSize(500);
  }

  @Test
  void anIdIsPlain() {
    assertThat(new NotificationId("0b-9Z").toString()).isEqualTo("0b-9Z");
    for (String bad : List.of("", "a b", "a<b", "ä", "1".repeat(65)))
      assertThatThrownBy(() -> new NotificationId(bad))
          .isInstanceOf(IllegalArgumentException.class);
  }
}
