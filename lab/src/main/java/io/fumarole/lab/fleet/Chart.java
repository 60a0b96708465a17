package io.fumarole.lab.fleet;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// Lines over time, as SVG.
public final class Chart {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 200;
  private static final int LEFT = 64;
  private static final int BOTTOM = 24;
  private static final int TOP = 12;
  private static final int GRID = 4;
  private static final int GAP = 5;

  /// From here on no digits behind the point are worth their room.
  private static final double TEN = 10;

  /// @param color as CSS has it
  public record Line(String name, String color, List<Double> values) {
    public Line {
      values = List.copyOf(values);
    }
  }

  private Chart() {}

  /// @param times seconds, one for each value of each line
  static String svg(String title, String unit, List<Double> times, List<Line> lines) {
    return svg(title, unit, "s", times, lines);
  }

  /// @param times in `timeUnit`, one for each value of each line
  public static String svg(
      String title, String unit, String timeUnit, List<Double> times, List<Line> lines) {
    double most =
        nice(lines.stream().flatMap(line -> line.values().stream()).mapToDouble(v -> v).max());
    double end = Math.max(1, times.isEmpty() ? 1 : times.getLast());
    StringBuilder svg = new StringBuilder();
    svg.append("<figure><figcaption>").append(Html.text(title)).append("</figcaption>\n");
    svg.append("<svg viewBox=\"0 0 %d %d\" role=\"img\">%n".formatted(WIDTH, HEIGHT));
    grid(svg, most, end, unit, timeUnit);
    for (Line line : lines) draw(svg, line, times, most, end);
    svg.append("</svg>\n<p class=\"legend\">");
    for (Line line : lines)
      svg.append(
          "<span style=\"color:%s\">&#9632;</span> %s "
              .formatted(line.color(), Html.text(line.name())));
    return svg.append("</p></figure>\n").toString();
  }

  /// The next of 1, 2, 5, 10, 20 and so on.
  private static double nice(OptionalDouble largest) {
    double value = largest.orElse(0);
    if (value <= 0) return 1;
    double ten = Math.pow(10, Math.floor(Math.log10(value)));
    for (double step : new double[] {1, 2, 5}) if (value <= step * ten) return step * ten;
    return 10 * ten;
  }

  private static void grid(
      StringBuilder svg, double most, double end, String unit, String timeUnit) {
    for (int i = 0; i <= GRID; i++) {
      double value = most * i / GRID;
      String y = tenths(y(value, most));
      svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" ".formatted(LEFT, WIDTH));
      svg.append("y1=\"%s\" y2=\"%s\"/>".formatted(y, y));
      svg.append("<text x=\"%d\" y=\"%s\" ".formatted(LEFT - GAP, tenths(y(value, most) + GAP)));
      svg.append("text-anchor=\"end\">").append(number(value));
      svg.append(i == GRID ? " " + Html.text(unit) : "").append("</text>\n");
      double time = end * i / GRID;
      svg.append("<text x=\"%s\" y=\"%d\" ".formatted(tenths(x(time, end)), HEIGHT - GAP));
      svg.append("text-anchor=\"%s\">".formatted(i == GRID ? "end" : "middle"));
      svg.append(number(time)).append(' ').append(timeUnit).append("</text>\n");
    }
  }

  private static void draw(
      StringBuilder svg, Line line, List<Double> times, double most, double end) {
    svg.append("<polyline fill=\"none\" stroke=\"%s\" points=\"".formatted(line.color()));
    int count = Math.min(times.size(), line.values().size());
    for (int i = 0; i < count; i++) {
      svg.append(tenths(x(times.get(i), end))).append(',');
      svg.append(tenths(y(line.values().get(i), most))).append(' ');
    }
    svg.append("\"/>\n");
  }

  private static double x(double time, double end) {
    return LEFT + (WIDTH - LEFT) * time / end;
  }

  private static double y(double value, double most) {
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / most);
  }

  private static String tenths(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static String number(double value) {
    return value >= TEN || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2g", value);
  }
}
