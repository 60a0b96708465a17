package io.fumarole.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.campaign.memory.MemoryWebhooks;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.NewsStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnouncerTest {
  private static final WebhookId HOOK = new WebhookId("hook");

  private Instant now = Instant.parse("2026-03-01T08:00:00Z");
  private final Log log = new Log();
  private final MemoryWebhooks webhooks = new MemoryWebhooks();
  private final Announcer announcer = announcer("a");

  private Announcer announcer(String server) {
    return new Announcer(webhooks, log, server, "http://fota.example", () -> now);
  }

  @BeforeEach
  void add() {
    add(HOOK, "deployment", "campaign", "device", "session");
  }

  private void add(WebhookId id, String... types) {
    webhooks.add(
        Webhook.of(
            id,
            "n",
            "https://example.com",
            new TreeSet<>(Set.of(types)),
            Octets.utf8("secret"),
            now));
  }

  /// A log of events in which a test says when each is there to be read.
  private static final class Log implements NewsStore {
    final List<EventNews> events = new ArrayList<>();
    final List<CampaignNews> campaigns = new ArrayList<>();
    final List<DeviceNews> devices = new ArrayList<>();
    final List<Summary> sessions = new ArrayList<>();
    int reads;

    void event(String device, Instant at, String kind) {
      long number = events.size() + 1L;
      events.add(
          new EventNews(number, new Event(new DeviceId(device), Optional.empty(), at, kind, "t")));
    }

    @Override
    public List<EventNews> eventsAfter(Place place, int limit) {
      reads++;
      return events.stream()
          .sorted(
              Comparator.comparing((EventNews it) -> it.event().at())
                  .thenComparing(it -> it.event().device().value())
                  .thenComparingLong(EventNews::number))
          .filter(it -> isAfter(place, it.event().at(), it.event().device().value(), it.number()))
          .limit(limit)
          .toList();
    }

    private static boolean isAfter(Place place, Instant at, String key, long number) {
      int order = at.compareTo(place.at());
      if (order == 0) order = key.compareTo(place.key());
      return order > 0 || (order == 0 && number > place.number());
    }

    @Override
    public List<Summary> sessionsAfter(Place place, int limit) {
      return sessions.stream()
          .filter(it -> isAfter(place, it.last(), it.session(), 1))
          .limit(limit)
          .toList();
    }

    @Override
    public List<CampaignNews> campaignsAfter(Place place, int limit) {
      return campaigns.stream()
          .filter(it -> isAfter(place, it.changed(), it.id().value(), 1))
          .limit(limit)
          .toList();
    }

    @Override
    public List<DeviceNews> newDevicesAfter(Place place, int limit) {
      return devices.stream()
          .filter(it -> isAfter(place, it.firstSeen(), it.id().value(), 1))
          .limit(limit)
          .toList();
    }

    @Override
    public List<DeviceNews> devices(Collection<DeviceId> ids) {
      return devices.stream().filter(it -> ids.contains(it.id())).toList();
    }

    @Override
    public List<RunNews> runs(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<EventNews> events(Instant since, int limit) {
      throw new UnsupportedOperationException("it is read in pages");
    }

    @Override
    public List<Summary> sessions(Instant since, int limit) {
      throw new UnsupportedOperationException("it is read in pages");
    }

    @Override
    public List<MessageNews> messages(Instant since, int limit) {
      throw new UnsupportedOperationException("messages are not told");
    }

    @Override
    public List<CampaignNews> campaigns(Instant since, int limit) {
      throw new UnsupportedOperationException("it is read in pages");
    }

    @Override
    public List<ProfileNews> profiles(Instant since, int limit) {
      return List.of();
    }

    @Override
    public List<DeviceNews> newDevices(Instant since, int limit) {
      throw new UnsupportedOperationException("it is read in pages");
    }
  }

  private List<WebhookDelivery> offered(WebhookId id) {
    return webhooks.deliveries(id, Optional.empty(), Optional.empty(), 100_000);
  }

  private List<String> types(WebhookId id) {
    return offered(id).stream().map(WebhookDelivery::type).toList();
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void whatWasBeforeIsNotForItAndNothingIsToldTwice() {
    log.event("d", now.minusMillis(1), "failed");
    log.event("d", now, "succeeded");
    assertThat(announcer.round()).isEqualTo(1);
    assertThat(announcer.round()).isZero();
    assertThat(types(HOOK)).containsExactly("io.fumarole.deployment.succeeded");
  }

  @Test
  void whatIsCommittedLateIsFound() {
    Instant early = now;
    announcer.round();
    pass(Duration.ofSeconds(8));
    announcer.round();
    log.event("d", early, "late");
    assertThat(announcer.round()).isEqualTo(1);
    Instant then = now;
    for (int minute = 0; minute < 10; minute++) {
      pass(Duration.ofSeconds(50));
      announcer.round();
    }
    log.event("d", then.plusSeconds(1), "very-late");
    pass(Duration.ofSeconds(61));
    assertThat(announcer.round()).isEqualTo(1);
    assertThat(types(HOOK))
        .containsExactlyInAnyOrder(
            "io.fumarole.deployment.late", "io.fumarole.deployment.very-late");
  }

  @Test
  void whatHappensAtOnceToVeryManyIsToldWhole() {
    for (int i = 0; i < 2_345; i++) log.event("d" + i, now, "cancelled");
    assertThat(announcer.round()).isEqualTo(2_345);
    assertThat(offered(HOOK)).hasSize(2_345);
  }

  @Test
  void eachIsToldWhatItWants() {
    var failures = new WebhookId("failures");
    add(failures, "deployment.failed", "device.pending");
    log.event("d", now, "failed");
    log.event("d", now, "succeeded");
    log.campaigns.add(
        new NewsStore.CampaignNews(new CampaignId("c"), CampaignState.PAUSED, "why", now, 3));
    log.sessions.add(new Summary("key", "1", new DeviceId("d"), now, now, 2));
    log.devices.add(
        new NewsStore.DeviceNews(
            new DeviceId("new"), "PENDING", Optional.empty(), Optional.empty(), now, now, 1));
    announcer.round();
    assertThat(types(failures))
        .containsExactlyInAnyOrder("io.fumarole.deployment.failed", "io.fumarole.device.pending");
    assertThat(types(HOOK))
        .containsExactlyInAnyOrder(
            "io.fumarole.deployment.failed",
            "io.fumarole.deployment.succeeded",
            "io.fumarole.campaign.paused",
            "io.fumarole.session",
            "io.fumarole.device.pending");
  }

  @Test
  void aWebhookThatCameBetweenTwoLooksMissesNothing() {
    announcer.round();
    var second = new WebhookId("second");
    Instant added = now;
    pass(Duration.ofSeconds(1));
    log.event("d", now, "failed");
    announcer.round();
    webhooks.add(
        Webhook.of(
            second,
            "n",
            "https://example.com",
            new TreeSet<>(Set.of("deployment")),
            Octets.utf8("secret"),
            added));
    announcer.round();
    assertThat(offered(second)).hasSize(1);
  }

  @Test
  void anotherServerGoesOnWhenTheFirstIsGone() {
    Announcer other = announcer("b");
    announcer.round();
    log.event("d", now, "failed");
    assertThat(other.round()).isZero();
    pass(Duration.ofMinutes(2));
    assertThat(other.round()).isEqualTo(1);
    log.event("d", now, "succeeded");
    assertThat(announcer.round()).isZero();
    assertThat(other.round()).isEqualTo(1);
  }

  @Test
  void whatHappenedWhileNoServerRanIsTold() {
    announcer.round();
    log.event("d", now.plusSeconds(1), "failed");
    pass(Duration.ofDays(3));
    assertThat(announcer("b").round()).isEqualTo(1);
  }

  @Test
  void withoutWebhooksNothingIsRead() {
    webhooks.switchOff(HOOK, "off");
    announcer.round();
    assertThat(log.reads).isZero();
  }
}
