package io.fumarole.server.notify;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationId;
import io.fumarole.campaign.notification.NotificationState;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/// Asks a device to open a session.
public final class Notifier {
  private static final int MOST_TRIES = 10;
  private static final int SESSION_IDS = 0xFFFF;
  private static final int TRANSACTION_IDS = 0x100;

  private final DeviceStore devices;
  private final NotificationStore notifications;
  private final Function<Device, ModelProfile> profiles;
  private final Courier courier;
  private final Names names;

  /// What notifications are called.
  ///
  /// @param serverId `ServerID` of the devices' DM accounts
  /// @param ids never the same twice
  /// @param random a number from 0 up to its argument, exclusive
  public record Names(String serverId, Supplier<String> ids, IntUnaryOperator random) {}

  public Notifier(
      DeviceStore devices,
      NotificationStore notifications,
      Function<Device, ModelProfile> profiles,
      Courier courier,
      Names names) {
    this.devices = devices;
    this.notifications = notifications;
    this.profiles = profiles;
    this.courier = courier;
    this.names = names;
  }

  /// When it is sent.
  public enum When {
    /// Before this returns.
    NOW,
    /// By whichever server takes it.
    SOON,
    /// By other ways to the device: it is only built, and remembered.
    NEVER
  }

  /// What became of it.
  public sealed interface Outcome {
    /// @param isSent false when it was only built, waits, or could not be sent
    /// @param words whether it was sent, and where to
    record Built(WspPush push, Package0 package0, boolean isSent, String words)
        implements Outcome {}

    record NoDevice() implements Outcome {}

    record Impossible(String words) implements Outcome {}
  }

  public Outcome notify(DeviceId id, UiMode uiMode, Initiator initiator, When when, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(id);
      if (found.isEmpty()) return new Outcome.NoDevice();
      Device device = found.get();
      if (device.server().isEmpty())
        return new Outcome.Impossible(
            "device %s has no server account, whose secret signs a notification: add one"
                .formatted(id));
      int sessionId = 1 + names.random.applyAsInt(SESSION_IDS);
      Package0 package0 =
          Notification.of(uiMode, initiator, sessionId, names.serverId)
              .sign(device.server().get(), nonce(device));
      // Known before it is sent: the device may answer at once.
      Optional<Outcome> outcome = send(device.withNotificationId(sessionId), package0, when, now);
      if (outcome.isPresent()) return outcome.get();
    }
    return new Outcome.Impossible("device " + id + " keeps changing: try again");
  }

  /// A device that has never given a nonce is met with the default one. Spec: notification 2.1.
  private static Octets nonce(Device device) {
    return device.serverNonce().length() == 0 ? Package0.DEFAULT_NONCE : device.serverNonce();
  }

  /// Empty when the device is no longer as read.
  private Optional<Outcome> send(Device changed, Package0 package0, When when, Instant now) {
    WspPush push = WspPush.of(names.random.applyAsInt(TRANSACTION_IDS), package0);
    if (when == When.NEVER)
      return devices.update(changed)
          ? Optional.of(new Outcome.Built(push, package0, false, "printed only, nothing was sent"))
          : Optional.empty();
    // One that is sent now is nobody else's until then.
    Instant wakeAt = when == When.NOW ? now.plus(Courier.LEASE) : now;
    var notification =
        DeviceNotification.queued(
            new NotificationId(names.ids.get()),
            changed.id(),
            changed.notificationId(),
            push.octets(),
            now,
            now.plus(profiles.apply(changed).patience().times().answer()),
            wakeAt);
    if (!notifications.add(changed, notification)) return Optional.empty();
    return Optional.of(
        when == When.NOW ? bring(push, package0, notification) : queue(push, package0));
  }

  private Outcome bring(WspPush push, Package0 package0, DeviceNotification notification) {
    DeviceNotification.Delivery after = courier.bring(notification).delivery();
    return new Outcome.Built(
        push, package0, after.state() == NotificationState.ACCEPTED, after.words());
  }

  private Outcome queue(WspPush push, Package0 package0) {
    courier.wake();
    return new Outcome.Built(push, package0, false, "it waits to be brought");
  }
}
