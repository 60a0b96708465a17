package io.fumarole.campaign.memory;

import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationId;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.NotificationStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Notifications in memory, to the devices of a [MemoryStore], under whose lock they stand: a
/// commit there changes them.
final class MemoryNotifications implements NotificationStore {
  private final MemoryStore devices;
  private final Map<NotificationId, DeviceNotification> all = new LinkedHashMap<>();

  MemoryNotifications(MemoryStore devices) {
    this.devices = devices;
  }

  @Override
  public boolean add(Device changed, DeviceNotification notification) {
    synchronized (devices) {
      if (!devices.update(changed)) return false;
      all.put(notification.id(), notification);
      return true;
    }
  }

  @Override
  public List<DeviceNotification> claim(Instant now, Instant lease, int limit) {
    synchronized (devices) {
      List<DeviceNotification> due =
          all.values().stream()
              .filter(it -> it.delivery().state() == NotificationState.QUEUED)
              .filter(it -> it.delivery().wakeAt().filter(at -> !at.isAfter(now)).isPresent())
              .sorted(Comparator.comparing(it -> it.delivery().wakeAt().orElseThrow()))
              .limit(limit)
              .map(it -> with(it, putOff(it.delivery(), lease)))
              .toList();
      due.forEach(it -> all.put(it.id(), it));
      return due;
    }
  }

  private static DeviceNotification.Delivery putOff(
      DeviceNotification.Delivery was, Instant lease) {
    return new DeviceNotification.Delivery(
        was.state(),
        was.way(),
        was.messageId(),
        was.tries(),
        Optional.of(lease),
        was.words(),
        was.changed());
  }

  private static DeviceNotification with(
      DeviceNotification was, DeviceNotification.Delivery delivery) {
    return new DeviceNotification(
        was.id(),
        was.device(),
        was.sessionId(),
        was.pdu(),
        was.created(),
        was.until(),
        delivery,
        was.answer());
  }

  @Override
  public boolean update(
      DeviceNotification was, DeviceNotification.Delivery delivery, Optional<Event> event) {
    synchronized (devices) {
      DeviceNotification stored = all.get(was.id());
      if (stored == null || !isAsRead(stored.delivery(), was.delivery())) return false;
      all.put(was.id(), with(stored, delivery));
      event.ifPresent(devices::tell);
      return true;
    }
  }

  private static boolean isAsRead(
      DeviceNotification.Delivery stored, DeviceNotification.Delivery was) {
    return stored.state() == was.state() && stored.tries() == was.tries();
  }

  @Override
  public List<DeviceNotification> byMessage(List<String> messageIds) {
    synchronized (devices) {
      return all.values().stream()
          .filter(it -> it.delivery().messageId().filter(messageIds::contains).isPresent())
          .toList();
    }
  }

  @Override
  public List<DeviceNotification> list(DeviceId device, int limit) {
    synchronized (devices) {
      return all.values().stream()
          .filter(it -> it.device().equals(device))
          .sorted(
              Comparator.comparing(DeviceNotification::created)
                  .reversed()
                  .thenComparing(it -> it.id().value()))
          .limit(limit)
          .toList();
    }
  }

  @Override
  public List<Unanswered> unanswered(String after, int limit, Instant now) {
    synchronized (devices) {
      Map<String, List<DeviceNotification>> byDevice = new TreeMap<>();
      for (DeviceNotification it : all.values())
        if (it.device().value().compareTo(after) > 0)
          byDevice.computeIfAbsent(it.device().value(), _ -> new ArrayList<>()).add(it);
      return byDevice.values().stream()
          .filter(its -> its.stream().allMatch(it -> it.answer().isEmpty()))
          .filter(its -> its.stream().noneMatch(it -> it.until().isAfter(now)))
          .map(MemoryNotifications::summary)
          .filter(it -> it.sent() > 0)
          .limit(limit)
          .toList();
    }
  }

  private static Unanswered summary(List<DeviceNotification> its) {
    List<Instant> times = its.stream().map(DeviceNotification::created).sorted().toList();
    int sent = (int) its.stream().filter(it -> it.delivery().way().isPresent()).count();
    return new Unanswered(its.getFirst().device(), sent, times.getFirst(), times.getLast());
  }

  @Override
  public int forget(Instant createdBefore, int limit) {
    synchronized (devices) {
      List<NotificationId> old =
          all.values().stream()
              .filter(it -> it.created().isBefore(createdBefore))
              .map(DeviceNotification::id)
              .limit(limit)
              .toList();
      old.forEach(all::remove);
      return old.size();
    }
  }

  /// The device has opened the session that it was asked for.
  void answered(DeviceId device, DeviceNotification.Answer answer) {
    synchronized (devices) {
      all.replaceAll(
          (_, it) ->
              it.device().equals(device) && it.answer().isEmpty() ? it.answered(answer) : it);
    }
  }
}
