package io.fumarole.lab.conform;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A run as programs read it.
public final class JsonReport {
  private JsonReport() {}

  /// What is to be written as JSON.
  public static Map<String, Object> of(Report report) {
    Map<String, Long> counts = new LinkedHashMap<>();
    report.counts().forEach((verdict, count) -> counts.put(label(verdict), count));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("peer", report.peer());
    data.put("about", report.about());
    data.put("end", report.end());
    data.put("counts", counts);
    data.put("results", report.results());
    return data;
  }

  /// A verdict in lower case.
  public static String label(Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
