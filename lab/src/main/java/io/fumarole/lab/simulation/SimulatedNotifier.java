package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks devices to open a session, by messages that get lost, come late and come twice.
final class SimulatedNotifier {
  private static final int SESSION_IDS = 0xFFFF;

  private final World world;
  private final DeploymentStore deployments;
  private final ModelProfiles profiles;
  private final RandomGenerator random;

  SimulatedNotifier(
      World world, DeploymentStore deployments, ModelProfiles profiles, RandomGenerator random) {
    this.world = world;
    this.deployments = deployments;
    this.profiles = profiles;
    this.random = random;
  }

  /// Sends a notification under the nonce that the device has given.
  void send(SimulatedDevice to) {
    Device device = world.store().find(to.id()).orElseThrow();
    int sessionId = 1 + random.nextInt(SESSION_IDS);
    world.store().update(device.withNotificationId(sessionId));
    var nonce = device.serverNonce().length() == 0 ? Package0.DEFAULT_NONCE : device.serverNonce();
    Package0 package0 =
        Notification.of(UiMode.BACKGROUND, Initiator.SERVER, sessionId, Kind.SERVER_ID)
            .sign(device.server().orElseThrow(), nonce);
    to.say(() -> "is sent a notification");
    if (!world.strikes(random, world.weather().lost())) deliver(to, package0, 5_000);
    if (world.strikes(random, world.weather().copied())) deliver(to, package0, 10_000_000);
  }

  private void deliver(SimulatedDevice to, Package0 package0, int withinMillis) {
    world
        .agenda()
        .in(Duration.ofMillis(random.nextInt(1, withinMillis)), () -> to.notified(package0));
  }

  /// An operator asks for one: a deployment that waits for the device counts as announced.
  void order(SimulatedDevice to, Instant now) {
    send(to);
    Optional<Deployment> waiting =
        deployments.newest(to.id(), 1).stream()
            .filter(it -> it.state() == DeploymentState.SCHEDULED)
            .findFirst();
    if (waiting.isEmpty()) return;
    Deployment notified =
        DeploymentLife.planned(
            DeploymentLife.notified(waiting.get(), "a notification was sent", now),
            profiles.of(world.store().find(to.id()).orElseThrow()),
            now);
    deployments.update(
        notified,
        new Event(
            to.id(), Optional.of(notified.id()), now, notified.state().word(), notified.reason()));
  }
}
