package io.fumarole.server.notify;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/// Asks a device to open a session.
public final class Notifier {
  private static final int MOST_TRIES = 10;
  private static final int SESSION_IDS = 0xFFFF;
  private static final int TRANSACTION_IDS = 0x100;

  private final DeviceStore devices;
  private final DeploymentStore deployments;
  private final Function<Device, ModelProfile> profiles;
  private final Trigger trigger;
  private final String serverId;
  private final IntUnaryOperator random;

  /// @param serverId `ServerID` of the devices' DM accounts
  /// @param random a number from 0 up to its argument, exclusive
  public Notifier(
      DeviceStore devices,
      DeploymentStore deployments,
      Function<Device, ModelProfile> profiles,
      Trigger trigger,
      String serverId,
      IntUnaryOperator random) {
    this.devices = devices;
    this.deployments = deployments;
    this.profiles = profiles;
    this.trigger = trigger;
    this.serverId = serverId;
    this.random = random;
  }

  /// What became of it.
  public sealed interface Outcome {
    /// @param words whether it was sent, and where to
    /// @param isSent false when it was only built, or could not be sent
    record Built(WspPush push, Package0 package0, boolean isSent, String words)
        implements Outcome {}

    record NoDevice() implements Outcome {}

    record Impossible(String words) implements Outcome {}
  }

  /// @param printOnly builds and remembers it, for other ways to the device
  public Outcome notify(
      DeviceId id, UiMode uiMode, Initiator initiator, boolean printOnly, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(id);
      if (found.isEmpty()) return new Outcome.NoDevice();
      Device device = found.get();
      if (device.server().isEmpty())
        return new Outcome.Impossible(
            "device %s has no server account, whose secret signs a notification: add one"
                .formatted(id));
      int sessionId = 1 + random.applyAsInt(SESSION_IDS);
      // Known before it is sent: the device may answer at once.
      if (!devices.update(device.withNotificationId(sessionId))) continue;
      Package0 package0 =
          Notification.of(uiMode, initiator, sessionId, serverId)
              .sign(device.server().get(), nonce(device));
      return send(device, package0, printOnly, now);
    }
    return new Outcome.Impossible("device " + id + " keeps changing: try again");
  }

  /// A device that has never given a nonce is met with the default one. Spec: notification 2.1.
  private static Octets nonce(Device device) {
    return device.serverNonce().length() == 0 ? Package0.DEFAULT_NONCE : device.serverNonce();
  }

  private Outcome send(Device device, Package0 package0, boolean printOnly, Instant now) {
    WspPush push = WspPush.of(random.applyAsInt(TRANSACTION_IDS), package0);
    if (printOnly)
      return new Outcome.Built(push, package0, false, "printed only, nothing was sent");
    var message =
        new Trigger.Push(
            UUID.randomUUID().toString(),
            device.id().value(),
            device.address(),
            push.octets(),
            package0.octets(),
            now.plus(profiles.apply(device).patience().times().answer()));
    return switch (trigger.send(message)) {
      case Trigger.Outcome.Sent sent -> {
        markNotified(device, sent.words(), now);
        yield new Outcome.Built(push, package0, true, sent.words());
      }
      case Trigger.Outcome.NotSent notSent ->
          new Outcome.Built(push, package0, false, notSent.words());
    };
  }

  /// An open deployment that waits for the device has now been announced. When a session is faster,
  /// the deployment is past that already.
  private void markNotified(Device device, String words, Instant now) {
    Optional<Deployment> waiting =
        deployments.list(Optional.of(device.id()), 1).stream()
            .filter(it -> it.state() == DeploymentState.SCHEDULED)
            .findFirst();
    if (waiting.isEmpty()) return;
    Deployment notified =
        DeploymentLife.planned(
            DeploymentLife.notified(waiting.get(), "a notification was " + words, now),
            profiles.apply(device),
            now);
    boolean isFirst =
        deployments.update(
            notified,
            new Event(
                device.id(),
                Optional.of(notified.id()),
                now,
                DeploymentState.NOTIFIED.word(),
                notified.reason()));
    if (!isFirst) markNotified(device, words, now);
  }
}
