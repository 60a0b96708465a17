package io.fumarole.app.crash;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Mishaps;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.user.User;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.Form;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;

/// A real agent that is updated from one version to the other and back for as long as the run
/// lasts, and keeps a ledger of what the server has acknowledged.
final class CrashDevice {
  static final String SECRET = "what a device shows";
  static final String SERVER_SECRET = "what the server shows";

  /// Sessions that came to their end, and the deployment has not: more than any flow needs, with
  /// every Exec in doubt once.
  private static final int MOST_SESSIONS = 40;

  /// Sessions that failed although nobody killed the server meanwhile.
  private static final int MOST_UNEXCUSED = 5;

  /// So often in a row the server may be away.
  private static final int MOST_FAILURES = 2_000;

  /// Every other device repeats a message without an answer, octet for octet; the rest open a new
  /// session.
  private static final int MOST_REPEATS = 500;

  private final Flow flow;
  private final String id;
  private final Ledger ledger = new Ledger();
  private final Random random;
  private final LedgerWire wire;
  private final Agent agent;
  private final AtomicInteger sessions = new AtomicInteger();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger updates = new AtomicInteger();

  private CrashDevice(Flow flow, String id, Random random, LedgerSetup setup) throws IOException {
    this.flow = flow;
    this.id = id;
    this.random = random;
    Surroundings real =
        Surroundings.real(setup.config(), User.always(true), AgentLog.SILENT, Reboot.IN_PROCESS);
    this.wire = new LedgerWire(real.wire(), ledger, random, setup.mostRepeats());
    var around =
        new Surroundings(
            new UnsyncedDisk(real.disk()),
            wire,
            real.web(),
            Pauses.hasty(),
            random,
            real.nonces(),
            real.user(),
            this::listen,
            real.progress(),
            real.keys(),
            real.health(),
            real.reboot(),
            Mishaps.NONE);
    this.agent = Agent.start(setup.config(), around, Optional.empty());
  }

  private void listen(String event, Object... facts) {
    boolean isAway =
        event.equals("session-failed") && List.of(facts).toString().contains("Connect");
    if (!isAway) ledger.say("agent: " + event + " " + List.of(facts));
  }

  private record LedgerSetup(AgentConfig config, int mostRepeats) {}

  /// @param number from 1; decides on flow, coding and patience
  static CrashDevice make(
      int number, long seed, Path directory, String dmUrl, CrashFirmware firmware)
      throws IOException {
    List<Flow> flows = List.of(Flow.values());
    Flow flow = flows.get((number - 1) % flows.size());
    Form.Encoding encoding = number % 3 == 0 ? Form.Encoding.XML : Form.Encoding.WBXML;
    String id = "IMEI:35100000%06d".formatted(number);
    Path home = Files.createDirectories(directory.resolve("device-" + number));
    Path file = home.resolve("agent.conf");
    Files.writeString(file, settings(id, flow, encoding, dmUrl, firmware.publicKey()));
    var setup = new LedgerSetup(AgentConfig.read(file), number % 2 == 0 ? MOST_REPEATS : 0);
    return new CrashDevice(flow, id, new Random(seed + number), setup);
  }

  private static String settings(
      String id, Flow flow, Form.Encoding encoding, String dmUrl, Path trustedKey) {
    return """
    device { id = "%s", manufacturer = "%s", model = "%s", hardware = "%s" }
    factory { version = "%s", sequence = 1 }
    data-directory = "data"
    server {
      url = "%s", id = "%s", encoding = "%s"
      device-auth { scheme = "md5", secret = "%s" }
      server-auth { scheme = "md5", secret = "%s" }
    }
    fumo { nodes = [%s] }
    limits.message = 16 KiB
    poll.interval = 0
    download.attempts = 1000
    verify { trusted-keys = ["%s"], allow-downgrade = true }
    """
        .formatted(
            id,
            CrashFirmware.VENDOR,
            flow.model(),
            CrashFirmware.HARDWARE,
            CrashFirmware.VERSIONS.getFirst(),
            dmUrl,
            CrashServer.SERVER_ID,
            encoding.name().toLowerCase(Locale.ROOT),
            SECRET,
            SERVER_SECRET,
            flow.nodes(),
            trustedKey.toAbsolutePath());
  }

