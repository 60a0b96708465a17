package io.fumarole.app.crash;

import io.fumarole.app.cli.ApiClient;
import io.fumarole.app.cli.CliMistake;
import io.fumarole.campaign.exchange.Steps;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/// Kills the server again and again under load, and compares after each restart.
public final class CrashRun {
  /// A step is passed some hundred times a second: late enough that devices are at work again.
  private static final int MOST_PASSAGES = 40;

  private static final int SHORTEST_LIFE_MILLIS = 30;
  private static final int LONGEST_LIFE_MILLIS = 600;

  /// Beyond each step once, one kill of so many is at a step.
  private static final int ONE_OF = 3;

  private static final int PROGRESS_EVERY = 10;
  private static final int SERVER_LINES = 40;

  private final Setting setting;
  private final PrintWriter out;
  private final Random random;
  private final KillCount kills = new KillCount();
  private final AtomicBoolean stopping = new AtomicBoolean();
  private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
  private final List<CrashDevice> devices = new ArrayList<>();
  private final CrashReport report;

  /// What a run needs.
  ///
  /// @param directory empty, for all that the run writes
  /// @param database an empty PostgreSQL; empty: SQLite
  /// @param kills each step once comes first, random instants and steps after
  /// @param seed decides on steps and instants; the threads' order is the machine's
  public record Setting(
      Path directory, Optional<String> database, int devices, int kills, long seed) {}

  private CrashRun(Setting setting, PrintWriter out) {
    this.setting = setting;
    this.out = out;
    this.random = new Random(setting.seed());
    this.report = new CrashReport(setting.seed());
  }

  /// @return whether all was as it must be; if not, `out` has the story
  public static boolean run(Setting setting, PrintWriter out)
      throws IOException, InterruptedException {
    return new CrashRun(setting, out).run();
  }

  private boolean run() throws IOException, InterruptedException {
    Path data = setting.directory().resolve("server");
    CrashFirmware firmware = CrashFirmware.make(setting.directory());
    Files.createDirectories(data.resolve("trusted-keys"));
    Files.copy(
        firmware.publicKey(),
        data.resolve("trusted-keys/crash.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    Path log = setting.directory().resolve("server.log");
    try (var server = new ServerProcess(data, log, setting.database(), random)) {
      server.start(Optional.empty());
      kills.up();
      var operator = new Operator(api(server), new Random(setting.seed()));
      enrol(operator, firmware, server);
      var audit = new Audit(operator);
      List<Thread> threads = devices.stream().map(it -> start(it, operator)).toList();
      try {
        kill(server, audit);
        end(server, audit, threads);
      } catch (CrashTrouble | CliMistake trouble) {
        troubles.add(String.valueOf(trouble.getMessage()));
      } finally {
        threads.forEach(Thread::interrupt);
      }
      report.print(out, devices, audit.facts());
      tell(server);
      return troubles.isEmpty();
    }
  }

  private static ApiClient api(ServerProcess server) throws IOException {
    return new ApiClient(server.url(), Files.readString(server.tokenFile()).strip());
  }

  private void enrol(Operator operator, CrashFirmware firmware, ServerProcess server)
      throws IOException {
    for (Flow flow : Flow.values()) {
      for (String version : CrashFirmware.VERSIONS)
        operator.addPackage(flow, version, firmware.bundle(flow, version));
    }
    String dmUrl = server.url() + "/dm";
    for (int number = 1; number <= setting.devices(); number++) {
      CrashDevice device =
          CrashDevice.make(number, setting.seed(), setting.directory(), dmUrl, firmware);
      operator.addDevice(device);
      devices.add(device);
    }
  }

  private Thread start(CrashDevice device, Operator operator) {
    return Thread.ofPlatform()
        .name(device.id())
        .daemon()
        .start(
            () -> {
              try {
                while (!stopping.get() && troubles.isEmpty()) device.update(operator, kills);
              } catch (CrashTrouble | CliMistake trouble) {
                troubles.add(String.valueOf(trouble.getMessage()));
              } catch (IOException | RuntimeException broken) {
                troubles.add(device.id() + " broke: " + broken);
              } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /// Each restart is looked at before the next kill.
  private void kill(ServerProcess server, Audit audit)
      throws IOException, InterruptedException, CrashTrouble {
    dieAtAnInstant(server);
    List<Steps.Step> steps = new ArrayList<>(List.of(Steps.Step.values()));
    Collections.shuffle(steps, random);
    for (int kill = 1; kill < setting.kills() && troubles.isEmpty(); kill++) {
      boolean isEachOnce = kill <= steps.size();
      Steps.Step step = steps.get(isEachOnce ? kill - 1 : random.nextInt(steps.size()));
      boolean atStep = isEachOnce || random.nextInt(ONE_OF) == 0;
      var halt = new ServerProcess.Halt(step, random.nextInt(1, MOST_PASSAGES));
      up(server, atStep ? Optional.of(halt) : Optional.empty());
      audit.news(devices);
      if (atStep) dieAt(server, step);
      else dieAtAnInstant(server);
      if (kill % PROGRESS_EVERY == 0) report.progress(out, devices);
    }
    up(server, Optional.empty());
    audit.news(devices);
  }

  private void dieAt(ServerProcess server, Steps.Step step)
      throws IOException, InterruptedException, CrashTrouble {
    server.arm();
    boolean hasHalted = server.awaitHalt();
    kills.down();
    if (!hasHalted) throw new CrashTrouble("the server never came to the step " + step);
    report.killed(step.name());
  }

  private void dieAtAnInstant(ServerProcess server) throws InterruptedException {
    Thread.sleep(random.nextInt(SHORTEST_LIFE_MILLIS, LONGEST_LIFE_MILLIS));
    kills.down();
    server.kill();
    report.killed(CrashReport.INSTANT);
  }

  private void up(ServerProcess server, Optional<ServerProcess.Halt> halt) throws IOException {
    server.start(halt);
    kills.up();
  }

  /// The devices finish what they are at; one more kill, and all of it is compared once more.
  private void end(ServerProcess server, Audit audit, List<Thread> threads)
      throws IOException, InterruptedException, CrashTrouble {
    stopping.set(true);
    for (Thread thread : threads) thread.join();
    if (!troubles.isEmpty()) return;
    audit.everything(devices);
    dieAtAnInstant(server);
    up(server, Optional.empty());
    audit.everything(devices);
  }

  /// What went wrong, and what led to it.
  private void tell(ServerProcess server) throws IOException {
    for (String trouble : troubles) {
      out.println();
      out.println("NOT AS IT MUST BE: " + trouble);
      for (CrashDevice device : devices) {
        if (!trouble.startsWith(device.id())) continue;
        out.println("  what " + device.id() + " (" + device.flow() + ") went through:");
        device.ledger().lines().forEach(line -> out.println("    " + line));
      }
    }
    if (!troubles.isEmpty()) {
      out.println("  the server's last lines:");
      server.lastWords(SERVER_LINES).forEach(line -> out.println("    " + line));
    }
    out.flush();
  }
}
