package io.fumarole.campaign.memory;

import io.fumarole.campaign.webhook.DeliveryState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookDelivery.Progress;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.campaign.webhook.WebhookStore;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Webhooks in memory.
public final class MemoryWebhooks implements WebhookStore {
  private record Key(WebhookId webhook, String key) {}

  private final Map<WebhookId, Webhook> webhooks = new LinkedHashMap<>();
  private final Map<Key, WebhookDelivery> deliveries = new LinkedHashMap<>();
  private String looking = "";
  private Instant lookingUntil = Instant.EPOCH;
  private Instant looked = Instant.EPOCH;

  @Override
  public synchronized boolean add(Webhook webhook) {
    return webhooks.putIfAbsent(webhook.id(), webhook) == null;
  }

  @Override
  public synchronized Optional<Webhook> find(WebhookId id) {
    return Optional.ofNullable(webhooks.get(id));
  }

  @Override
  public synchronized List<Webhook> list(int limit) {
    return webhooks.values().stream()
        .sorted(
            Comparator.comparing(Webhook::created).reversed().thenComparing(it -> it.id().value()))
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized boolean update(Webhook was, Webhook changed) {
    Webhook stored = webhooks.get(was.id());
    if (stored == null || stored.revision() != was.revision()) return false;
    webhooks.put(was.id(), changed);
    return true;
  }

  @Override
  public synchronized boolean remove(WebhookId id) {
    return webhooks.remove(id) != null;
  }

  @Override
  public synchronized int clear(WebhookId id, int limit) {
    return drop(it -> it.webhook().equals(id), limit);
  }

  private int drop(Predicate<WebhookDelivery> which, int limit) {
    List<Key> gone =
        deliveries.values().stream().filter(which).limit(limit).map(MemoryWebhooks::key).toList();
    gone.forEach(deliveries::remove);
    return gone.size();
  }

  private static Key key(WebhookDelivery it) {
    return new Key(it.webhook(), it.key());
  }

  @Override
  public synchronized void well(WebhookId id) {
    webhooks.computeIfPresent(id, (_, it) -> with(it, "", Optional.empty()));
  }

  @Override
  public synchronized void failing(WebhookId id, String words, Instant now) {
    webhooks.computeIfPresent(
        id, (_, it) -> with(it, words, Optional.of(it.failingSince().orElse(now))));
  }

  private static Webhook with(Webhook it, String words, Optional<Instant> failingSince) {
    return new Webhook(
        it.id(),
        it.name(),
        it.url(),
        it.types(),
        it.secrets(),
        it.isActive(),
        it.isActive() ? words : it.words(),
        it.created(),
        it.since(),
        failingSince,
        it.revision());
  }

  @Override
  public synchronized boolean switchOff(WebhookId id, String why) {
    Webhook stored = webhooks.get(id);
    if (stored == null || !stored.isActive()) return false;
    webhooks.put(id, stored.switchedOff(why));
    return true;
  }

  @Override
  public synchronized int offer(List<WebhookDelivery> offered) {
    int added = 0;
    for (WebhookDelivery it : offered) if (deliveries.putIfAbsent(key(it), it) == null) added++;
    return added;
  }

  private Stream<WebhookDelivery> of(WebhookId webhook) {
    return deliveries.values().stream().filter(it -> it.webhook().equals(webhook));
  }

  @Override
  public synchronized List<WebhookDelivery> claim(
      WebhookId webhook, Instant now, Instant lease, int limit) {
    List<WebhookDelivery> due =
        of(webhook)
            .filter(it -> it.progress().wakeAt().filter(at -> !at.isAfter(now)).isPresent())
            .sorted(Comparator.comparing(it -> it.progress().wakeAt().orElseThrow()))
            .limit(limit)
            .map(it -> with(it, putOff(it.progress(), lease)))
            .toList();
    due.forEach(it -> deliveries.put(key(it), it));
    return due;
  }

  private static Progress putOff(Progress was, Instant lease) {
    return new Progress(
        was.state(), was.tries(), Optional.of(lease), was.status(), was.words(), was.changed());
  }

  private static WebhookDelivery with(WebhookDelivery was, Progress progress) {
    return new WebhookDelivery(
        was.webhook(), was.event(), was.key(), was.type(), was.body(), progress);
  }

  @Override
  public synchronized boolean update(WebhookDelivery was, Progress progress) {
    WebhookDelivery stored = deliveries.get(key(was));
    boolean isAsRead =
        stored != null
            && stored.progress().state() == was.progress().state()
            && stored.progress().tries() == was.progress().tries();
    if (isAsRead) deliveries.put(key(was), with(was, progress));
    return isAsRead;
  }

  @Override
  public synchronized Optional<WebhookDelivery> find(WebhookId webhook, String event) {
    return of(webhook).filter(it -> it.event().equals(event)).findFirst();
  }

  @Override
  public synchronized List<WebhookDelivery> deliveries(
      WebhookId webhook, Optional<DeliveryState> state, Optional<String> before, int limit) {
    return of(webhook)
        .filter(it -> state.isEmpty() || state.get() == it.progress().state())
        .filter(it -> before.isEmpty() || it.event().compareTo(before.get()) < 0)
        .sorted(Comparator.comparing(WebhookDelivery::event).reversed())
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized int again(WebhookId webhook, Instant now, int limit) {
    List<WebhookDelivery> dead =
        of(webhook)
            .filter(it -> it.progress().state() == DeliveryState.DEAD)
            .limit(limit)
            .map(it -> it.again(now))
            .toList();
    dead.forEach(it -> deliveries.put(key(it), it));
    return dead.size();
  }

  @Override
  public synchronized Map<WebhookId, Map<DeliveryState, Long>> counts() {
    Map<WebhookId, Map<DeliveryState, Long>> counts = new HashMap<>();
    for (WebhookDelivery it : deliveries.values())
      if (it.progress().state() != DeliveryState.DELIVERED)
        counts
            .computeIfAbsent(it.webhook(), _ -> new HashMap<>())
            .merge(it.progress().state(), 1L, Long::sum);
    return counts;
  }

  @Override
  public synchronized int forget(DeliveryState state, Instant changedBefore, int limit) {
    return drop(
        it -> it.progress().state() == state && it.progress().changed().isBefore(changedBefore),
        limit);
  }

  @Override
  public synchronized Optional<Instant> look(String server, Instant now, Instant lease) {
    if (lookingUntil.isAfter(now) && !looking.equals(server)) return Optional.empty();
    looking = server;
    lookingUntil = lease;
    return Optional.of(looked);
  }

  @Override
  public synchronized void looked(String server, Instant until) {
    if (looking.equals(server)) looked = until;
  }
}
