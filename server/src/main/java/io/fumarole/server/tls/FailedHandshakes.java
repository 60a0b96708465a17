package io.fumarole.server.tls;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/// Tells the log of peers that made no connection: a device that trusts another authority, knows no
/// version of ours, or speaks http shows itself nowhere else. The first is told at once, those
/// after it are counted and told with the next, a minute later at the earliest.
final class FailedHandshakes implements SslHandshakeListener {
  private static final long PAUSE = Duration.ofMinutes(1).toNanos();

  /// Peers have words in it.
  private static final int LONGEST = 300;

  private static final System.Logger LOG = System.getLogger(FailedHandshakes.class.getName());

  private final AtomicLong count = new AtomicLong();
  private final Consumer<String> out;
  private final LongSupplier nanos;
  private Optional<Long> toldAt = Optional.empty();
  private long untold;

  FailedHandshakes() {
    this(line -> LOG.log(System.Logger.Level.WARNING, "{0}", line), System::nanoTime);
  }

  /// @param nanos a clock that only goes forward
  FailedHandshakes(Consumer<String> out, LongSupplier nanos) {
    this.out = out;
    this.nanos = nanos;
  }

  /// Since the start.
  long count() {
    return count.get();
  }

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    failed(peer(event), String.valueOf(failure.getMessage()));
  }

  private static String peer(Event event) {
    boolean isKnown =
        event.getEndPoint() != null
            && event.getEndPoint().getRemoteSocketAddress() instanceof InetSocketAddress;
    if (!isKnown) return "unknown";
    return ((InetSocketAddress) event.getEndPoint().getRemoteSocketAddress()).getHostString();
  }

  synchronized void failed(String from, String words) {
    count.incrementAndGet();
    long now = nanos.getAsLong();
    if (toldAt.filter(at -> now - at < PAUSE).isPresent()) {
      untold++;
      return;
    }
    String before = untold == 0 ? "" : "; and %d more since the last line".formatted(untold);
    out.accept("TLS handshake failed: from=%s %s%s".formatted(from, plain(words), before));
    toldAt = Optional.of(now);
    untold = 0;
  }

  private static String plain(String words) {
    String line = words.strip().replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
