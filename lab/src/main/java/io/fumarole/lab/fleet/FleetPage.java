package io.fumarole.lab.fleet;

import io.fumarole.lab.fault.FaultReport;
import io.fumarole.lab.fault.FaultReport.OfFault;
import io.fumarole.lab.fault.Promises.Broken;
import io.fumarole.lab.fleet.Chart.Line;
import io.fumarole.protocol.fumo.ResultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A run as one page that needs nothing beside itself.
public final class FleetPage {
  private static final double MIB = 1 << 20;
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 760px; margin: 2em auto; color: #222 }
      table { border-collapse: collapse; margin: 1em 0 } td, th { padding: 2px 14px 2px 0; text-align: left }
      td.n { text-align: right; font-variant-numeric: tabular-nums }
      figure { margin: 2em 0 } figcaption { font-weight: 600 } svg text { font-size: 11px; fill: #666 }
      tr.broken { color: #c0392b }
      svg .grid { stroke: #ddd } svg polyline { stroke-width: 1.5 } .legend { color: #555; margin: 0 }
      """;

  private final FleetResult result;
  private final StringBuilder page = new StringBuilder();

  private FleetPage(FleetResult result) {
    this.result = result;
  }

  public static String of(FleetResult result) {
    return new FleetPage(result).page();
  }

  private String page() {
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<title>Fleet of %d devices</title>%n".formatted(result.devices()));
    page.append("<style>\n").append(STYLE).append("</style></head><body>\n");
    page.append(
        "<h1>Fleet of %,d devices</h1>%n<p>Against %s, seed %d. %s.</p>%n"
            .formatted(
                result.devices(),
                Html.text(result.server()),
                result.seed(),
                Html.text(sentence(result.end().words()))));
    figures();
    faults();
    charts();
    results();
    return page.append("</body></html>\n").toString();
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private void figures() {
    Counts all = result.last().all();
    page.append("<table>\n");
    row("Time", "%.1f s".formatted(result.seconds()));
    row("Sessions", "%,d, %.1f a second".formatted(all.sessions(), result.sessionsPerSecond()));
    row("Sessions that broke", "%,d".formatted(all.failed()));
    row("Put off by the server", "%,d".formatted(all.sentAway()));
    row("Messages", "%,d".formatted(all.messages()));
    row("Lost on purpose", "%,d".formatted(all.lost()));
    row("Notifications", "%,d".formatted(all.notified()));
    row("Downloads", "%,d requests, %.1f MiB".formatted(all.downloads(), all.octets() / MIB));
    row("Session, from when it was due", latency(result.latency()));
    row("Processor time of the fleet", "%.3f ms a session".formatted(result.cpuPerSession()));
    result
        .serverCpuPerSession()
        .ifPresent(cpu -> row("Processor time of the server", "%.3f ms a session".formatted(cpu)));
    result
        .memory()
        .ifPresent(octets -> row("Memory of the fleet", "%.0f MiB".formatted(octets / MIB)));
    page.append("</table>\n");
  }

  private static String latency(Latency latency) {
    return """
    half within %.1f ms, 90%% within %.1f, 99%% within %.1f, 99.9%% within %.1f, all within %.1f"""
        .formatted(latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.most());
  }

  private void row(String name, String value) {
    page.append("<tr><th>").append(Html.text(name)).append("</th><td>");
    page.append(Html.text(value)).append("</td></tr>\n");
  }

  private void faults() {
    FaultReport report = result.faults();
    if (report.faults().isEmpty()) return;
    page.append("<h2>What must hold</h2>\n");
    report
        .unread()
        .ifPresent(
            why ->
                page.append(
                    "<p>The server's record was not compared: %s</p>%n".formatted(Html.text(why))));
    if (report.broken().isEmpty()) {
      page.append(
          "<p>All of it does; %,d acknowledged reports were compared.</p>%n"
              .formatted(report.compared()));
    } else {
      page.append("<table>\n<tr><th>Broken</th><th>Device</th><th>How</th></tr>\n");
      for (Broken each : report.broken())
        page.append(
            "<tr class=\"broken\"><td>%s</td><td>%s</td><td>%s</td></tr>%n"
                .formatted(
                    Html.text(each.promise().words()),
                    Html.text(each.device()),
                    Html.text(each.words())));
      page.append("</table>\n");
    }
    page.append("<h2>Faults</h2>\n<table>\n");
    page.append(
        "<tr><th>Fault</th><th>Met</th><th>Times</th><th>How they stand</th><th>What it is</th></tr>\n");
    for (OfFault each : report.faults())
      page.append(
          "<tr><td>%s</td><td class=\"n\">%,d of %,d</td><td class=\"n\">%,d</td><td>%s</td><td>%s</td></tr>%n"
              .formatted(
                  Html.text(each.fault()),
                  each.met(),
                  each.devices(),
                  each.strikes(),
                  Html.text(ends(each)),
                  Html.text(each.what())));
    page.append("</table>\n");
  }

  private static String ends(OfFault fault) {
    return fault.ends().entrySet().stream()
        .map(end -> "%s: %,d".formatted(end.getKey(), end.getValue()))
        .collect(Collectors.joining(", "));
  }

  private void charts() {
    List<Double> times = series(Sample::seconds);
    page.append(
        Chart.svg(
            "Sessions",
            "1/s",
            times,
            List.of(
                new Line("ended", "#1668b8", series(Sample::sessionsPerSecond)),
                new Line("broken or put off", "#c0392b", series(Sample::failedPerSecond)))));
    page.append(
        Chart.svg(
            "Latency, from when a session was due",
            "ms",
            times,
            List.of(
                new Line("half", "#1668b8", series(sample -> sample.latency().p50())),
                new Line("90%", "#e08e0b", series(sample -> sample.latency().p90())),
                new Line("99%", "#c0392b", series(sample -> sample.latency().p99())))));
    List<Line> cpu = new ArrayList<>();
    cpu.add(new Line("fleet", "#1668b8", series(Sample::cpu)));
    if (result.serverCpuPerSession().isPresent())
      cpu.add(new Line("server", "#c0392b", series(sample -> sample.serverCpu().orElse(0.0))));
    page.append(Chart.svg("Processors at work", "", times, cpu));
    page.append(
        Chart.svg(
            "Downloads",
            "MiB/s",
            times,
            List.of(
                new Line("octets", "#1668b8", series(sample -> sample.octetsPerSecond() / MIB)))));
    page.append(Chart.svg("Devices by version", "", times, versions()));
  }

  private static final List<String> COLORS =
      List.of("#1668b8", "#e08e0b", "#2e8b57", "#c0392b", "#7d3c98", "#555555");

  private List<Line> versions() {
    List<String> names =
        result.timeline().stream()
            .flatMap(sample -> sample.versions().keySet().stream())
            .distinct()
            .limit(COLORS.size())
            .toList();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      lines.add(
          new Line(
              name,
              COLORS.get(i),
              series(sample -> (double) sample.versions().getOrDefault(name, 0L))));
    }
    return lines;
  }

  private List<Double> series(Function<Sample, Double> value) {
    return result.timeline().stream().map(value).toList();
  }

  private void results() {
    page.append("<h2>Versions</h2>\n<table>\n");
    result.last().versions().forEach((version, count) -> count(version, "", count));
    page.append("</table>\n<h2>Results of updates</h2>\n<table>\n");
    for (Map.Entry<Integer, Long> each : result.last().all().results().entrySet())
      count(each.getKey().toString(), new ResultCode(each.getKey()).meaning(), each.getValue());
    page.append("</table>\n<h2>Why sessions and updates failed</h2>\n<table>\n");
    result.last().all().troubles().forEach((words, count) -> count(words, "", count));
    page.append("</table>\n");
  }

  private void count(String what, String meaning, long count) {
    page.append(
        "<tr><td class=\"n\">%,d</td><td>%s</td><td>%s</td></tr>%n"
            .formatted(count, Html.text(what), Html.text(meaning)));
  }
}
