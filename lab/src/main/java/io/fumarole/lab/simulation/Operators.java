package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.dm.Account;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// People: they order deployments and cancel them, or new secrets for devices, and users ask for
/// updates.
final class Operators {
  private final World world;
  private final SimulatedServer server;
  private final SimulatedNotifier notifier;
  private final Deployer deployer;
  private final SplittableRandom random;

  Operators(
      World world,
      SimulatedServer server,
      SimulatedWorker worker,
      List<SimulatedDevice> devices,
      SimulatedNotifier notifier,
      ModelProfiles profiles,
      SplittableRandom random,
      SplittableRandom forSecrets) {
    this.world = world;
    this.server = server;
    this.notifier = notifier;
    this.random = random;
    this.deployer =
        new Deployer(
            world.store(),
            world.store().packages(),
            world.parts().desk(world.watchedStore()),
            profiles::of);
    int acts = devices.size() * random.nextInt(2, 6);
    for (int i = 0; i < acts; i++) {
      // The first orders come early, so that there is something to disturb.
      long within = i < devices.size() ? 3_600 : Weather.STORM.toSeconds();
      var about = Duration.ofSeconds(random.nextLong(within));
      int when = i < devices.size() ? 0 : random.nextInt(4);
      if (when < 2)
        world.agenda().in(about, () -> act(devices.get(random.nextInt(devices.size()))));
      else {
        Intruders intruders = when == 2 ? server.intruders() : worker.intruders();
        world.agenda().in(about, () -> intruders.add(this::act));
      }
    }
    rotateSome(devices, forSecrets);
  }

  private void act(SimulatedDevice device) {
    if (!server.isUp() || world.isCalm()) return;
    int what = random.nextInt(12);
    if (what < 6) deploy(device);
    else if (what < 9) cancel(device);
    else if (what < 11) notifier.order(device, world.agenda().now());
    else device.request();
  }

  /// Some devices get new secrets, once or more, while all else goes on.
  private void rotateSome(List<SimulatedDevice> devices, SplittableRandom forSecrets) {
    for (SimulatedDevice device : devices)
      for (int times = forSecrets.nextInt(3); times > 0; times--)
        world
            .agenda()
            .in(
                Duration.ofSeconds(forSecrets.nextLong(Weather.STORM.toSeconds())),
                () -> rotate(device, forSecrets));
  }

  private void rotate(SimulatedDevice device, SplittableRandom forSecrets) {
    if (!server.isUp() || world.isCalm()) return;
    Device known = world.store().find(device.id()).orElseThrow();
    if (known.rotation().isPresent() || known.client().isEmpty()) return;
    String secret = "secret-" + Long.toHexString(forSecrets.nextLong());
    Rotation rotation =
        Rotation.ordered(
            Account.of(known.client().get().name(), secret),
            known.server().map(it -> Account.of(it.name(), "server-" + secret)));
    boolean isStored = world.store().update(known.withRotation(Optional.of(rotation)));
    world
        .story()
        .say(
            "operator",
            () -> "orders new secrets for " + device.id() + (isStored ? "" : ", in vain"));
  }

  private void deploy(SimulatedDevice device) {
    Release release = Release.ALL.get(random.nextInt(Release.ALL.size()));
    var order =
        new Deployer.Order(
            device.id(),
            new Deployer.Wanted.Named(release.firmwarePackage().id()),
            Deployment.Wish.NONE,
            Duration.ofMinutes(random.nextInt(120, 1_800)));
    DeploymentId id = server.newDeployment();
    Deployer.Outcome outcome = deployer.deploy(order, id, world.agenda().now());
    say("orders " + release.version() + " for " + device.id(), outcome);
    if (outcome instanceof Deployer.Outcome.Done) world.watch().promised(id, Optional.empty());
  }

  private void cancel(SimulatedDevice device) {
    List<Deployment> open =
        world.store().newest(device.id(), 1).stream().filter(d -> !d.state().isEnd()).toList();
    if (open.isEmpty()) return;
    DeploymentId id = open.getFirst().id();
    Deployer.Outcome outcome = deployer.cancel(id, world.agenda().now());
    say("cancels " + id, outcome);
    if (outcome instanceof Deployer.Outcome.Done)
      world.watch().promised(id, Optional.of(DeploymentState.CANCELLED));
  }

  private void say(String what, Deployer.Outcome outcome) {
    world
        .story()
        .say(
            "operator",
            () ->
                what
                    + ": "
                    + switch (outcome) {
                      case Deployer.Outcome.Done(var deployment) -> deployment.id() + " stands";
                      case Deployer.Outcome.Refused(_, var words) -> "refused, " + words;
                    });
  }
}
