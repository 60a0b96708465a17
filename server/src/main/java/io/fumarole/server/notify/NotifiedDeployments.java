package io.fumarole.server.notify;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/// Tells the open deployment of a device, which waits for it, that the device was notified.
public record NotifiedDeployments(
    DeploymentStore deployments, Function<Device, ModelProfile> profiles) {
  /// When a session is faster, the deployment is past that already.
  void mark(Device device, String words, Instant now) {
    Optional<Deployment> waiting =
        deployments.newest(device.id(), 1).stream()
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
    if (!isFirst) mark(device, words, now);
  }
}
