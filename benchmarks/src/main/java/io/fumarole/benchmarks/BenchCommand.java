package io.fumarole.benchmarks;

import io.fumarole.benchmarks.load.Cores;
import io.fumarole.benchmarks.load.Examples;
import io.fumarole.benchmarks.rows.CampaignRow;
import io.fumarole.benchmarks.rows.CodecRow;
import io.fumarole.benchmarks.rows.DownloadRow;
import io.fumarole.benchmarks.rows.IdleRow;
import io.fumarole.benchmarks.rows.LargeRow;
import io.fumarole.benchmarks.rows.MillionRow;
import io.fumarole.benchmarks.rows.RehearsalRow;
import io.fumarole.benchmarks.rows.SlowRow;
import io.fumarole.benchmarks.rows.StartRow;
import io.fumarole.benchmarks.rows.StepRow;
import io.fumarole.benchmarks.rows.UpdateRow;
import io.fumarole.benchmarks.table.Baseline;
import io.fumarole.benchmarks.table.Machine;
import io.fumarole.benchmarks.table.Page;
import io.fumarole.benchmarks.table.Report;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// Measures the rows of the design's table, and shows them beside what it aims at.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = JmhCommand.class,
    description = "Measures the system and prints the figures beside what the design aims at.")
final class BenchCommand implements Runnable {
  private static final double NANOS_PER_SECOND = 1e9;

  /// In the order of the table. Each is independent of the others.
  private static final List<Row> ROWS =
      List.of(
          new UpdateRow(false),
          new UpdateRow(true),
          new IdleRow(),
          new CampaignRow(),
          new DownloadRow(),
          new SlowRow(),
          new StartRow(),
          new CodecRow(),
          new StepRow(),
          new LargeRow(),
          new MillionRow(),
          new RehearsalRow());

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--rows",
      split = ",",
      paramLabel = "ROW",
      description = "only these rows, by name; --list tells the names")
  private List<String> wanted = List.of();

  @Option(names = "--list", description = "list the rows and end")
  private boolean list;

  @Option(names = "--quick", description = "fewer and shorter runs: rough figures in a few minutes")
  private boolean quick;

  @Option(names = "--json", paramLabel = "FILE", description = "also write every run to a file")
  private @Nullable Path json;

  @Option(names = "--html", paramLabel = "FILE", description = "also write the table as a page")
  private @Nullable Path html;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "compare with what --json wrote of an earlier run")
  private @Nullable Path baseline;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "a PostgreSQL database on this machine, with a superuser: the rows make others")
  private @Nullable String database;

  @Option(
      names = "--pin",
      description =
          "give a server under load the first core, and its load the others; what has no load has all")
  private boolean pin;

  @Option(names = "--write-docs", description = "put the table into docs/benchmarks.md")
  private boolean writeDocs;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      ROWS.forEach(row -> out.println("%-10s %s".formatted(row.id(), row.work())));
      return;
    }
    List<Row> rows = rows();
    try {
      run(rows, out);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stop);
    } catch (IOException e) {
      throw new IllegalStateException(
          "the figures could not be read or written: " + e.getMessage(), e);
    }
  }

  private List<Row> rows() {
    for (String name : wanted) {
      if (ROWS.stream().noneMatch(row -> row.id().equals(name)))
        throw new ParameterException(
            spec.commandLine(),
            "no row '%s': there are %s"
                .formatted(name, ROWS.stream().map(Row::id).collect(Collectors.joining(", "))));
    }
    return ROWS.stream().filter(row -> wanted.isEmpty() || wanted.contains(row.id())).toList();
  }

  private void run(List<Row> rows, PrintWriter out) throws IOException, InterruptedException {
    Path root = Examples.root();
    // A file that is none is refused before anything is measured.
    Optional<Baseline> before =
        baseline == null ? Optional.empty() : Optional.of(Baseline.read(baseline));
    List<Report.Line> lines = new ArrayList<>();
    for (Row row : rows) {
      out.println(row.id() + ": " + row.work());
      out.flush();
      lines.add(measure(row, root, out));
      if (pin) Cores.takeAll();
    }
    var report =
        new Report(Machine.here(root), LocalDate.now(ZoneOffset.UTC).toString(), command(), lines);
    out.println();
    out.println(report.machine().words() + "; revision " + report.machine().revision());
    out.println();
    before.ifPresent(it -> out.println("before: " + it.words() + "\n"));
    out.print(report.text(before));
    if (json != null) Files.write(json, JsonMapper.shared().writeValueAsBytes(report));
    if (html != null) Files.writeString(html, Page.of(report, before));
    if (writeDocs) DocsPage.write(root, report);
    out.flush();
  }

  private Report.Line measure(Row row, Path root, PrintWriter out) throws IOException {
    long start = System.nanoTime();
    Path scratch = Files.createTempDirectory("fumarole-bench");
    Row.Measured measured = new Row.Measured(List.of(), List.of());
    Optional<String> trouble = Optional.empty();
    try {
      measured =
          row.measure(new Setting(root, scratch, Optional.ofNullable(database), pin, quick, out));
    } catch (UnsupportedOperationException planned) {
      trouble = Optional.of(String.valueOf(planned.getMessage()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      trouble = Optional.of("interrupted");
    } catch (Exception e) {
      // One row that breaks must not take the others with it: it is told in its place.
      e.printStackTrace(spec.commandLine().getErr());
      trouble = Optional.of(String.valueOf(e.getMessage()).lines().findFirst().orElse("broken"));
    } finally {
      Folders.delete(scratch);
    }
    double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
    return new Report.Line(
        row.id(), row.work(), measured.figures(), measured.remarks(), trouble, seconds);
  }

  private String command() {
    String rows = wanted.isEmpty() ? "" : " --rows " + String.join(",", wanted);
    return "./fumarole bench" + rows + (pin ? " --pin" : "") + (quick ? " --quick" : "");
  }
}
