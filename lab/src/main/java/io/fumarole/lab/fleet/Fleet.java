package io.fumarole.lab.fleet;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.AgentConfig.Device;
import io.fumarole.agent.config.AgentConfig.Login;
import io.fumarole.agent.config.AgentConfig.Server;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.download.Progress;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.HttpWire;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.update.HealthCheck;
import io.fumarole.agent.user.User;
import io.fumarole.agent.web.HttpWeb;
import io.fumarole.lab.disk.SharedBlocks;
import io.fumarole.lab.disk.SharedDisk;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/// Makes the devices of a fleet: the real agent, with a disk in memory and a line of its own.
final class Fleet {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

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
    AgentConfig config = config(number);
    Agent agent =
        Agent.start(config, around(config, random), Optional.empty(), StateStore.inMemory());
    return new FleetDevice(agent, plan, sessions, tally, clock, random.split());
  }

  private AgentConfig config(int number) {
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
        base.dataDirectory(),
        new Server(
            server.url(),
            server.id(),
            server.encoding(),
            new Login(server.device().scheme(), Account.of(id, members.clientSecret(number))),
            new Login(
                server.server().scheme(), Account.of(server.id(), members.serverSecret(number))),
            server.tls()),
        base.fumo(),
        base.limits(),
        base.poll(),
        base.notificationPort(),
        base.userInteraction(),
        base.download(),
        base.install(),
        base.verify(),
        base.bootstrap());
  }

  private Surroundings around(AgentConfig config, SplittableRandom random) {
    Time time = Time.system();
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
