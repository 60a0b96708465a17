package io.fumarole.server.notify;

import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.WspPush;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Brings the notifications that wait, on a thread of its own: a gateway may be slow, and nothing
/// else waits for it. What waits stands in the store, where any server takes it; one that dies
/// leaves what it had taken to the others.
public final class Courier implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Courier.class.getName());

  static final String EVENT = "notification";

  /// Longer than any way takes for what was claimed at once.
  static final Duration LEASE = Duration.ofMinutes(5);

  /// How long notifications are kept: beside devices that never answer, for people who ask.
  private static final Duration KEPT = Duration.ofDays(30);

  private static final int SLICE = 32;
  private static final int FORGOTTEN_AT_ONCE = 1_000;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_END = Duration.ofSeconds(10);
  private static final Duration BETWEEN_CLEANINGS = Duration.ofMinutes(10);

  private final NotificationStore notifications;
  private final DeviceStore devices;
  private final NotifiedDeployments deployments;
  private final Trigger trigger;
  private final Receipts receipts;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private Optional<Thread> thread = Optional.empty();
  private Instant nextCleaning = Instant.MIN;

  public Courier(
      NotificationStore notifications,
      DeviceStore devices,
      NotifiedDeployments deployments,
      Trigger trigger,
      Receipts receipts,
      InstantSource clock) {
    this.notifications = notifications;
    this.devices = devices;
    this.deployments = deployments;
    this.trigger = trigger;
    this.receipts = receipts;
    this.clock = clock;
  }

  public void start() {
    thread = Optional.of(Thread.ofVirtual().name("courier").start(this::run));
  }

  /// There is something to bring.
  void wake() {
    wake.release();
  }

  private void run() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        try {
          round();
        } catch (RuntimeException e) {
          LOG.log(
              System.Logger.Level.ERROR, "notifications could not be looked at; tried again", e);
        }
        if (wake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) wake.drainPermits();
      }
    } catch (InterruptedException stopped) {
      LOG.log(System.Logger.Level.DEBUG, "courier stopped", stopped);
    }
  }

  /// Brings all that is due now.
  public void round() {
    receipts.retry(clock.instant());
    List<DeviceNotification> slice;
    do {
      Instant now = clock.instant();
      slice = notifications.claim(now, now.plus(LEASE), SLICE);
      bringAll(slice);
    } while (slice.size() == SLICE && !Thread.currentThread().isInterrupted());
    clean(clock.instant());
  }

  private void bringAll(List<DeviceNotification> slice) {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (DeviceNotification one : slice) workers.execute(() -> bringSafely(one));
    }
  }

  /// What fails here is tried again when the lease is over.
  private void bringSafely(DeviceNotification claimed) {
    try {
      DeviceNotification after = bring(claimed);
      LOG.log(
          System.Logger.Level.INFO,
          "notification={0} device={1} state={2}: {3}",
          after.id(),
          after.device(),
          after.delivery().state().word(),
          after.delivery().words());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "notification " + claimed.id() + " was not brought", e);
    }
  }

  private void clean(Instant now) {
    if (now.isBefore(nextCleaning)) return;
    nextCleaning = now.plus(BETWEEN_CLEANINGS);
    int forgotten;
    do {
      forgotten = notifications.forget(now.minus(KEPT), FORGOTTEN_AT_ONCE);
    } while (forgotten == FORGOTTEN_AT_ONCE);
  }

  /// Brings one that is nobody else's at present; returns what became of it.
  DeviceNotification bring(DeviceNotification claimed) {
    Optional<DeviceNotification> needless = claimed.needless(clock.instant());
    if (needless.isPresent()) return stored(claimed, needless.get());
    Optional<Device> device = devices.find(claimed.device());
    if (device.isEmpty())
      return stored(claimed, claimed.refused(false, "the device is gone", clock.instant()));
    return switch (trigger.send(push(claimed, device.get()))) {
      case Trigger.Outcome.Sent(var way, var messageId, var words) -> {
        Instant now = clock.instant();
        DeviceNotification after = stored(claimed, claimed.accepted(way, messageId, words, now));
        deployments.mark(device.get(), words, now);
        yield after;
      }
      case Trigger.Outcome.NotSent(var mayPass, var words) ->
          stored(claimed, claimed.refused(mayPass, words, clock.instant()));
    };
  }

  private static Trigger.Push push(DeviceNotification it, Device device) {
    try {
      return new Trigger.Push(
          it.id().value(),
          device.id().value(),
          device.address(),
          it.pdu(),
          WspPush.parse(it.pdu()).body(),
          it.until());
    } catch (MalformedNotificationException e) {
      throw new IllegalStateException("a stored push is none", e);
    }
  }

  private DeviceNotification stored(DeviceNotification was, DeviceNotification after) {
    notifications.update(was, after.delivery(), event(after));
    return after;
  }

  /// Ends are told in the device's history; that one was sent, its deployment tells.
  static Optional<Event> event(DeviceNotification it) {
    NotificationState state = it.delivery().state();
    if (!state.isEnd()) return Optional.empty();
    String words = state.word() + ": " + it.delivery().words();
    return Optional.of(
        new Event(it.device(), Optional.empty(), it.delivery().changed(), EVENT, words));
  }

  /// Returns once nothing of it is at work, so that what it writes to may be closed.
  @Override
  public void close() {
    thread.ifPresent(Thread::interrupt);
    try {
      if (thread.isPresent() && !thread.get().join(LONGEST_END))
        LOG.log(System.Logger.Level.WARNING, "the courier does not end");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
