package io.fumarole.app.cli;

import io.fumarole.lab.fault.DeviceLedger;
import io.fumarole.lab.fault.FaultReport;
import io.fumarole.lab.fleet.FleetPage;
import io.fumarole.lab.fleet.FleetPlan;
import io.fumarole.lab.fleet.FleetResult;
import io.fumarole.lab.fleet.FleetRun;
import io.fumarole.lab.fleet.Members;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Thousands of devices against a server that runs; `docs/fleet.md` has a walk.
@Command(
    name = "fleet",
    mixinStandardHelpOptions = true,
    description = "Lets thousands of devices talk to a server.",
    footer = {
      "",
      "First './fumarole lab fleet --write-devices fleet.csv' and './fumarole device import fleet.csv',",
      "then the same without --write-devices: names and secrets follow from prefix and seed."
    })
final class LabFleetCommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  /// What the process takes without devices, their sessions and downloads under way included.
  private static final long BASE_OCTETS = 160 * MIB;

  /// An agent with its tree, state and slots between two sessions has some 30 KB; and a margin.
  private static final long OCTETS_EACH = 48 << 10;

  @Mixin private FleetSettings settings = new FleetSettings();

  @Option(
      names = "--write-devices",
      paramLabel = "FILE",
      description = "only writes the list that 'device import' takes")
  private @Nullable Path list;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "of the devices in that list (default: ${DEFAULT-VALUE})",
      defaultValue = "oma-strict")
  private String profile = "oma-strict";

  @Option(names = "--json", paramLabel = "FILE", description = "writes the result as JSON")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "writes the result as a page")
  private @Nullable Path html;

  @Mixin private ApiToken token = new ApiToken();

  @Option(
      names = "--unread",
      description =
          "with faults: the server's record is not compared at the end, since it has no such API")
  private boolean unread;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (settings.listsFaults()) {
      FaultSettings.print(out());
      return 0;
    }
    return list == null ? run(settings.plan()) : write(settings.members(), list);
  }

  private int write(Members members, Path file) throws IOException {
    if (!profile.matches("[A-Za-z0-9._-]+"))
      throw new CliMistake("--profile: '" + profile + "' is no name of a profile");
    try (Writer out = Files.newBufferedWriter(file)) {
      members.writeCsv(out, profile, settings.serverShows(), settings.listening());
    }
    out().println("wrote %,d devices to %s".formatted(members.count(), file));
    out().flush();
    return 0;
  }

  /// A fleet that runs out of memory would lose devices one by one.
  private static void checkMemory(int devices) {
    long needed = BASE_OCTETS + devices * OCTETS_EACH;
    long there = Runtime.getRuntime().maxMemory();
    if (needed > there)
      throw new CliMistake(
          "%,d devices need about %,d MiB of heap, there are %,d: set FUMAROLE_FLEET_HEAP=%dm"
              .formatted(devices, needed / MIB, there / MIB, needed / MIB * 2));
  }

  private int run(FleetPlan plan) throws IOException, InterruptedException {
    checkMemory(plan.members().count());
    Optional<FleetRecord> record = record(plan);
    record.ifPresent(FleetRecord::check);
    boolean isTerminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    var lines = new FleetLines(out(), isTerminal);
    var run = new FleetRun(plan);
    var written = new CountDownLatch(1);
    Thread stop = new Thread(() -> stop(run, written));
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      FleetResult result = run.run(lines::show);
      if (!plan.faults().isEmpty()) result = result.with(faults(record, run.ledgers()));
      lines.end(result);
      save(result);
      return isGood(plan, result) ? 0 : 1;
    } finally {
      written.countDown();
      removeHook(stop);
    }
  }

  private Optional<FleetRecord> record(FleetPlan plan) {
    if (plan.faults().isEmpty() || unread) return Optional.empty();
    try {
      return Optional.of(new FleetRecord(new ApiClient(settings.apiUrl(), token.text())));
    } catch (CliMistake noToken) {
      throw new CliMistake(
          noToken.getMessage()
              + "; with faults the server's record is compared at the end, --unread leaves that out");
    }
  }

  private static FaultReport faults(Optional<FleetRecord> record, List<DeviceLedger> ledgers) {
    if (record.isEmpty()) return FaultReport.of(ledgers, "--unread was said");
    try {
      return record.get().compare(ledgers);
    } catch (CliMistake gone) {
      return FaultReport.of(ledgers, String.valueOf(gone.getMessage()));
    }
  }

  /// With faults there are devices that no server can update in time: what must hold decides.
  private boolean isGood(FleetPlan plan, FleetResult result) {
    boolean isInTime = result.end() != FleetResult.End.TIME || plan.until().isEmpty();
    boolean isRead = unread || result.faults().unread().isEmpty();
    return result.end() != FleetResult.End.SILENT
        && (plan.faults().isEmpty() ? isInTime : result.faults().broken().isEmpty() && isRead);
  }

  /// After Ctrl-C the result is still written.
  private static void stop(FleetRun run, CountDownLatch written) {
    run.stop();
    try {
      written.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      // It is the hook that ends this run.
      return;
    }
  }

  private void save(FleetResult result) throws IOException {
    if (json != null)
      Files.writeString(
          json, ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(result) + "\n");
    if (html != null) Files.writeString(html, FleetPage.of(result));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
