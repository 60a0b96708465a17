package io.fumarole.lab.fleet;

import io.fumarole.agent.Reboot;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.AgentConfig.Device;
import io.fumarole.agent.config.AgentConfig.Fumo;
import io.fumarole.agent.config.AgentConfig.FumoNode;
import io.fumarole.agent.config.AgentConfig.Login;
import io.fumarole.agent.config.AgentConfig.Server;
import io.fumarole.agent.download.Progress;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.HttpWire;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.update.HealthCheck;
import io.fumarole.agent.user.User;
import io.fumarole.agent.web.HttpWeb;
import io.fumarole.lab.disk.SharedBlocks;
import io.fumarole.lab.disk.SharedDisk;
import io.fumarole.lab.disk.SimulatedDisk;
import io.fumarole.lab.fault.Dealt;
import io.fumarole.lab.fault.Fault;
import io.fumarole.lab.fault.FaultyDisk;
import io.fumarole.lab.fault.FaultyParts;
import io.fumarole.lab.fault.FaultyWeb;
import io.fumarole.lab.fault.FaultyWire;
import io.fumarole.lab.fault.Misfortunes;
import io.fumarole.lab.fault.SkewedTime;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Makes the devices of a fleet: the real agent, with a disk in memory and a line of its own.
final class Fleet {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /// Each has a disk of its own.
  private static final Path HOME = Path.of("/device");

  /// What the agent says when it has done a step of an update.
  private static final Set<String> STEPS =
      Set.of("begin", "state", "reboot", "confirmed", "result");

  private final FleetPlan plan;
  private final HttpClient http;
  private final Tally tally;
  private final Supplier<Duration> clock;
  private final SharedBlocks blocks = new SharedBlocks();
  private final Gate sessions;
  private final Gate downloads;

  Fleet(FleetPlan plan, HttpClient http, Tally tally, Supplier<Duration> clock) {
    this.plan = plan;
    this.http = http;
    this.tally = tally;
    this.clock = clock;
    this.sessions = new Gate(plan.connections());
    this.downloads = new Gate(plan.connections());
  }

  List<FleetDevice> devices() throws IOException {
    List<FleetDevice> devices = new ArrayList<>(plan.members().count());
    var seeds = new SplittableRandom(plan.members().seed());
    for (int number = 0; number < plan.members().count(); number++)
      devices.add(device(number, seeds.split()));
    return devices;
  }

  private FleetDevice device(int number, SplittableRandom random) throws IOException {
    Members members = plan.members();
    String id = members.id(number);
    List<Dealt> dealt = plan.faults().of(number, id, members.seed());
    var misfortunes = new Misfortunes(dealt, clock, tally::fault);
    AgentConfig config = config(number, misfortunes.dealt().contains(Fault.TOO_LARGE));
    boolean losesPower = dealt.stream().anyMatch(each -> each.fault().cutsPower());
    var disk =
        losesPower ? Optional.of(new SimulatedDisk(blocks)) : Optional.<SimulatedDisk>empty();
    var power = new Machine.Power(disk);
    var time = new SkewedTime(Time.system());
    Surroundings around = around(config, random, time);
    if (disk.isPresent()) around = around.with(disk.get());
    if (!misfortunes.isEmpty()) around = faulty(around, misfortunes, power);
    SplittableRandom forTurns = random.split();
    var machine = new Machine(config, around, power, time, misfortunes, forTurns.split());
    return new FleetDevice(id, machine, plan, sessions, tally, clock, forTurns);
  }

  private static Surroundings faulty(
      Surroundings well, Misfortunes misfortunes, Machine.Power power) {
    return new Surroundings(
        new FaultyDisk(well.disk(), misfortunes),
        new FaultyWire(well.wire(), misfortunes),
        new FaultyWeb(well.web(), misfortunes, power::cut, Time.system()),
        well.time(),
        well.random(),
        well.nonces(),
        well.user(),
        (event, facts) -> {
          well.log().say(event, facts);
          if (STEPS.contains(event) && misfortunes.strikes(Fault.POWER_CUT_STEP)) power.cut();
        },
        well.progress(),
        well.keys(),
        slot ->
            misfortunes.holds(Fault.ROLLS_BACK)
                ? Optional.of("it feels ill on purpose")
                : well.health().complaint(slot),
        well.reboot(),
        new FaultyParts(well.mishaps(), misfortunes));
  }

  /// @param overDm whether packages come over DM, and in no other way
  private AgentConfig config(int number, boolean overDm) {
    AgentConfig base = plan.device();
    Device device = base.device();
    Server server = base.server();
    Members members = plan.members();
    String id = members.id(number);
    return new AgentConfig(
        new Device(
            id,
            device.manufacturer(),
            device.model(),
            device.hardware(),
            device.software(),
            device.type(),
            device.language()),
        base.factory(),
        HOME,
        new Server(
            server.url(),
            server.id(),
            server.encoding(),
            new Login(server.device().scheme(), Account.of(id, members.clientSecret(number))),
            new Login(
                server.server().scheme(), Account.of(server.id(), members.serverSecret(number))),
            server.tls()),
        overDm ? overDm(base.fumo()) : base.fumo(),
        base.limits(),
        base.poll(),
        base.notificationPort(),
        base.userInteraction(),
        base.download(),
        base.install(),
        base.verify(),
        base.bootstrap());
  }

  private static Fumo overDm(Fumo fumo) {
    return new Fumo(
        fumo.uri(),
        EnumSet.of(FumoNode.UPDATE, FumoNode.PKG_DATA),
        fumo.present(),
        fumo.execStatus());
  }

  private Surroundings around(AgentConfig config, SplittableRandom random, Time time) {
    SplittableRandom forNonces = random.split();
    var wire = new HttpWire(http, config.server().url(), ANSWER_TIMEOUT, config.limits().message());
    return new Surroundings(
        new SharedDisk(blocks),
        new LinkWire(wire, plan.link(), time, random.split(), tally),
        new LinkWeb(new HttpWeb(http), plan.link(), downloads, time, random.split(), tally),
        time,
        random.split(),
        () -> Octets.utf8("n" + Long.toHexString(forNonces.nextLong())),
        User.always(true),
        log(),
        Progress.NONE,
        plan.keys(),
        HealthCheck.STARTED,
        Reboot.IN_PROCESS,
        new Fate(plan.failures(), plan.becomes(), random.split()));
  }

  /// Of what the agent says only why updates fail; sessions tell that by themselves.
  private AgentLog log() {
    return (event, facts) -> {
      if (!event.equals("update-failed") && !event.equals("download-failed")) return;
      for (int i = 0; i + 1 < facts.length; i += 2)
        if (facts[i].equals("why")) tally.trouble(event + ": " + facts[i + 1]);
    };
  }
}
