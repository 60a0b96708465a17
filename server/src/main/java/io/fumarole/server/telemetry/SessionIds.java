package io.fumarole.server.telemetry;

import io.opentelemetry.sdk.trace.IdGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/// All messages of a DM session are in one trace, whichever server answered which: the trace's id
/// follows from the session's key, and so does whether it is sampled. All other ids are drawn.
final class SessionIds implements IdGenerator {
  private static final int OCTETS = 16;
  private static final IdGenerator DRAWN = IdGenerator.random();

  private final ThreadLocal<Optional<String>> session = ThreadLocal.withInitial(Optional::empty);

  /// Starts a span without a parent in the trace of a session.
  <T> T within(String key, Supplier<T> start) {
    session.set(Optional.of(traceOf(key)));
    try {
      return start.get();
    } finally {
      session.remove();
    }
  }

  static String traceOf(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, OCTETS);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
    }
  }

  @Override
  public String generateSpanId() {
    return DRAWN.generateSpanId();
  }

  @Override
  public String generateTraceId() {
    return session.get().orElseGet(DRAWN::generateTraceId);
  }
}
