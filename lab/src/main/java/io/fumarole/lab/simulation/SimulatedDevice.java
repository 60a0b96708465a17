package io.fumarole.lab.simulation;

import static io.fumarole.lab.simulation.Violation.unless;

import io.fumarole.agent.Agent;
import io.fumarole.agent.AgentLoop;
import io.fumarole.agent.Mishaps;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.BootRecord;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.download.Progress;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.user.User;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.lab.disk.BootCheck;
import io.fumarole.lab.disk.PowerLoss;
import io.fumarole.lab.disk.SimulatedDisk;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// A device with the real agent in it, in lives that power cuts and restarts end.
final class SimulatedDevice {
  private final World world;
  private final String name;
  private final DeviceId id;
  private final Kind kind;
  private final AgentConfig config;
  private final SplittableRandom random;
  private final Power power;
  private final SimulatedDisk disk;
  private final VirtualTime time;
  private final Surroundings around;
  private final Map<Long, Report> reports = new HashMap<>();
  private final Set<String> accepted = new LinkedHashSet<>();
  private Optional<Agent> agent = Optional.empty();
  private Optional<Fiber> life = Optional.empty();
  private int lives;
  private int powerCuts;
  private long provenSequence;
  private boolean isDying;
  private boolean isGone;
  private boolean isAwaited;
  private Optional<Runnable> whenAtWork = Optional.empty();

  SimulatedDevice(
      World world, SimulatedServer server, String name, Kind kind, SplittableRandom random) {
    this(world, server, name, kind, random, new StormyPower(world, random));
  }

  SimulatedDevice(
      World world,
      SimulatedServer server,
      String name,
      Kind kind,
      SplittableRandom random,
      Power power) {
    this.world = world;
    this.power = power;
    this.name = name;
    this.id = new DeviceId("IMEI:" + name);
    this.kind = kind;
    this.random = random;
    this.config = kind.config(id.value());
    this.disk = new SimulatedDisk(world.parts()::lies);
    this.time = new VirtualTime(world.agenda());
    this.around = around(world.parts().disk(disk), server);
  }

  private Surroundings around(Disk handed, SimulatedServer server) {
    SplittableRandom forNonces = random.split();
    return new Surroundings(
        handed,
        new SimulatedWire(world, server, this, random.split()),
        new SimulatedSite(world, random.split()),
        time,
        random.split(),
        () -> Octets.utf8("n" + Long.toHexString(forNonces.nextLong())),
        User.always(true),
        this::log,
        Progress.NONE,
        Release.TRUSTED,
        slot ->
            world.strikes(random, world.weather().illFirmware())
                ? Optional.of("it feels ill")
                : Optional.empty(),
        Reboot.EXIT,
        Mishaps.NONE);
  }

  DeviceId id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  SimulatedDisk disk() {
    return disk;
  }

  int powerCuts() {
    return powerCuts;
  }

  void say(Supplier<String> what) {
    world.story().say(name, what);
  }

  void powerOn() {
    if (isGone) return;
    lives++;
    power.on(this);
    life = Optional.of(world.agenda().spawn(name, this::live));
  }

  private void live() {
    try {
      Agent started = Agent.start(config, around, Optional.empty());
      agent = Optional.of(started);
      booted(started);
      new AgentLoop(started, config, around).run();
      say(() -> "restarts");
      agent = Optional.empty();
      disk.restart();
      world.agenda().in(Duration.ofSeconds(10), this::powerOn);
    } catch (PowerLoss e) {
      // In the middle of a change on disk; a cut from without is handled where it comes from.
      if (life.filter(world.agenda()::isRunning).isPresent() && !isDying) died();
    } catch (IOException e) {
      throw new Violation(Invariant.ALWAYS_BOOTABLE, name + " cannot start: " + e);
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a simulated device", e);
    }
  }

  /// Nobody sees the device any more, for good or for a while.
  void leave(Optional<Duration> until) {
    say(() -> "is taken away");
    isGone = true;
    isAwaited = until.isPresent();
    if (agent.isPresent()) cutPower();
    until.ifPresent(it -> world.agenda().in(it, this::comeBack));
  }

  /// Leaves soon after it has accepted an Exec.
  void leaveAtWork(Optional<Duration> until) {
    whenAtWork =
        Optional.of(
            () -> world.agenda().in(Duration.ofSeconds(random.nextInt(90)), () -> leave(until)));
  }

  private void comeBack() {
    say(() -> "is found again");
    isGone = false;
    powerOn();
  }

  /// Counts its starts.
  int lives() {
    return lives;
  }

  boolean isOn() {
    return agent.isPresent();
  }

  /// Has composed a message, and not sent it yet.
  void speaks() {
    observe();
    power.beforeMessage(this);
  }

  /// Has an answer, and has not read it yet.
  void hears() {
    power.afterMessage(this);
  }

  /// The power goes while the device waits for something.
  void cutPower() {
    isDying = true;
    disk.cutNow();
    life.ifPresent(world.agenda()::kill);
    isDying = false;
    died();
  }

