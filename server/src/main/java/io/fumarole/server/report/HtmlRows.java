package io.fumarole.server.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows of reports as rows of a table for people.
final class HtmlRows {
  static final List<String> COLUMNS =
      List.of("Device", "Phase", "State", "From → to", "When", "Result", "Reason", "Evidence");

  private HtmlRows() {}

  static List<List<String>> of(ReportRow row) {
    return List.of(
        List.of(row.device()),
        List.of(row.phase().orElse("")),
        List.of(row.state() + (row.tries() == 0 ? "" : ", try " + (row.tries() + 1))),
        List.of(row.from().orElse("?") + " → " + row.to()),
        lines("scheduled", row.scheduled(), "begun", row.begun(), "ended", row.ended()),
        lines("", row.cause(), "while", row.endedIn(), "code", code(row)),
        List.of(row.reason()),
        evidence(row));
  }

  private static Optional<String> code(ReportRow row) {
    return row.code().map(code -> code + row.meaning().map(it -> ", " + it).orElse(""));
  }

  /// The values that are there, each behind its name.
  private static List<String> lines(
      String first,
      Optional<?> one,
      String second,
      Optional<?> two,
      String third,
      Optional<?> three) {
    List<String> lines = new ArrayList<>();
    one.ifPresent(it -> lines.add((first + " " + it).strip()));
    two.ifPresent(it -> lines.add(second + " " + it));
    three.ifPresent(it -> lines.add(third + " " + it));
    return lines;
  }

  private static List<String> evidence(ReportRow row) {
    List<String> lines = new ArrayList<>(row.evidence());
    row.deployment()
        .ifPresent(
            it ->
                lines.add(
                    "deployment %s, package %s%s"
                        .formatted(
                            it.id(),
                            it.packageId(),
                            row.campaign().map(c -> ", campaign " + c).orElse(""))));
    lines.add("runs %s, last seen %s".formatted(row.runs().orElse("?"), row.lastSeen()));
    return lines;
  }
}
