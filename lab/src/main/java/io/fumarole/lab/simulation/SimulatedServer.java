package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.memory.MemoryContent;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The real exchange over a store in memory, in lives that a crash may end between any two steps:
/// what was not committed is lost then, with every answer under way.
final class SimulatedServer {
  /// How long a deployment that a device asked for may take.
  static final Duration DEPLOYMENT_LIFE = Duration.ofHours(30);

  private final World world;
  private final RandomGenerator random;
  private final MemoryContent content = new MemoryContent();
  private final ModelProfiles profiles;
  private final Map<DeviceId, SimulatedDevice> devices = new HashMap<>();
  private final Intruders intruders;
  private List<Fiber> fibers = new ArrayList<>();
  private Optional<Exchanger> exchanger = Optional.empty();
  private long life;
  private long steps;
  private long crashAt;
  private int sessions;
  private int deployments;

  SimulatedServer(World world, ModelProfiles profiles, RandomGenerator random) {
    this.world = world;
    this.profiles = profiles;
    this.random = random;
    this.intruders = new Intruders(world, random);
    for (Release release : Release.ALL) {
      world.store().put(release.firmwarePackage());
      content.put(release.firmwarePackage().sha256(), release.bundle().toByteArray());
    }
    start();
  }

  private void start() {
    life++;
    var settings =
        new Circumstances.Settings(
            Kind.SERVER_URI,
            Kind.SERVER_ID,
            1 << 16,
            1 << 20,
            Circumstances.UnknownDevices.REFUSE,
            0,
            DEPLOYMENT_LIFE,
            world.agenda().now());
    var circumstances =
        new Circumstances(
            settings,
            profiles,
            world.parts().nonces(new LabNonces()),
            SimulatedSite.LINKS,
            content,
            this::newDeployment,
            () -> "session-" + ++sessions);
    var store = new SteppedStore(world.parts().store(world.watchedStore(), world.store()), this);
    exchanger =
        Optional.of(
            new Exchanger(store, new NoTrace(), GuessThrottle.NONE, circumstances, Limits.DEFAULT));
  }

  DeploymentId newDeployment() {
    return new DeploymentId("dep" + ++deployments);
  }

  /// Has a device known by its address.
  void add(SimulatedDevice device) {
    devices.put(device.id(), device);
  }

  SimulatedDevice device(DeviceId id) {
    return Objects.requireNonNull(devices.get(id));
  }

  /// Counts the starts.
  long life() {
    return life;
  }

  boolean isUp() {
    return exchanger.isPresent();
  }

  /// Takes a message in; `reply` hears the answer, and nothing when the server crashes before.
  void arrive(SimulatedDevice from, Exchanger.Request request, Consumer<Exchanger.Answer> reply) {
    if (world.watch().awaitsStatus(from.id()) && Messages.challengesServer(request))
      world.watch().challenged(from.id());
    Exchanger mine = exchanger.orElseThrow();
    intruders.come(from);
    spawn(
        "server",
        () -> {
          Exchanger.Request heard = world.parts().heard(request);
          Exchanger.Answer answer = mine.answer(heard, world.agenda().now());
          at("answering");
          watchExecs(from, answer);
          reply.accept(answer);
        });
  }

  /// Come in while a message is answered.
  Intruders intruders() {
    return intruders;
  }

  /// Starts something that dies with the server.
  void spawn(String name, Runnable body) {
    fibers.removeIf(Fiber::hasEnded);
    fibers.add(world.agenda().spawn(name, body));
  }

  /// Correlators are told from afar by their beginning: few answers have to be read.
  private void watchExecs(SimulatedDevice to, Exchanger.Answer answer) {
    if (!Messages.mentions(answer.body(), "dep")) return;
    for (Command command : Messages.commands(answer)) {
      if (command instanceof Command.Exec exec && exec.correlator().isPresent())
        world.watch().execLeft(to.id(), exec.correlator().get().text(), answer.body());
    }
  }

  /// A step of the server, at which it may crash.
  void at(String step) {
    boolean isPlanned = ++steps == crashAt;
    if (!isPlanned && !world.strikes(random, world.weather().serverCrash())) return;
    crash(step);
    throw new Killed();
  }

  /// The server crashes at the step of this number, counted from its first start.
  void crashAt(long step) {
    crashAt = step;
  }

  /// How many there were.
  long steps() {
    return steps;
  }

  /// Others may come in between.
  void takeTime() {
    if (random.nextInt(4) == 0) world.agenda().sleep(Duration.ofMillis(random.nextInt(1, 300)));
  }

  private void crash(String step) {
    world.story().say("server", () -> "crashes while " + step);
    exchanger = Optional.empty();
    List<Fiber> dying = fibers;
    fibers = new ArrayList<>();
    for (Fiber fiber : dying) if (!world.agenda().isRunning(fiber)) world.agenda().kill(fiber);
    world.store().crash();
    world.parts().crashed(world.store());
    world.watch().checkAcknowledged();
    world
        .agenda()
        .in(
            Duration.ofSeconds(random.nextInt(1, 120)),
            () -> {
              start();
              world.story().say("server", () -> "is up again");
            });
  }

  /// What is behind is written within a second.
  void flushSoon() {
    long mine = life;
    world
        .agenda()
        .in(
            Duration.ofSeconds(1),
            () -> {
              if (isUp() && life == mine) world.store().flush();
            });
  }

  /// The story tells more than octets would.
  private static final class NoTrace implements TraceStore {
    @Override
    public void append(List<Entry> entries) {}

    @Override
    public List<Summary> sessions(Optional<DeviceId> device, Before before, int limit) {
      return List.of();
    }

    @Override
    public List<Entry> messages(String session) {
      return List.of();
    }
  }

  /// What an operator sees.
  MemoryStore store() {
    return world.store();
  }

  void end() {
    fibers.forEach(world.agenda()::kill);
  }
}
