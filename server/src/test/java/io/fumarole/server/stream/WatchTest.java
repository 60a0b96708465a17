package io.fumarole.server.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.server.stream.Tiding.Kind;
import io.fumarole.storage.NewsStore;
import io.fumarole.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WatchTest {
  private static final Set<Kind> ALL = EnumSet.allOf(Kind.class);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// Longer than a look takes to come.
  private static final Duration A_WHILE = Duration.ofSeconds(2);

  private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final Campaigns campaigns = new Campaigns();
  private final Watch watch = new Watch(campaigns, () -> now);

  @AfterEach
  void close() {
    watch.close();
  }

  /// What is new are campaigns alone.
  private static final class Campaigns implements NewsStore {
    final List<CampaignNews> rows = new CopyOnWriteArrayList<>();
    volatile Optional<RuntimeException> broken = Optional.empty();

    void add(String id, Instant changed) {
      rows.add(
          new CampaignNews(new CampaignId(id), CampaignState.RUNNING, "", changed, rows.size()));
    }

    @Override
    public List<CampaignNews> campaigns(Instant since, int limit) {
      if (broken.isPresent()) throw broken.get();
      return rows.stream().filter(it -> !it.changed().isBefore(since)).limit(limit).toList();
    }

    @Override
    public List<RunNews> runs(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<EventNews> events(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<Summary> sessions(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<MessageNews> messages(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<EventNews> eventsAfter(Place place, int limit) {
      return List.of();
    }

    @Override
    public List<Summary> sessionsAfter(Place place, int limit) {
      return List.of();
    }

    @Override
    public List<CampaignNews> campaignsAfter(Place place, int limit) {
      return List.of();
    }

    @Override
    public List<DeviceNews> newDevicesAfter(Place place, int limit) {
      return List.of();
    }

    @Override
    public List<ProfileNews> profiles(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<DeviceNews> newDevices(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<DeviceNews> devices(Collection<DeviceId> ids) {
      return List.of();
    }
  }

  private Listener join(Optional<String> after) {
    return watch.join(ALL, Optional.empty(), after).orElseThrow();
  }

  private static Tiding next(Listener listener) throws InterruptedException {
    return listener.next(PATIENCE).orElseThrow();
  }

  @Test
  void whatIsCommittedLateIsToldAndNothingTwice() throws InterruptedException {
    campaigns.add("old", now);
    Listener listener = join(Optional.empty());
    campaigns.add("a", now);
    assertThat(next(listener).data()).contains("\"a\"");
    now = now.plusSeconds(5);
    campaigns.add("late", now.minusSeconds(4));
    assertThat(next(listener).data()).contains("\"late\"");
    now = now.plusSeconds(5);
    campaigns.add("b", now);
    assertThat(next(listener).data()).contains("\"b\"");
    assertThat(listener.next(A_WHILE)).isEmpty();
  }

  @Test
  void whoeverIsAwayForAWhileIsToldTheRestByTheStore() throws InterruptedException {
    campaigns.add("before", now.minus(Duration.ofMinutes(1)));
    String id = Tiding.id(now, "elsewhere");
    now = now.plus(Duration.ofMinutes(3));
    campaigns.add("meanwhile", now.minus(Duration.ofMinutes(2)));
    Listener listener = join(Optional.of(id));
    assertThat(next(listener).data()).contains("\"meanwhile\"");
    assertThat(listener.next(A_WHILE)).isEmpty();
  }

  @Test
  void tooMuchAtOnceIsToldAsAReset() throws InterruptedException {
    Listener listener = join(Optional.empty());
    for (int i = 0; i < 5_000; i++) campaigns.add("c" + i, now);
    assertThat(next(listener).kind()).isEqualTo(Kind.RESET);
    campaigns.rows.clear();
    now = now.plusSeconds(1);
    campaigns.add("after", now);
    Tiding tiding = next(listener);
    while (tiding.kind() == Kind.RESET) tiding = next(listener);
    assertThat(tiding.data()).contains("\"after\"");
  }

  private static Stream<RuntimeException> faults() {
    return Stream.of(
        new StorageException("the disk is gone"), new IllegalArgumentException("a row is damaged"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aStoreThatFailsForAWhileEndsNothing(RuntimeException fault) throws InterruptedException {
    Listener listener = join(Optional.empty());
    campaigns.broken = Optional.of(fault);
    campaigns.add("a", now);
    assertThat(listener.next(A_WHILE)).isEmpty();
    campaigns.broken = Optional.empty();
    assertThat(next(listener).data()).contains("\"a\"");
  }

  @Test
  void thereAreOnlySoManyListenersAndAPlaceIsFreeOnceOneLeaves() {
    Listener first = join(Optional.empty());
    for (int i = 1; i < Watch.MOST_LISTENERS; i++) join(Optional.empty());
    assertThat(watch.join(ALL, Optional.empty(), Optional.empty())).isEmpty();
    watch.leave(first);
    assertThat(watch.join(ALL, Optional.empty(), Optional.empty())).isPresent();
  }

  @Test
  void aSlowListenerIsCutOffAndHoldsUpNobody() throws InterruptedException {
    var slow = new Listener(ALL, Optional.empty());
    for (int i = 0; i < Listener.MOST_WAITING; i++)
      slow.tell(new Tiding(Tiding.id(now, "k" + i), Kind.DEVICE, now, Optional.empty(), "{}"));
    assertThat(slow.isOver()).isFalse();
    slow.tell(Tiding.reset(now));
    assertThat(slow.isOver()).isTrue();
    assertThat(slow.next(PATIENCE)).isEmpty();
  }

  @Test
  void nobodyJoinsOnceItIsClosed() throws InterruptedException {
    Listener listener = join(Optional.empty());
    watch.close();
    assertThat(listener.isOver()).isTrue();
    assertThat(listener.next(PATIENCE)).isEmpty();
    assertThat(watch.join(ALL, Optional.empty(), Optional.empty())).isEmpty();
  }
}
