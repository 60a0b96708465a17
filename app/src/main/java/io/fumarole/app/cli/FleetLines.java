package io.fumarole.app.cli;

import io.fumarole.lab.fault.FaultReport;
import io.fumarole.lab.fault.FaultReport.OfFault;
import io.fumarole.lab.fault.Promise;
import io.fumarole.lab.fault.Promises.Broken;
import io.fumarole.lab.fleet.Counts;
import io.fumarole.lab.fleet.FleetResult;
import io.fumarole.lab.fleet.Latency;
import io.fumarole.lab.fleet.Sample;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/// Shows a fleet while it runs, and what came of it: a table that stands still on a terminal, a
/// line now and then elsewhere.
final class FleetLines {
  private static final double MIB = 1 << 20;

  /// Where nobody looks on, a log need not be full of it.
  private static final int LINE_EVERY = 10;

  private static final int MOST_TROUBLES = 5;

  /// Of what stands behind a row's name.
  private static final int WIDTH = 60;

  /// Of each kind; the files have all of them.
  private static final int MOST_BROKEN = 10;

  private static final int LONGEST_TROUBLE = 100;

  /// ANSI: up so many lines, and clear from there to the end.
  private static final String BACK = "\033[%dA\033[J";

  private final PrintWriter out;
  private final boolean isTerminal;
  private int drawn;
  private int seen;

  FleetLines(PrintWriter out, boolean isTerminal) {
    this.out = out;
    this.isTerminal = isTerminal;
  }

  void show(Sample sample) {
    if (isTerminal) draw(table(sample));
    else if (++seen % LINE_EVERY == 0) out.println(line(sample));
    out.flush();
  }

  private void draw(List<String> lines) {
    if (drawn > 0) out.printf(BACK, drawn);
    lines.forEach(out::println);
    drawn = lines.size();
  }

  private static String line(Sample sample) {
    Counts all = sample.all();
    return "%6.0f s  %,d sessions, %.0f a second; %,d broken, %,d put off; %s; runs %s; results %s"
        .formatted(
            sample.seconds(),
            all.sessions(),
            sample.sessionsPerSecond(),
            all.failed(),
            all.sentAway(),
            latency(sample.latency()),
            counts(sample.versions()),
            counts(all.results()));
  }

  private static String counts(Map<?, Long> counts) {
    if (counts.isEmpty()) return "none";
    return counts.entrySet().stream()
        .map(each -> "%s: %,d".formatted(each.getKey(), each.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static List<String> table(Sample sample) {
    Counts all = sample.all();
    List<String> lines = new ArrayList<>();
    lines.add(row("time", "%.0f s".formatted(sample.seconds())));
    lines.add(row("sessions", sessions(all, sample.sessionsPerSecond())));
    lines.add(row("latency", latency(sample.latency())));
    lines.add(
        row(
            "downloads",
            downloads(all) + ", %.1f MiB a second".formatted(sample.octetsPerSecond() / MIB)));
    String server = sample.serverCpu().map(", %.2f the server"::formatted).orElse("");
    lines.add(row("processors", "%.2f here%s".formatted(sample.cpu(), server)));
    lines.addAll(ends(sample));
    return lines;
  }

  void end(FleetResult result) {
    if (isTerminal && drawn > 0) out.printf(BACK, drawn);
    out.println("fleet: %s, after %.1f s".formatted(result.end().words(), result.seconds()));
    Counts all = result.last().all();
    out.println(row("sessions", sessions(all, result.sessionsPerSecond())));
    out.println(row("latency", latency(result.latency())));
    out.println(row("downloads", downloads(all)));
    if (all.notified() > 0) out.println(row("notified", "%,d times".formatted(all.notified())));
    if (all.lost() > 0) out.println(row("lost", "%,d on purpose".formatted(all.lost())));
    String server = result.serverCpuPerSession().map(", %.3f ms the server"::formatted).orElse("");
    out.println(
        row("processor", "%.3f ms a session here%s".formatted(result.cpuPerSession(), server)));
    result.memory().ifPresent(it -> out.println(row("memory", "%.0f MiB".formatted(it / MIB))));
    ends(result.last()).forEach(out::println);
    troubles(all);
    faults(result.faults());
    out.flush();
  }

  private static String sessions(Counts all, double perSecond) {
    return "%,d, %.1f a second; %,d broken, %,d put off"
        .formatted(all.sessions(), perSecond, all.failed(), all.sentAway());
  }

  private static String latency(Latency latency) {
    return "half within %.1f ms, 90%% within %.1f, 99%% within %.1f, all within %.1f"
        .formatted(latency.p50(), latency.p90(), latency.p99(), latency.most());
  }

  private static String downloads(Counts all) {
    return "%,d, %.1f MiB".formatted(all.downloads(), all.octets() / MIB);
  }

  /// Each fault, who met it and how they stand, then what must hold and does not.
  private void faults(FaultReport faults) {
    for (OfFault each : faults.faults())
      out.println(
          "  %-18s %,d of %,d devices, %,d times; %s"
              .formatted(
                  each.fault(), each.met(), each.devices(), each.strikes(), counts(each.ends())));
    faults.unread().ifPresent(why -> out.println("the server's record was not compared: " + why));
    if (faults.faults().isEmpty()) return;
    if (faults.broken().isEmpty() && faults.unread().isEmpty())
      out.println(
          "everything holds: %,d acknowledged reports are in the record, every deployment has ended or says why not"
              .formatted(faults.compared()));
    Map<Promise, List<Broken>> byPromise =
        faults.broken().stream()
            .collect(
                Collectors.groupingBy(
                    Broken::promise, () -> new EnumMap<>(Promise.class), Collectors.toList()));
    byPromise.forEach(
        (promise, all) -> {
          out.println("BROKEN: %s (%,d)".formatted(promise.words(), all.size()));
          all.stream()
              .limit(MOST_BROKEN)
              .forEach(each -> out.println("  %s: %s".formatted(each.device(), each.words())));
        });
  }

  /// What the devices run, and what they have said.
  private static List<String> ends(Sample sample) {
    List<String> lines = new ArrayList<>();
    sample
        .versions()
        .forEach((version, count) -> lines.add(row("runs " + version, "%,d".formatted(count))));
    sample
        .all()
        .results()
        .forEach(
            (code, count) ->
                lines.add(
                    row(
                        "result " + code,
                        "%,d  %s".formatted(count, new ResultCode(code).meaning()))));
    lines.addAll(struck(sample.all().faults()));
    return lines;
  }

  /// As many on a line as a terminal takes: a longer one would break the table.
  private static List<String> struck(SortedMap<String, Long> faults) {
    List<String> lines = new ArrayList<>();
    var words = new StringBuilder();
    for (Map.Entry<String, Long> each : faults.entrySet()) {
      String word = "%s: %,d".formatted(each.getKey(), each.getValue());
      if (words.length() + word.length() > WIDTH) {
        lines.add(row("struck", words.toString()));
        words.setLength(0);
      }
      words.append(words.isEmpty() ? "" : ", ").append(word);
    }
    if (!words.isEmpty()) lines.add(row("struck", words.toString()));
    return lines;
  }

  private void troubles(Counts all) {
    all.troubles().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
        .limit(MOST_TROUBLES)
        .forEach(each -> out.println(row("trouble", trouble(each.getKey(), each.getValue()))));
  }

  private static String trouble(String words, long count) {
    return "%,d × %s"
        .formatted(count, words.substring(0, Math.min(LONGEST_TROUBLE, words.length())));
  }

  private static String row(String name, String value) {
    return "  %-14s %s".formatted(name, value);
  }
}
