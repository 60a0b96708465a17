package io.fumarole.server.webhook;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookStore;
import io.fumarole.server.stream.Tidings;
import io.fumarole.storage.NewsStore;
import io.fumarole.storage.NewsStore.CampaignNews;
import io.fumarole.storage.NewsStore.DeviceNews;
import io.fumarole.storage.NewsStore.EventNews;
import io.fumarole.storage.NewsStore.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Finds what has happened and puts it on its way to the webhooks that want it. It reads what was
/// committed, so that the path of the devices has no part in it; one server does it for all.
///
/// A row's time is set before the row is committed. Each look therefore begins some seconds before
/// the last one, and once a minute, and at the beginning, far before it: whatever is committed
/// within [#LONGEST_COMMIT] of its time is found. What was found before is not put on its way
/// again.
final class Announcer {
  /// What the API offers; a message of a session is looked at, and no event.
  static final List<String> KINDS = List.of("device", "session", "deployment", "campaign");

  /// A commit takes no longer, or what waited for it was refused; and the clocks of servers do not
  /// differ by more.
  static final Duration LONGEST_COMMIT = Duration.ofMinutes(10);

  private static final Duration OVERLAP = Duration.ofSeconds(10);
  private static final Duration BETWEEN_LONG_LOOKS = Duration.ofMinutes(1);
  private static final Duration LEASE = Duration.ofSeconds(15);

  /// What is noted less often than it is looked at is looked at twice after a crash.
  private static final Duration BETWEEN_NOTES = Duration.ofSeconds(5);

  private static final int PAGE = 500;

  /// Remembered so that the database is not asked again; what is not remembered is known there.
  private static final int MOST_REMEMBERED = 50_000;

  private final WebhookStore webhooks;
  private final NewsStore news;
  private final String server;
  private final String source;
  private final InstantSource clock;
  private final Set<String> remembered = new HashSet<>();
  private Map<String, Long> known = Map.of();
  private Instant nextLongLook = Instant.MIN;
  private Instant nextNote = Instant.MIN;

  /// @param server tells servers apart
  /// @param source the server's address
  Announcer(
      WebhookStore webhooks, NewsStore news, String server, String source, InstantSource clock) {
    this.webhooks = webhooks;
    this.news = news;
    this.server = server;
    this.source = source;
    this.clock = clock;
  }

  /// Looks once; says how many deliveries there are more.
  int round() {
    List<Webhook> active =
        webhooks.list(Webhooking.MOST).stream().filter(Webhook::isActive).toList();
    Instant now = clock.instant();
    Optional<Instant> looked =
        active.isEmpty() ? Optional.empty() : webhooks.look(server, now, now.plus(LEASE));
    if (looked.isEmpty()) {
      begin();
      return 0;
    }
    noteChanges(active);
    boolean isLong = !now.isBefore(nextLongLook);
    Instant from = from(looked.get(), isLong ? LONGEST_COMMIT : OVERLAP, active);
    int added = new Pass(active, from, now).run();
    if (isLong) nextLongLook = now.plus(BETWEEN_LONG_LOOKS);
    if (!now.isBefore(nextNote)) {
      webhooks.looked(server, now);
      nextNote = now.plus(BETWEEN_NOTES);
    }
    return added;
  }

  /// Another one has looked meanwhile, or nobody.
  private void begin() {
    remembered.clear();
    nextLongLook = Instant.MIN;
    nextNote = Instant.MIN;
  }

  /// What was on its way to all that there were is not on its way to a new one.
  private void noteChanges(List<Webhook> active) {
    Map<String, Long> revisions = new HashMap<>();
    active.forEach(it -> revisions.put(it.id().value(), it.revision()));
    if (!revisions.equals(known)) begin();
    known = revisions;
  }

