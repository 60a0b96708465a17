package io.fumarole.app.demo;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.app.demo.DemoFirmware.Kind;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.VerifyingKey;
import io.fumarole.lab.fault.FaultPlan;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.FleetPlan;
import io.fumarole.lab.fleet.FleetRun;
import io.fumarole.lab.fleet.Link;
import io.fumarole.lab.fleet.Members;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Rhythm;
import io.fumarole.lab.fleet.Share;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Two fleets that campaigns update while people look on: one goes well and takes its time, the
/// other goes wrong, and its campaign pauses by itself.
final class DemoFleet implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DemoFleet.class.getName());

  private static final Duration POLL = Duration.ofSeconds(8);
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);

  /// The server is in this process: it is busy at most.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private static final int CONNECTIONS = 8;

  /// Which updates fail follows from it, and the campaigns take devices in order: each canary goes
  /// the same way in every demo. Of the first twelve meters seven fail, of the first six routers
  /// one.
  private static final int SEED = 7;

  /// @param prefix of the devices' ids
  /// @param fail which of the updates fail
  /// @param campaign its name
  /// @param phases as the API takes them
  /// @param aMinute how many begin in a minute
  private record Part(
      Kind kind,
      String prefix,
      int devices,
      String fail,
      String campaign,
      List<Map<String, Object>> phases,
      int aMinute) {}

  private static final List<Part> PARTS =
      List.of(
          new Part(
              Kind.FLEET,
              "ROUTER:",
              60,
              "2%",
              "Routers to 2.0.0",
              List.of(
                  Map.of("name", "canary", "percent", 10, "success", 80),
                  Map.of("name", "all others")),
              4),
          new Part(
              Kind.FAILING_FLEET,
              "METER:",
              40,
              "410=45%",
              "Meters to 2.0.0",
              List.of(
                  Map.of(
                      "name",
                      "canary",
                      "count",
                      12,
                      "success",
                      90,
                      "failure",
                      Map.of("percent", 20, "sample", 6)),
                  Map.of("name", "all others")),
              60));

  private final List<FleetRun> runs = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private DemoFleet() {}

  /// Enrols the fleets, starts their campaigns, and lets the devices call.
  static DemoFleet start(DemoServer server, DemoFirmware firmware) throws IOException {
    var fleet = new DemoFleet();
    TrustedKeys keys = TrustedKeys.NONE;
    for (VerifyingKey key : Keys.readTrustedKeys(firmware.publicKey()).keys().values())
      keys = keys.and(key);
    for (Part part : PARTS) {
      var members = new Members(part.prefix(), SEED, part.devices());
      var list = new StringWriter();
      members.writeCsv(list, "oma-strict", true);
      server.importDevices(list.toString());
      fleet.run(plan(part, members, server.dmUrl(), keys));
    }
    fleet.threads.add(Thread.ofVirtual().start(() -> startCampaigns(server)));
    return fleet;
  }

  /// Once all have called: until then the server does not know what they are.
  private static void startCampaigns(DemoServer server) {
    try {
      for (Part part : PARTS) {
        while (server.known(part.kind().model()) < part.devices()) Thread.sleep(LOOK_EVERY);
        server.startCampaign(
            Map.of(
                "name", part.campaign(),
                "model", part.kind().model(),
                "version", DemoFirmware.NEW_VERSION,
                "phases", part.phases(),
                "order", "given",
                "pace", Map.of("devices", part.aMinute(), "window", "1m")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static FleetPlan plan(Part part, Members members, String dmUrl, TrustedKeys keys) {
    return new FleetPlan(
        members,
        AgentConfig.of(
            Map.ofEntries(
                Map.entry("device.id", part.prefix()),
                Map.entry("device.manufacturer", DemoFirmware.VENDOR),
                Map.entry("device.model", part.kind().model()),
                Map.entry("device.hardware", DemoFirmware.HARDWARE),
                Map.entry("factory.version", DemoFirmware.OLD_VERSION),
                Map.entry("data-directory", "device"),
                Map.entry("server.url", dmUrl),
                Map.entry("server.id", DemoServer.SERVER_ID),
                Map.entry("server.encoding", "wbxml"),
                Map.entry("server.device-auth.scheme", "md5"),
                Map.entry("server.server-auth.scheme", "md5"),
                Map.entry("server.device-auth.secret", "by the seed"),
                Map.entry("server.server-auth.secret", "by the seed"),
                Map.entry("verify.allow-unsigned", false)),
            Path.of("")),
        keys,
        Optional.empty(),
        new Rhythm.Poll(POLL, Share.parse("20%")),
        new Link(Duration.ofMillis(50), Share.NONE, Optional.empty()),
        OfflineHours.NONE,
        Failures.parse(part.fail()),
        FaultPlan.NONE,
        Optional.empty(),
        CONNECTIONS,
        Optional.empty(),
        Optional.empty(),
        PATIENCE,
        Optional.empty());
  }

  private void run(FleetPlan plan) {
    var run = new FleetRun(plan);
    runs.add(run);
    threads.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    run.run(_ -> {});
                  } catch (IOException e) {
                    LOG.log(System.Logger.Level.ERROR, "the demo's fleet broke off", e);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
  }

  @Override
  public void close() {
    runs.forEach(FleetRun::stop);
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