  private void died() {
    powerCuts++;
    agent = Optional.empty();
    String how = power.fails(disk);
    say(() -> how);
    world.agenda().in(Duration.ofSeconds(random.nextInt(5, 600)), this::powerOn);
  }

  /// What the boot loader found must be a whole firmware, and not an older one than was proved.
  private void booted(Agent started) throws IOException {
    say(() -> "starts in slot " + started.booted() + ", trial " + trial(started));
    BootRecord record = started.slots().record();
    Optional<String> complaint = BootCheck.complaint(disk, started.slots(), started.booted());
    unless(
        complaint.isEmpty(),
        Invariant.ALWAYS_BOOTABLE,
        () -> name + ": " + complaint.orElseThrow());
    SlotManifest active = started.slots().manifest(record.active()).orElseThrow();
    unless(
        active.sequence().orElse(0) >= provenSequence,
        Invariant.PROVEN_FIRMWARE_STAYS,
        () ->
            "%s is back at version %s, after it had reported the success of a newer one"
                .formatted(name, active.version()));
    world.watch().runs(id, started.runningVersion());
    observe();
  }

  private static String trial(Agent started) {
    try {
      return started
          .slots()
          .record()
          .trial()
          .map(t -> t.boots() + " of " + t.most())
          .orElse("none");
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /// Looks at what the device remembers: whenever it speaks, it has saved that.
  void observe() {
    if (agent.isEmpty()) return;
    DeviceState state = agent.get().state();
    for (Report report : state.reports()) sent(report);
    List<Long> gone = new ArrayList<>();
    for (Report known : reports.values())
      if (state.reports().stream().noneMatch(r -> r.number() == known.number()))
        gone.add(known.number());
    for (long number : gone) {
      Report report = Objects.requireNonNull(reports.remove(number));
      report.correlator().ifPresent(c -> world.watch().reportAcknowledged(id, c, report.code()));
    }
    state.order().flatMap(order -> order.correlator()).ifPresent(this::accepted);
    for (String correlator : accepted) checkKnown(state, correlator);
  }

  private void accepted(String correlator) {
    accepted.add(correlator);
    whenAtWork.ifPresent(Runnable::run);
    whenAtWork = Optional.empty();
  }

  private void sent(Report report) {
    reports.put(report.number(), report);
    report.correlator().ifPresent(c -> world.watch().reportSent(id, c, report.code()));
    boolean isSuccess =
        report.code() == ResultCode.SUCCESS.value() && report.type() != AlertType.DOWNLOAD;
    if (isSuccess) provenSequence = Math.max(provenSequence, runningSequence());
  }

  private long runningSequence() {
    Agent running = agent.orElseThrow();
    try {
      return running.slots().manifest(running.booted()).orElseThrow().sequence().orElse(0);
    } catch (IOException e) {
      throw new Violation(Invariant.ALWAYS_BOOTABLE, name + ": " + e);
    }
  }

  private void checkKnown(DeviceState state, String correlator) {
    boolean isAtWork =
        state.order().flatMap(order -> order.correlator()).filter(correlator::equals).isPresent();
    boolean waits =
        state.reports().stream()
            .anyMatch(report -> report.correlator().equals(Optional.of(correlator)));
    unless(
        isAtWork || waits || world.watch().isAcknowledged(correlator),
        Invariant.EXEC_NOT_FORGOTTEN,
        () -> "%s accepted %s and knows nothing of it any more".formatted(name, correlator));
  }

  private void log(String event, Object... facts) {
    say(() -> line(event, facts));
    if (event.equals("disk-failed"))
      throw new Violation(Invariant.NO_MISTAKE, name + ": " + line(event, facts));
    observe();
  }

  private static String line(String event, Object... facts) {
    StringBuilder line = new StringBuilder(event);
    for (int i = 0; i + 1 < facts.length; i += 2)
      line.append(' ').append(facts[i]).append('=').append(facts[i + 1]);
    return line.toString();
  }

  /// A notification arrives.
  void notified(Package0 package0) {
    agent.ifPresent(
        running -> {
          say(() -> "gets a notification");
          running.offer(new Start.Notified(package0));
          time.wake();
        });
  }

  /// The user asks for an update.
  void request() {
    agent.ifPresent(
        running -> {
          say(() -> "its user asks for an update");
          running.request(AlertType.USER_REQUEST);
          time.wake();
        });
  }

  /// Nothing under way, nothing to say; or nobody there to say it.
  boolean isAtRest() {
    if (isGone) return !isAwaited;
    return agent
        .map(Agent::state)
        .filter(state -> state.order().isEmpty() && state.reports().isEmpty())
        .isPresent();
  }

  String standing() {
    return agent
        .map(Agent::state)
        .map(state -> name + " has order " + state.order() + " and reports " + state.reports())
        .orElse(name + " is off");
  }

  void end() {
    disk.cutNow();
    isDying = true;
    life.ifPresent(world.agenda()::kill);
  }
}
