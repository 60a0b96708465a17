package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.profile.ModelProfiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/// The worker that lets stages end: the real [Timekeeper] in rounds of virtual time. It may be held
/// up or die between taking a deployment and storing what became of it.
final class SimulatedWorker {
  /// Limits are hours here: nobody notices these minutes.
  private static final Duration PAUSE = Duration.ofMinutes(10);

  /// Longer than the lease of what was claimed, so that another round takes it meanwhile.
  private static final int LONGEST_HOLD_UP_SECONDS = 900;

  private final World world;
  private final SimulatedServer server;
  private final SimulatedNotifier notifier;
  private final RandomGenerator random;
  private final Timekeeper timekeeper;
  private final Intruders intruders;

  SimulatedWorker(
      World world,
      SimulatedServer server,
      ModelProfiles profiles,
      SimulatedNotifier notifier,
      RandomGenerator random) {
    this.world = world;
    this.server = server;
    this.notifier = notifier;
    this.random = random;
    this.intruders = new Intruders(world, random);
    var store = new Stepped(world.parts().worker(world.watchedStore()));
    this.timekeeper =
        new Timekeeper(store, world.store(), profiles::of, Timekeeper.Holds.NONE, new Effects());
    world.agenda().in(PAUSE, this::next);
  }

  /// Come in while it is looked at what is due.
  Intruders intruders() {
    return intruders;
  }

  /// A round with nothing due would do nothing, and is not begun.
  private void next() {
    world.agenda().in(PAUSE, this::next);
    if (!server.isUp()) return;
    Instant now = world.agenda().now();
    world.watch().checkStages(now);
    boolean isDue =
        world.store().deployments().stream()
            .anyMatch(d -> d.wakeAt().filter(at -> !at.isAfter(now)).isPresent());
    if (isDue) server.spawn("worker", () -> timekeeper.round(now));
  }

  /// The worker's calls are steps of the server.
  private final class Stepped extends ForwardingDeployments {
    Stepped(DeploymentStore store) {
      super(store);
    }

    @Override
    public List<Deployment> claim(Instant now, Instant lease, int limit) {
      List<Deployment> claimed = super.claim(now, lease, limit);
      if (claimed.isEmpty()) return claimed;
      intruders.come(server.device(claimed.getFirst().device()));
      server.at("looking at what is due");
      if (random.nextBoolean())
        world.agenda().sleep(Duration.ofSeconds(random.nextInt(1, LONGEST_HOLD_UP_SECONDS)));
      return claimed;
    }

    @Override
    public List<Deployment> update(List<Change> changes) {
      server.at("storing what time has changed");
      List<Deployment> stored = super.update(changes);
      server.at("notifying again");
      return stored;
    }
  }

  private final class Effects implements Timekeeper.Effects {
    @Override
    public void ended(Deployment deployment, Instant now) {
      world.story().say("worker", () -> deployment.id() + " has ended: " + deployment.reason());
    }

    @Override
    public void notify(DeviceId device, Instant now) {
      notifier.send(server.device(device));
    }
  }
}
