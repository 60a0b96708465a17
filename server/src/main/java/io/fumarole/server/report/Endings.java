package io.fumarole.server.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Counts what rows came to, while they go by.
final class Endings {
  /// Devices make up codes: more kinds than this are counted as one.
  private static final int MOST_KINDS = 200;

  private static final Kind OTHER = new Kind("other", "", "", "");

  private final Map<Kind, Long> counts = new HashMap<>();
  private long total;

  private record Kind(String state, String cause, String code, String meaning) {}

  void count(ReportRow row) {
    var kind =
        new Kind(
            row.state(),
            row.cause().orElse(""),
            row.code().map(Object::toString).orElse(""),
            row.meaning().orElse(""));
    boolean isRoom = counts.containsKey(kind) || counts.size() < MOST_KINDS;
    counts.merge(isRoom ? kind : OTHER, 1L, Long::sum);
    total++;
  }

  long total() {
    return total;
  }

  /// State, cause, code, meaning and number, the most first.
  List<List<String>> rows() {
    List<List<String>> rows = new ArrayList<>();
    counts.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Kind, Long> e) -> -e.getValue())
                .thenComparing(e -> e.getKey().toString()))
        .forEach(
            e ->
                rows.add(
                    List.of(
                        e.getKey().state(),
                        e.getKey().cause(),
                        e.getKey().code(),
                        e.getKey().meaning(),
                        Words.of(e.getValue()))));
    return rows;
  }
}
