package io.fumarole.server.webhook;

import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookStore;
import io.fumarole.server.webhook.Answer.Answered;
import io.fumarole.server.webhook.Answer.Unanswered;
import io.fumarole.storage.NewsStore;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/// The webhooks of a server at work: one thread finds what has happened, another brings it.
public final class Webhooking implements AutoCloseable {
  /// Of webhooks: each is asked about in each round.
  public static final int MOST = 100;

  /// What a webhook may be told.
  public static final List<String> KINDS = Announcer.KINDS;

  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final System.Logger LOG = System.getLogger(Webhooking.class.getName());

  private final Destinations destinations;
  private final Announcer announcer;
  private final Deliverer deliverer;
  private final String source;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private final List<Thread> threads;
  private Instant nextCleaning = Instant.MIN;

  /// Who we are.
  ///
  /// @param url the server's address, which events say as their source
  /// @param version for the other side's log
  /// @param ids fresh ones
  public record Identity(String url, String version, Supplier<String> ids) {}

  /// @param random a number from 0 up to its argument, exclusive
  public Webhooking(
      WebhookSettings settings,
      WebhookStore webhooks,
      NewsStore news,
      Identity identity,
      IntUnaryOperator random,
      InstantSource clock) {
    this.destinations = new Destinations(settings.allow());
    this.source = identity.url();
    this.ids = identity.ids();
    this.clock = clock;
    this.announcer = new Announcer(webhooks, news, ids.get(), source, clock);
    var caller =
        new HttpCaller(
            destinations,
            InetAddress::getAllByName,
            settings.patience(),
            (SSLSocketFactory) SSLSocketFactory.getDefault(),
            "Fumarole/" + identity.version());
    this.deliverer = new Deliverer(webhooks, caller, random, wake::release, clock);
    this.threads =
        List.of(
            Thread.ofVirtual().name("webhook-announcer").unstarted(this::announce),
            Thread.ofVirtual().name("webhook-deliverer").unstarted(this::deliver));
  }

  public void start() {
    threads.forEach(Thread::start);
  }

  public Destinations destinations() {
    return destinations;
  }

  /// There is something to bring.
  public void wake() {
    wake.release();
  }

  private void announce() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        safely("what has happened could not be looked at for webhooks", this::announceRound);
        TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      }
    } catch (InterruptedException stopped) {
      LOG.log(System.Logger.Level.DEBUG, "the announcer stopped", stopped);
    }
  }

  private void announceRound() {
    if (announcer.round() > 0) wake();
  }

  private void deliver() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        safely("webhooks could not be looked at", this::deliverRound);
        if (wake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) wake.drainPermits();
      }
    } catch (InterruptedException stopped) {
      LOG.log(System.Logger.Level.DEBUG, "the deliverer stopped", stopped);
    }
  }

  private void deliverRound() {
    deliverer.round();
    Instant now = clock.instant();
    if (now.isBefore(nextCleaning)) return;
    nextCleaning = now.plus(BETWEEN_CLEANINGS);
    deliverer.clean();
  }

  /// Whatever it fails with: without its thread nothing is told any more, and nobody would know.
  private static void safely(String words, Runnable round) {
    try {
      round.run();
    } catch (RuntimeException | Error e) {
      boolean isStopping = Thread.currentThread().isInterrupted();
      System.Logger.Level level =
          isStopping ? System.Logger.Level.DEBUG : System.Logger.Level.ERROR;
      LOG.log(level, words + "; tried again", e);
    }
  }

  /// What came of a call that was asked for by hand.
  ///
  /// @param event its id
  /// @param status that was answered; empty when nothing was
  public record Tried(String event, boolean isTaken, Optional<Integer> status, String words) {}

  /// Calls a webhook with an event that means nothing, also one that is switched off.
  public Tried test(Webhook webhook) {
    Instant now = clock.instant();
    String id = now.toEpochMilli() + "-test-" + ids.get();
    var event =
        new CloudEvent(
            id,
            id,
            "webhook",
            "test",
            webhook.id().value(),
            now,
            "{\"webhook\":\"" + webhook.id() + "\"}");
    return switch (deliverer.call(webhook, id, event.json(source))) {
      case Answered it when it.isTaken() ->
          new Tried(id, true, Optional.of(it.status()), "taken with " + it.status());
      case Answered it -> new Tried(id, false, Optional.of(it.status()), it.words());
      case Unanswered(var words) -> new Tried(id, false, Optional.empty(), words);
    };
  }

  /// Returns once nothing of it is at work, so that what it writes to may be closed.
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads)
        if (thread.getState() != Thread.State.NEW && !thread.join(LONGEST_END))
          LOG.log(System.Logger.Level.WARNING, thread.getName() + " does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    deliverer.close();
  }
}