  String id() {
    return id;
  }

  Flow flow() {
    return flow;
  }

  Ledger ledger() {
    return ledger;
  }

  int sessions() {
    return sessions.get();
  }

  int broken() {
    return broken.get();
  }

  int updates() {
    return updates.get();
  }

  int repeats() {
    return wire.repeats();
  }

  String runningVersion() throws IOException {
    return agent.runningVersion();
  }

  /// One update, from the order or the device's own request to its proven end.
  void update(Operator operator, KillCount kills)
      throws IOException, InterruptedException, CrashTrouble {
    String target = CrashFirmware.other(agent.runningVersion());
    ledger.know(operator.deployments(this));
    String deployment =
        flow.isRequested()
            ? requested(operator, kills)
            : operator.order(this, flow.packageId(target));
    ledger.say("deployment " + deployment + " to " + target);
    int held = sessions.get();
    JsonNode seen = look(operator, deployment);
    while (!seen.path("ended").asBoolean() || !agent.state().reports().isEmpty()) {
      if (sessions.get() - held > MOST_SESSIONS)
        throw new CrashTrouble(id + ": deployment " + deployment + " is stuck: " + seen);
      agent.performPending();
      hold(new Start.Poll(), kills);
      seen = look(operator, deployment);
    }
    judge(operator, seen, target);
    updates.incrementAndGet();
  }

  private JsonNode look(Operator operator, String deployment)
      throws InterruptedException, CrashTrouble {
    return operator
        .deployment(deployment)
        .orElseThrow(() -> new CrashTrouble(id + ": deployment " + deployment + " is gone"));
  }

  /// Asks until the server has said that it does something now.
  private String requested(Operator operator, KillCount kills)
      throws InterruptedException, IOException, CrashTrouble {
    Set<String> before = operator.deployments(this);
    int heard = ledger.requests();
    for (int turn = 0; ledger.requests() == heard; turn++) {
      if (turn > MOST_FAILURES) throw new CrashTrouble(id + ": a request is never answered");
      hold(new Start.Request(AlertType.DEVICE_REQUEST), kills);
    }
    Set<String> fresh = new HashSet<>(operator.deployments(this));
    fresh.removeAll(before);
    if (fresh.size() != 1)
      throw new CrashTrouble(id + ": one request has led to the deployments " + fresh);
    return fresh.iterator().next();
  }

  /// A session; one that breaks is repeated until it does not.
  private void hold(Start.OfSession start, KillCount kills)
      throws IOException, InterruptedException, CrashTrouble {
    int unexcused = 0;
    for (int turn = 0; turn < MOST_FAILURES; turn++) {
      int killsBefore = kills.count();
      SessionResult result = agent.runSession(start);
      if (result instanceof SessionResult.Completed) {
        sessions.incrementAndGet();
        return;
      }
      broken.incrementAndGet();
      boolean isExcused = kills.count() != killsBefore || kills.isDown();
      unexcused = isExcused ? 0 : unexcused + 1;
      if (unexcused > MOST_UNEXCUSED)
        throw new CrashTrouble(id + ": sessions fail though the server is up: " + result);
      Pauses.awhile(random);
    }
    throw new CrashTrouble(id + ": the server stays away");
  }

  /// It has ended well, by as many executions as the flow has, each once; and both sides agree.
  private void judge(Operator operator, JsonNode end, String target)
      throws IOException, InterruptedException, CrashTrouble {
    String deployment = end.path("id").asString();
    if (!end.path("state").asString().equals("succeeded"))
      throw new CrashTrouble(id + ": deployment " + deployment + " did not succeed: " + end);
    if (!agent.runningVersion().equals(target))
      throw new CrashTrouble(id + " runs " + agent.runningVersion() + ", not " + target);
    String believed = operator.version(this);
    if (!believed.equals(target))
      throw new CrashTrouble(id + " runs " + target + ", the server believes " + believed);
    Map<String, Integer> executions = ledger.executions(deployment);
    boolean isEachOnce = executions.values().stream().allMatch(count -> count == 1);
    if (!isEachOnce || executions.size() != flow.executions())
      throw new CrashTrouble(
          "%s: deployment %s was to be executed %d times, each Correlator once; it was %s"
              .formatted(id, deployment, flow.executions(), executions));
  }
}
