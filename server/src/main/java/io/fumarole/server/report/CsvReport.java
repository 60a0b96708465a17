package io.fumarole.server.report;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.server.CsvCells;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A report as CSV. Each row says of when it is, so that it can be told from a later one's.
final class CsvReport {
  private static final List<String> COLUMNS =
      List.of(
          "campaign",
          "phase",
          "device",
          "state",
          "from",
          "to",
          "package",
          "deployment",
          "scheduled",
          "begun",
          "ended",
          "endedIn",
          "cause",
          "code",
          "meaning",
          "reason",
          "runs",
          "lastSeen",
          "tries",
          "attempts",
          "asOf",
          "campaignState");

  private static final List<String> OF_EVENTS =
      List.of("at", "device", "deployment", "kind", "text");

  private final CsvWriter writer;

  CsvReport(OutputStream out) {
    writer = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
  }

  void begin() {
    writer.writeRecord(COLUMNS);
  }

  /// @param campaignState of the row's campaign, empty without one
  void add(ReportRow row, Instant asOf, String campaignState) {
    write(
        List.of(
            text(row.campaign()),
            text(row.phase()),
            row.device(),
            row.state(),
            text(row.from()),
            row.to(),
            text(row.deployment().map(it -> it.packageId())),
            text(row.deployment().map(it -> it.id())),
            text(row.scheduled()),
            text(row.begun()),
            text(row.ended()),
            text(row.endedIn()),
            text(row.cause()),
            text(row.code()),
            text(row.meaning()),
            row.reason(),
            text(row.runs()),
            row.lastSeen().toString(),
            String.valueOf(row.tries()),
            String.join("; ", row.evidence()),
            asOf.toString(),
            campaignState));
  }

  void addAll(List<Event> events) {
    writer.writeRecord(OF_EVENTS);
    for (Event event : events)
      write(
          List.of(
              event.at().toString(),
              event.device().value(),
              text(event.deployment()),
              event.kind(),
              event.text()));
  }

  private void write(List<String> cells) {
    writer.writeRecord(cells.stream().map(CsvCells::written).toList());
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  void end() throws IOException {
    writer.flush();
  }
}
