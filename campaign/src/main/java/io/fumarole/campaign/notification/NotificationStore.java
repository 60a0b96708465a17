package io.fumarole.campaign.notification;

import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Notifications, each until long after it mattered. That a device has answered is stored by the
/// exchange: a commit that takes the device's `notificationId` away marks all that it has not
/// answered yet.
public interface NotificationStore {
  /// Stores the device, changed, and the notification to it in one step; false when the device is
  /// no longer as read.
  boolean add(Device changed, DeviceNotification notification);

  /// Takes up to `limit` of those that are to be brought now, the longest waiting first, and puts
  /// them off until `lease`: whoever dies with them leaves them to another.
  List<DeviceNotification> claim(Instant now, Instant lease, int limit);

  /// Stores how far it has come; false when it has come further since `was` was read.
  boolean update(
      DeviceNotification was, DeviceNotification.Delivery delivery, Optional<Event> event);

  /// Those that a gateway calls by one of these names.
  List<DeviceNotification> byMessage(List<String> messageIds);

  /// The newest first.
  List<DeviceNotification> list(DeviceId device, int limit);

  /// Devices that were notified, have answered none of it, and whose last one is past its time, in
  /// the order of their ids.
  ///
  /// @param after the last id of the page before
  List<Unanswered> unanswered(String after, int limit, Instant now);

  /// Forgets up to `limit` of those that are older; says how many.
  int forget(Instant createdBefore, int limit);

  /// @param sent how many of its notifications were taken by a way
  /// @param last when the last one was made
  record Unanswered(DeviceId device, int sent, Instant first, Instant last) {}
}
