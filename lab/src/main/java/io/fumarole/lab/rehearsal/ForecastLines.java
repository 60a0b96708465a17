package io.fumarole.lab.rehearsal;

import io.fumarole.lab.rehearsal.Forecast.Brief;
import io.fumarole.lab.rehearsal.Forecast.Moved;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// A forecast in words: what a page and a terminal show alike.
public final class ForecastLines {
  public static final List<String> HEADS =
      List.of(
          "SETTING",
          "DONE AFTER",
          "90% AFTER",
          "STOPPED",
          "SUCCEED",
          "SESSIONS/S",
          "OCTETS/S",
          "NOTIFIED");

  private static final double HUNDRED = 100;

  private final Forecast forecast;
  private final List<Row> rows = new ArrayList<>();

  /// A figure and its name.
  public record Row(String name, String value) {}

  private ForecastLines(Forecast forecast) {
    this.forecast = forecast;
  }

  public static List<Row> rows(Forecast forecast) {
    var lines = new ForecastLines(forecast);
    lines.end();
    lines.devices();
    lines.load();
    lines.ends();
    lines.seen();
    return lines.rows;
  }

  private void end() {
    Forecast.End end = forecast.end();
    row(
        "Completes",
        percent(end.completes())
            + " of the runs"
            + end.finish().map(it -> ", after " + times(it)).orElse(""));
    end.half().ifPresent(it -> row("Half of those that succeed have after", times(it)));
    end.most().ifPresent(it -> row("90% of them after", times(it)));
    end.nearlyAll().ifPresent(it -> row("99% of them after", times(it)));
    row(
        "Is stopped by a threshold",
        percent(end.pauses())
            + " of the runs"
            + end.pausesAfter().map(it -> ", after " + times(it)).orElse(""));
    for (Map.Entry<String, Integer> each : end.reasons().entrySet())
      row(
          "How it ends",
          "%s (%d of %d runs)".formatted(each.getKey(), each.getValue(), forecast.runs()));
  }

  private void devices() {
    Forecast.Devices devices = forecast.devices();
    row("Devices in it", counts(devices.members()));
    row("Succeed", counts(devices.succeeded()));
    row("Fail or expire", counts(devices.failed()));
    if (devices.declined().high() > 0) row("Decline or are cancelled", counts(devices.declined()));
    if (devices.notTaken().high() > 0) row("No phase takes", counts(devices.notTaken()));
    if (devices.out().high() > 0)
      row("Get nothing", counts(devices.out()) + devices.whyOut().map(it -> ": " + it).orElse(""));
    row("Will never be reached", counts(devices.neverHeard()));
    if (devices.neverReady().high() > 0)
      row("Never meet the precondition", counts(devices.neverReady()));
  }

  private void load() {
    Forecast.Load load = forecast.load();
    row("Sessions in the busiest second", counts(load.peakSessions()));
    row("Octets in the busiest second", octets(load.peakOctets()));
    row("Octets in all", octets(load.octets()));
    row("Notifications", counts(load.notifications()));
    forecast
        .cost()
        .ifPresent(it -> row("They cost", spread(it, v -> String.format(Locale.ROOT, "%,.2f", v))));
  }

  private void ends() {
    forecast
        .ends()
        .forEach((words, count) -> row("Ends in one of the runs", count(count) + " " + words));
  }

  private void seen() {
    if (forecast.seen().isEmpty()) return;
    Seen seen = forecast.seen().get();
    row(
        "What was seen is off by",
        String.format(
            Locale.ROOT,
            "%.1f%% of the devices in the middle, at most %.1f%%, after %s",
            seen.usual() * HUNDRED,
            seen.widest() * HUNDRED,
            Times.words(seen.widestAt())));
  }

  private void row(String name, String value) {
    rows.add(new Row(name, value));
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f%%", share * HUNDRED);
  }

  private static String times(Spread spread) {
    return spread(spread, Times::words);
  }

  private static String octets(Spread spread) {
    return spread(spread, Times::octets);
  }

  private static String counts(Spread spread) {
    return spread(spread, ForecastLines::count);
  }

  private static String count(double value) {
    return String.format(Locale.ROOT, "%,d", Math.round(value));
  }

  /// One figure where all runs agree.
  private static String spread(Spread spread, DoubleFunction<String> words) {
    String median = words.apply(spread.median());
    String low = words.apply(spread.low());
    String high = words.apply(spread.high());
    return low.equals(high) ? median : "%s (%s to %s)".formatted(median, low, high);
  }

  /// A row for what is, and one for each setting that is moved. Where fewer runs are compared than
  /// there are, the first row says so: its figures are not those of all.
  public static List<List<String>> sensitivity(Forecast forecast) {
    List<List<String>> all = new ArrayList<>();
    for (Moved moved : forecast.sensitivity()) {
      if (all.isEmpty()) all.add(cells(asItIs(forecast), moved.from()));
      all.add(cells(moved.setting(), moved.to()));
    }
    return all;
  }

  private static String asItIs(Forecast forecast) {
    return forecast.compared() == forecast.runs()
        ? "as it is"
        : "as it is, in %d of the %d runs".formatted(forecast.compared(), forecast.runs());
  }

  private static List<String> cells(String name, Brief brief) {
    return List.of(
        name,
        time(brief.finish()),
        time(brief.most()),
        percent(brief.pauses()),
        count(brief.succeeded()),
        count(brief.peakSessions()),
        Times.octets(brief.peakOctets()),
        count(brief.notifications()));
  }

  private static String time(Optional<Double> seconds) {
    return seconds.map(Times::words).orElse("never");
  }
}
