package io.fumarole.benchmarks.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// Counts SQL statements by the event that Jdbi records of each that it runs: no code of the server
/// takes part. It costs time, so that a server is either counted or timed.
final class StatementCount {
  private static final String EVENT = "jdbi.statement";

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong others = new AtomicLong();
  private Recording recording;

  private StatementCount() {
    this.recording = begun();
  }

  /// @param reads SELECT
  /// @param writes INSERT, UPDATE, DELETE
  /// @param others BEGIN, SAVEPOINT, RELEASE and the like
  record Counts(long reads, long writes, long commits, long others) {}

  static StatementCount begin() {
    return new StatementCount();
  }

  private static Recording begun() {
    var recording = new Recording();
    recording.enable(EVENT).withThreshold(Duration.ZERO).withoutStackTrace();
    recording.start();
    return recording;
  }

  private void add(RecordedEvent event) {
    if (!event.getEventType().getName().equals(EVENT)) return;
    String sql = event.getString("sql").stripLeading();
    int end = sql.indexOf(' ');
    String verb = (end < 0 ? sql : sql.substring(0, end)).toUpperCase(Locale.ROOT).strip();
    AtomicLong counter =
        switch (verb) {
          case "SELECT" -> reads;
          case "INSERT", "UPDATE", "DELETE" -> writes;
          case "COMMIT" -> commits;
          default -> others;
        };
    counter.incrementAndGet();
  }

  /// What was run since it began.
  Counts counts() throws IOException {
    Path file = Files.createTempFile("fumarole-statements", ".jfr");
    try (Recording over = recording) {
      recording = begun();
      over.stop();
      over.dump(file);
      try (var events = new RecordingFile(file)) {
        while (events.hasMoreEvents()) add(events.readEvent());
      }
    } finally {
      Files.delete(file);
    }
    return new Counts(reads.get(), writes.get(), commits.get(), others.get());
  }
}
