package io.fumarole.server.notify;

import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.NotificationStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Takes in what gateways report. A report may be here before we have stored under what name its
/// notification was taken, or may come to another server than that: it is kept for a while, and
/// looked at again.
public final class Receipts {
  private static final System.Logger LOG = System.getLogger(Receipts.class.getName());

  /// A gateway's answer is stored long before.
  private static final Duration KEPT = Duration.ofMinutes(1);

  /// Of those that wait; more are dropped. Gateways report also on what is not ours.
  private static final int MOST_KEPT = 1_000;

  /// A notification changes while it is looked at.
  private static final int MOST_TRIES = 5;

  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,18}");
  private static final Pattern HEXADECIMAL = Pattern.compile("[0-9A-Fa-f]{1,15}");

  private final NotificationStore notifications;
  private final InstantSource clock;
  private final List<Waiting> waiting = new ArrayList<>();

  private record Waiting(Receipt receipt, Instant since) {}

  public Receipts(NotificationStore notifications, InstantSource clock) {
    this.notifications = notifications;
    this.clock = clock;
  }

  /// Stores the report before it is acknowledged, or keeps it while its notification is unknown.
  public void take(Receipt receipt) {
    Instant now = clock.instant();
    if (store(receipt, now)) return;
    synchronized (waiting) {
      if (waiting.size() < MOST_KEPT) waiting.add(new Waiting(receipt, now));
      else LOG.log(System.Logger.Level.WARNING, "report dropped message={0}", receipt.messageId());
    }
  }

  /// Looks again at those that were kept.
  void retry(Instant now) {
    List<Waiting> kept;
    synchronized (waiting) {
      kept = List.copyOf(waiting);
    }
    List<Waiting> done =
        kept.stream()
            .filter(it -> it.since.plus(KEPT).isBefore(now) || store(it.receipt, now))
            .toList();
    synchronized (waiting) {
      waiting.removeAll(done);
    }
  }

  /// False when no notification is called so.
  private boolean store(Receipt receipt, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<DeviceNotification> found = find(receipt.messageId());
      if (found.isEmpty()) return false;
      Optional<DeviceNotification> after =
          found.get().reported(state(receipt.fate()), receipt.words(), now);
      if (after.isEmpty()) return true;
      boolean isStored =
          notifications.update(found.get(), after.get().delivery(), Courier.event(after.get()));
      if (isStored) return true;
    }
    return true;
  }

  private static NotificationState state(Receipt.Fate fate) {
    return switch (fate) {
      case DELIVERED -> NotificationState.DELIVERED;
      case FAILED -> NotificationState.FAILED;
      case EXPIRED -> NotificationState.EXPIRED;
    };
  }

  /// By the very name first; one that two notifications might have is nobody's.
  private Optional<DeviceNotification> find(String messageId) {
    List<DeviceNotification> found = notifications.byMessage(spellings(messageId));
    List<DeviceNotification> exact =
        found.stream()
            .filter(it -> it.delivery().messageId().equals(Optional.of(messageId)))
            .toList();
    List<DeviceNotification> best = exact.isEmpty() ? found : exact;
    return best.size() == 1 ? Optional.of(best.getFirst()) : Optional.empty();
  }

  /// Many message centres name a message in hexadecimal when they take it, and in decimal when they
  /// report.
  static List<String> spellings(String messageId) {
    Set<String> all = new LinkedHashSet<>(List.of(messageId));
    if (DECIMAL.matcher(messageId).matches()) {
      String hex = Long.toHexString(Long.parseLong(messageId));
      all.add(hex);
      all.add(hex.toUpperCase(Locale.ROOT));
    }
    if (HEXADECIMAL.matcher(messageId).matches())
      all.add(Long.toString(Long.parseLong(messageId, 16)));
    return List.copyOf(all);
  }
}
