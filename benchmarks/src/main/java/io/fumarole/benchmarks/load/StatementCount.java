package io.fumarole.benchmarks.load;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/// Counts SQL statements by what the SQLite driver logs of each: no code of the server takes part.
/// It costs time, so that a server is either counted or timed.
final class StatementCount extends AppenderBase<ILoggingEvent> {
  private static final String DRIVER = "org.sqlite.core.NativeDB";
  private static final String MARK = "] [SQLite EXEC] ";

  private final AtomicLong reads = new AtomicLong();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final AtomicLong others = new AtomicLong();

  /// @param reads SELECT
  /// @param writes INSERT, UPDATE, DELETE
  /// @param others BEGIN, SAVEPOINT, RELEASE and the like
  record Counts(long reads, long writes, long commits, long others) {}

  static StatementCount begin() {
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var count = new StatementCount();
    count.setContext(context);
    count.start();
    Logger driver = context.getLogger(DRIVER);
    driver.setLevel(Level.TRACE);
    driver.setAdditive(false);
    driver.addAppender(count);
    return count;
  }

  @Override
  protected void append(ILoggingEvent event) {
    String message = event.getFormattedMessage();
    int at = message.indexOf(MARK);
    if (at < 0) return;
    String sql = message.substring(at + MARK.length()).stripLeading();
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

  Counts counts() {
    return new Counts(reads.get(), writes.get(), commits.get(), others.get());
  }
}
