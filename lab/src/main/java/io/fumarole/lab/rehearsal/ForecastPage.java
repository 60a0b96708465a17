package io.fumarole.lab.rehearsal;

import io.fumarole.lab.fleet.Chart;
import io.fumarole.lab.fleet.Chart.Line;
import io.fumarole.lab.fleet.Html;
import java.util.List;
import java.util.function.Function;

/// A forecast as one page that needs nothing beside itself.
public final class ForecastPage {
  private static final double MEGA = 1e6;
  private static final String BLUE = "#1668b8";
  private static final String PALE = "#9cc3e6";
  private static final String RED = "#c0392b";
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; max-width: 820px; margin: 2em auto; color: #222 }
      table { border-collapse: collapse; margin: 1em 0 } td, th { padding: 2px 14px 2px 0; text-align: left }
      td.n { text-align: right; font-variant-numeric: tabular-nums }
      figure { margin: 2em 0 } figcaption { font-weight: 600 } svg text { font-size: 11px; fill: #666 }
      svg .grid { stroke: #ddd } svg polyline { stroke-width: 1.5 } .legend { color: #555; margin: 0 }
      """;

  private final Forecast forecast;
  private final StringBuilder page = new StringBuilder();

  private ForecastPage(Forecast forecast) {
    this.forecast = forecast;
  }

  public static String of(Forecast forecast) {
    return new ForecastPage(forecast).page();
  }

  private String page() {
    String title = "Rehearsal of " + Html.text(forecast.campaign());
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n");
    page.append("<title>").append(title).append("</title>\n<style>\n").append(STYLE);
    page.append("</style></head><body>\n<h1>").append(title).append("</h1>\n");
    page.append(
        "<p>%,d devices, started at %s, %d runs from seed %d.</p>%n"
            .formatted(forecast.fleet(), forecast.start(), forecast.runs(), forecast.seed()));
    figures();
    charts();
    seen();
    sensitivity();
    page.append("<h2>What this stands on</h2>\n<ul>\n");
    for (String each : forecast.assumptions())
      page.append("<li>").append(Html.text(each)).append("</li>\n");
    return page.append("</ul>\n</body></html>\n").toString();
  }

  private void figures() {
    page.append("<table>\n");
    for (ForecastLines.Row row : ForecastLines.rows(forecast)) {
      page.append("<tr><th>").append(Html.text(row.name())).append("</th><td>");
      page.append(Html.text(row.value())).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }

  private void charts() {
    int end = forecast.course().isEmpty() ? 1 : forecast.course().getLast().second();
    String unit = Times.unit(end);
    List<Double> times = forecast.course().stream().map(it -> Times.in(unit, it.second())).toList();
    page.append(
        Chart.svg(
            "Devices",
            "",
            unit,
            times,
            List.of(
                new Line(
                    "succeeded, one run in ten has more", PALE, high(Forecast.Band::succeeded)),
                new Line("succeeded, one in ten has fewer", PALE, low(Forecast.Band::succeeded)),
                new Line("succeeded", BLUE, median(Forecast.Band::succeeded)),
                new Line("taken by a phase", "#555555", median(Forecast.Band::taken)),
                new Line("failed", RED, median(Forecast.Band::failed)))));
    page.append(
        Chart.svg(
            "Sessions",
            "1/s",
            unit,
            times,
            List.of(new Line("sessions", BLUE, median(Forecast.Band::sessionsPerSecond)))));
    page.append(
        Chart.svg(
            "Downloads",
            "MB/s",
            unit,
            times,
            List.of(
                new Line(
                    "octets",
                    BLUE,
                    median(Forecast.Band::octetsPerSecond).stream()
                        .map(it -> it / MEGA)
                        .toList()))));
  }

  private void seen() {
    if (forecast.seen().isEmpty()) return;
    List<Seen.At> course = forecast.seen().get().course();
    String unit = Times.unit(course.isEmpty() ? 1 : course.getLast().second());
    page.append(
        Chart.svg(
            "Succeeded, as forecast and as seen",
            "",
            unit,
            course.stream().map(it -> Times.in(unit, it.second())).toList(),
            List.of(
                new Line(
                    "forecast",
                    BLUE,
                    course.stream()
                        .map(it -> Seen.expected(forecast.course(), it.second()))
                        .toList()),
                new Line("seen", RED, course.stream().map(it -> (double) it.succeeded()).toList()),
                new Line(
                    "failed, as seen",
                    "#555555",
                    course.stream().map(it -> (double) it.failed()).toList()))));
  }

  private List<Double> median(Function<Forecast.Band, Spread> value) {
    return forecast.course().stream().map(it -> value.apply(it).median()).toList();
  }

  private List<Double> low(Function<Forecast.Band, Spread> value) {
    return forecast.course().stream().map(it -> value.apply(it).low()).toList();
  }

  private List<Double> high(Function<Forecast.Band, Spread> value) {
    return forecast.course().stream().map(it -> value.apply(it).high()).toList();
  }

  private void sensitivity() {
    if (forecast.sensitivity().isEmpty()) return;
    page.append("<h2>When one setting moves</h2>\n<table>\n<tr>");
    for (String head : ForecastLines.HEADS)
      page.append("<th>").append(Html.text(head)).append("</th>");
    page.append("</tr>\n");
    for (List<String> row : ForecastLines.sensitivity(forecast)) {
      page.append("<tr>");
      for (String cell : row) page.append("<td>").append(Html.text(cell)).append("</td>");
      page.append("</tr>\n");
    }
    page.append("</table>\n");
  }
}
