package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.profile.ModelProfiles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// One world from one seed: the real server, real agents, people, and a storm of faults that stops
/// after some hours. The same seed gives the same story, to the octet.
public final class Simulation {
  /// After the storm every deployment has ended by itself or by its deadline.
  private static final Duration END =
      Weather.STORM.plus(SimulatedServer.DEPLOYMENT_LIFE).plus(Duration.ofHours(20));

  /// Far more than the longest simulation takes.
  private static final int MOST_STEPS = 200_000;

  private static final int MOST_DEVICES = 3;

  /// What broke.
  ///
  /// @param at virtual time since the beginning
  public record Failure(Invariant invariant, String words, Duration at) {}

  /// @param failure empty when all invariants held
  /// @param steps things that happened
  /// @param story a line for each, if it was to be told
  public record Outcome(
      long seed,
      Optional<Failure> failure,
      int steps,
      int powerCuts,
      long serverStarts,
      int deployments,
      String story) {}

  private final long seed;
  private final World world;
  private final SimulatedServer server;
  private final List<SimulatedDevice> devices = new ArrayList<>();

  private Simulation(long seed, Parts parts, boolean isTold) {
    var random = new SplittableRandom(seed);
    this.seed = seed;
    this.world = new World(Weather.of(random.split()), parts, isTold);
    List<Kind> kinds = new ArrayList<>();
    int count = random.nextInt(1, MOST_DEVICES + 1);
    for (int i = 0; i < count; i++) kinds.add(Kind.any(random));
    var all = kinds.stream().map(Kind::profile).toList();
    var profiles = new ModelProfiles(all, all.getFirst().name());
    this.server = new SimulatedServer(world, profiles, random.split());
    for (Kind kind : kinds) add(kind, random.split());
    var notifier =
        new SimulatedNotifier(
            world, world.parts().desk(world.watchedStore()), profiles, random.split());
    var worker = new SimulatedWorker(world, server, profiles, notifier, random.split());
    new Operators(
        world, server, worker, devices, notifier, profiles, random.split(), random.split());
    world.agenda().in(Weather.STORM, this::calm);
  }

  private void add(Kind kind, SplittableRandom random) {
    String name = "lamp-" + (char) ('a' + devices.size());
    var device = new SimulatedDevice(world, server, name, kind, random);
    devices.add(device);
    server.add(device);
    world
        .store()
        .put(
            Device.enrolled(
                device.id(),
                kind.profileName(),
                Optional.of(kind.deviceAccount(device.id().value()).hashOnly()),
                Optional.of(kind.serverAccount()),
                world.agenda().now()));
    device.say(
        () ->
            "is a lamp with %s, %s, %s, Exec answered with %d"
                .formatted(kind.flow(), kind.encoding(), kind.scheme(), kind.execStatus()));
    device.powerOn();
    if (random.nextInt(8) == 0) absence(device, random);
  }

  /// Some are taken away, most of them amid their update, and only some of those are found again.
  private void absence(SimulatedDevice device, SplittableRandom random) {
    Duration from = Duration.ofMinutes(random.nextLong(Weather.STORM.toMinutes()));
    Optional<Duration> until =
        random.nextBoolean()
            ? Optional.of(Duration.ofMinutes(random.nextLong(5, 2_400)))
            : Optional.empty();
    if (random.nextInt(3) == 0) world.agenda().in(from, () -> device.leave(until));
    else device.leaveAtWork(until);
  }

  private void calm() {
    world.story().say("world", () -> "the storm is over");
    devices.forEach(device -> device.disk().spare());
  }

  /// Runs the world of `seed` to its rest.
  ///
  /// @param sabotage what is wrong in it, if anything
  public static Outcome run(long seed, Optional<Sabotage> sabotage, boolean isTold) {
    List<Outcome> outcome = new ArrayList<>();
    // The baton passes quickly from one virtual thread to another.
    Thread thread =
        Thread.ofVirtual()
            .name("seed " + seed)
            .start(
                () -> {
                  Parts parts = sabotage.map(Sabotages::of).orElse(Parts.SOUND);
                  outcome.add(new Simulation(seed, parts, isTold).run());
                });
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted in the middle of seed " + seed, e);
    }
    return outcome.getFirst();
  }

  private Outcome run() {
    int steps = 0;
    Optional<Failure> failure = Optional.empty();
    try {
      world.story().say("world", () -> "seed " + seed + ", " + world.weather());
      while (world.agenda().step(END)) {
        if (++steps > MOST_STEPS)
          throw new Violation(Invariant.EVERYTHING_ENDS, "more than " + MOST_STEPS + " steps");
        if (world.isCalm() && steps % 16 == 0 && isAtRest()) break;
      }
      Violation.unless(isAtRest(), Invariant.EVERYTHING_ENDS, this::unrest);
      world.watch().checkAcknowledged();
    } catch (Violation broken) {
      failure = Optional.of(failure(broken.invariant(), String.valueOf(broken.getMessage())));
    } catch (RuntimeException mistake) {
      failure = Optional.of(failure(Invariant.NO_MISTAKE, words(mistake)));
    }
    failure.ifPresent(
        broken ->
            world
                .story()
                .say("world", () -> "BROKEN " + broken.invariant() + ": " + broken.words()));
    devices.forEach(SimulatedDevice::end);
    server.end();
    int powerCuts = devices.stream().mapToInt(SimulatedDevice::powerCuts).sum();
    return new Outcome(
        seed,
        failure,
        steps,
        powerCuts,
        server.life(),
        world.store().deployments().size(),
        world.story().text());
  }

  private Failure failure(Invariant invariant, String words) {
    return new Failure(invariant, words, world.agenda().elapsed());
  }

  /// Where a mistake was made belongs to what it was.
  private static String words(RuntimeException mistake) {
    StackTraceElement[] trace = mistake.getStackTrace();
    return mistake + (trace.length == 0 ? "" : " at " + trace[0]);
  }

  private boolean isAtRest() {
    return server.isUp()
        && world.store().deployments().stream().allMatch(d -> d.state().isEnd())
        && devices.stream().allMatch(SimulatedDevice::isAtRest);
  }

  private String unrest() {
    return world.store().deployments().stream()
            .filter(d -> !d.state().isEnd())
            .map(Simulation::words)
            .collect(Collectors.joining("; "))
        + devices.stream()
            .filter(device -> !device.isAtRest())
            .map(SimulatedDevice::standing)
            .collect(Collectors.joining("; "));
  }

  private static String words(Deployment open) {
    return open.id() + " is still " + open.state().word() + ": " + open.reason();
  }
}
