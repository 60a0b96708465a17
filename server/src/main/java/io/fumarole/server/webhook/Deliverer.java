package io.fumarole.server.webhook;

import io.fumarole.campaign.webhook.DeliveryState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.campaign.webhook.WebhookStore;
import io.fumarole.server.webhook.Answer.Answered;
import io.fumarole.server.webhook.Answer.Unanswered;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/// Brings what waits to its webhooks. What waits stands in the store, where any server takes it;
/// one that dies leaves what it had taken to the others. Each webhook has its own few calls at
/// once: one that is slow or dead holds up nobody.
final class Deliverer {
  private static final System.Logger LOG = System.getLogger(Deliverer.class.getName());

  /// Longer than any call.
  static final Duration LEASE = Duration.ofMinutes(2);

  static final int MOST_AT_ONCE = 8;

  /// What was taken is kept for people who ask, and much longer than events are looked for again.
  private static final Map<DeliveryState, Duration> KEPT =
      Map.of(
          DeliveryState.DELIVERED, Duration.ofDays(3),
          DeliveryState.DEAD, Duration.ofDays(30),
          DeliveryState.WAITING, Duration.ofDays(60));

  private static final int FORGOTTEN_AT_ONCE = 1_000;
  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final WebhookStore webhooks;
  private final HttpCaller caller;
  private final IntUnaryOperator random;
  private final Runnable wake;
  private final InstantSource clock;
  private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<WebhookId, AtomicInteger> atWork = new ConcurrentHashMap<>();

  /// @param random a number from 0 up to its argument, exclusive
  /// @param wake has the next round come at once
  Deliverer(
      WebhookStore webhooks,
      HttpCaller caller,
      IntUnaryOperator random,
      Runnable wake,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.caller = caller;
    this.random = random;
    this.wake = wake;
    this.clock = clock;
  }

  /// Begins to bring what is due and what there is room for; does not wait for it.
  void round() {
    for (Webhook webhook : webhooks.list(Webhooking.MOST)) if (webhook.isActive()) begin(webhook);
  }

  private void begin(Webhook webhook) {
    AtomicInteger count = atWork.computeIfAbsent(webhook.id(), _ -> new AtomicInteger());
    // Who takes nothing is asked by one call at a time whether that is over.
    int most = webhook.failingSince().isPresent() ? 1 : MOST_AT_ONCE;
    int room = most - count.get();
    if (room <= 0) return;
    Instant now = clock.instant();
    for (WebhookDelivery one : webhooks.claim(webhook.id(), now, now.plus(LEASE), room)) {
      count.incrementAndGet();
      workers.execute(() -> bringSafely(webhook, one, count));
    }
  }

  /// What fails here is tried again when the lease is over.
  private void bringSafely(Webhook webhook, WebhookDelivery one, AtomicInteger count) {
    try {
      bring(webhook, one);
    } catch (RuntimeException e) {
      boolean isStopping = Thread.currentThread().isInterrupted();
      System.Logger.Level level =
          isStopping ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR;
      LOG.log(level, "delivery " + one.event() + " was not brought", e);
    } finally {
      count.decrementAndGet();
      wake.run();
    }
  }

  private void bring(Webhook webhook, WebhookDelivery one) {
    Answer answer = call(webhook, one.event(), one.body());
    if (Thread.currentThread().isInterrupted()) return;
    Instant now = clock.instant();
    if (answer instanceof Answered taken && taken.isTaken()) {
      webhooks.update(one, one.taken(taken.status(), now).progress());
      if (webhook.failingSince().isPresent()) webhooks.well(webhook.id());
      return;
    }
    WebhookDelivery after = refused(one, answer, now);
    webhooks.update(one, after.progress());
    LOG.log(
        System.Logger.Level.INFO,
        "webhook={0} event={1} state={2}: {3}",
        webhook.id(),
        one.event(),
        after.progress().state().word(),
        after.progress().words());
    judge(webhook, answer, after.progress().words(), now);
  }

  private WebhookDelivery refused(WebhookDelivery one, Answer answer, Instant now) {
    return switch (answer) {
      case Answered it ->
          one.refused(Optional.of(it.status()), it.words(), it.notBefore(), random, now);
      case Unanswered(var words) ->
          one.refused(Optional.empty(), words, Optional.empty(), random, now);
    };
  }

  /// Whether it is called any more.
  private void judge(Webhook webhook, Answer answer, String words, Instant now) {
    webhooks.failing(webhook.id(), words, now);
    Optional<String> off = Optional.empty();
    if (answer instanceof Answered it && it.isGone())
      off = Optional.of("switched off: it answered 410, which says that it is gone for good");
    Optional<Instant> since = webhook.failingSince();
    if (since.filter(it -> it.plus(Webhook.LONGEST_FAILURE).isBefore(now)).isPresent())
      off =
          Optional.of(
              "switched off: it has taken nothing since %s, last: %s"
                  .formatted(since.get(), words));
    if (off.isPresent() && webhooks.switchOff(webhook.id(), off.get()))
      LOG.log(System.Logger.Level.WARNING, "webhook={0} {1}", webhook.id(), off.get());
  }

  /// Calls it once, and keeps nothing of that.
  Answer call(Webhook webhook, String event, String body) {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    Instant now = clock.instant();
    return caller.post(
        URI.create(webhook.url()),
        Signature.headers(event, now, octets, webhook.secrets().at(now)),
        octets);
  }

  void clean() {
    Instant now = clock.instant();
    KEPT.forEach(
        (state, kept) -> {
          int forgotten;
          do {
            forgotten = webhooks.forget(state, now.minus(kept), FORGOTTEN_AT_ONCE);
          } while (forgotten == FORGOTTEN_AT_ONCE);
        });
  }

  /// Returns once nothing of it is at work, so that what it writes to may be closed. What was not
  /// answered yet is brought again.
  void close() {
    workers.shutdownNow();
    try {
      if (!workers.awaitTermination(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS))
        LOG.log(System.Logger.Level.WARNING, "calls of webhooks do not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    caller.close();
  }
}
