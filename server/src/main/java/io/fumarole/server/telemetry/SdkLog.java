package io.fumarole.server.telemetry;

import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What OpenTelemetry has to say goes into the log with all else: that a collector is away is a
/// line, and no stack of calls.
final class SdkLog extends Handler {
  private static final System.Logger LOG = System.getLogger(Telemetry.class.getName());

  /// Held, since a logger that nobody holds forgets what it was told.
  private static final Logger SDK = Logger.getLogger("io.opentelemetry");

  private SdkLog() {}

  static void divert() {
    if (!SDK.getUseParentHandlers()) return;
    SDK.setUseParentHandlers(false);
    SDK.addHandler(new SdkLog());
  }

  @Override
  public void publish(LogRecord said) {
    String cause =
        Optional.ofNullable(said.getThrown()).map(it -> " (" + root(it) + ")").orElse("");
    LOG.log(System.Logger.Level.WARNING, "telemetry: {0}{1}", said.getMessage(), cause);
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) root = root.getCause();
    return root;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
