package io.fumarole.lab.conform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A run of the kit.
///
/// @param peer what was judged: `device` or `server`
/// @param about what is known of it, such as its model
/// @param end why the run ended early; empty when all cases were looked at
public record Report(String peer, Map<String, String> about, String end, List<Result> results) {
  public Report {
    about = Map.copyOf(about);
    results = List.copyOf(results);
  }

  /// How many of each verdict, those that did not occur too.
  public Map<Verdict, Long> counts() {
    Map<Verdict, Long> counts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) counts.put(verdict, 0L);
    counts.putAll(
        results.stream()
            .map(Result::verdict)
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting())));
    return counts;
  }

  /// The counts in a line.
  public String summary() {
    return counts().entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey().words())
        .collect(Collectors.joining(", "));
  }

  /// Whether nothing spoke against the peer, and it was there to the end.
  public boolean isClean() {
    return end.isEmpty() && counts().getOrDefault(Verdict.FAIL, 0L) == 0;
  }
}