  private static Instant from(Instant looked, Duration before, List<Webhook> active) {
    Instant first = active.stream().map(Webhook::since).min(Instant::compareTo).orElseThrow();
    Instant overlapping =
        looked.isAfter(Instant.EPOCH.plus(before)) ? looked.minus(before) : looked;
    return overlapping.isBefore(first) ? first : overlapping;
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// One look at all that there is since a time.
  private final class Pass {
    private final List<Webhook> active;
    private final Instant from;
    private final Instant now;
    private int added;

    Pass(List<Webhook> active, Instant from, Instant now) {
      this.active = active;
      this.from = from;
      this.now = now;
    }

    private boolean isWanted(String kind) {
      return active.stream().anyMatch(it -> it.wantsAny(kind));
    }

    int run() {
      boolean isOfDevices = isWanted("device");
      if (isOfDevices || isWanted("deployment"))
        pages(news::eventsAfter, Announcer::place, this::events);
      if (isOfDevices || isWanted("session"))
        pages(news::sessionsAfter, Announcer::place, this::sessions);
      if (isOfDevices) pages(news::newDevicesAfter, Announcer::place, this::newDevices);
      if (isWanted("campaign")) pages(news::campaignsAfter, Announcer::place, this::campaigns);
      return added;
    }

    private <T> void pages(
        BiFunction<Place, Integer, List<T>> read,
        Function<T, Place> placeOf,
        Function<List<T>, List<CloudEvent>> events) {
      Place place = Place.before(from);
      List<T> page;
      do {
        page = read.apply(place, PAGE);
        if (page.isEmpty()) return;
        offer(events.apply(page));
        place = placeOf.apply(page.getLast());
      } while (page.size() == PAGE && !Thread.currentThread().isInterrupted());
    }

    private List<CloudEvent> events(List<EventNews> page) {
      List<CloudEvent> all = new ArrayList<>();
      Map<DeviceId, Instant> touched = new HashMap<>();
      for (EventNews it : page) {
        touched.put(it.event().device(), it.event().at());
        all.add(
            CloudEvent.of(Tidings.of(it), word(it.event().kind()), it.event().device().value()));
      }
      all.addAll(devices(touched));
      return all;
    }

    private List<CloudEvent> sessions(List<Summary> page) {
      List<CloudEvent> all = new ArrayList<>();
      Map<DeviceId, Instant> touched = new HashMap<>();
      for (Summary it : page) {
        touched.put(it.device(), it.last());
        all.add(CloudEvent.of(Tidings.of(it), "", it.device().value()));
      }
      all.addAll(devices(touched));
      return all;
    }

    private List<CloudEvent> newDevices(List<DeviceNews> page) {
      Map<DeviceId, Instant> touched = new HashMap<>();
      page.forEach(it -> touched.put(it.id(), it.firstSeen()));
      return devices(touched);
    }

    private List<CloudEvent> campaigns(List<CampaignNews> page) {
      return page.stream()
          .map(it -> CloudEvent.of(Tidings.of(it), word(it.state().name()), it.id().value()))
          .toList();
    }

    private List<CloudEvent> devices(Map<DeviceId, Instant> touched) {
      if (!isWanted("device")) return List.of();
      return news.devices(touched.keySet()).stream()
          .map(
              it ->
                  CloudEvent.of(
                      Tidings.of(it, touched.getOrDefault(it.id(), it.lastSeen())),
                      word(it.standing()),
                      it.id().value()))
          .toList();
    }

    private void offer(List<CloudEvent> events) {
      List<CloudEvent> fresh =
          events.stream().filter(it -> !remembered.contains(it.key())).toList();
      List<WebhookDelivery> deliveries = new ArrayList<>();
      for (CloudEvent event : fresh)
        for (Webhook webhook : active)
          if (webhook.wants(event.kind(), event.word()) && !event.time().isBefore(webhook.since()))
            deliveries.add(
                WebhookDelivery.waiting(
                    webhook.id(), event.id(), event.key(), event.type(), event.json(source), now));
      for (int i = 0; i < deliveries.size(); i += PAGE)
        added += webhooks.offer(deliveries.subList(i, Math.min(i + PAGE, deliveries.size())));
      if (remembered.size() > MOST_REMEMBERED) remembered.clear();
      fresh.forEach(it -> remembered.add(it.key()));
    }
  }

  private static Place place(EventNews it) {
    return new Place(it.event().at(), it.event().device().value(), it.number());
  }

  private static Place place(Summary it) {
    return new Place(it.last(), it.session(), 0);
  }

  private static Place place(DeviceNews it) {
    return new Place(it.firstSeen(), it.id().value(), 0);
  }

  private static Place place(CampaignNews it) {
    return new Place(it.changed(), it.id().value(), 0);
  }
}
