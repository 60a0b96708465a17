package io.fumarole.server.http;

import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/// A request's body, read whole within bounds of size and time. The HTTP server itself stops a peer
/// that falls silent, but not one that drips an octet a second.
public sealed interface RequestBody {
  /// How long a body may take.
  Duration LONGEST = Duration.ofSeconds(30);

  record Whole(Octets octets) implements RequestBody {}

  record TooLarge(int limit) implements RequestBody {}

  record TooSlow(Duration limit) implements RequestBody {}

  /// The peer went away, or sent no proper body.
  record Broken(String reason) implements RequestBody {}

  /// Reads at most `limit` octets from `in`, the content of `request`, within `time`. What is up to
  /// twice as long is heard to its end all the same: who is cut off while it writes may get a
  /// broken connection instead of the answer that says why.
  static RequestBody read(Request request, InputStream in, int limit, Duration time) {
    EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
    long idleTimeout = endPoint.getIdleTimeout();
    long start = System.nanoTime();
    boolean isTooLarge = request.getLength() > limit;
    try {
      long mostHeard = 2L * limit;
      if (request.getLength() > mostHeard) return new TooLarge(limit);
      long heard = 0;
      var body = new ByteArrayOutputStream();
      byte[] chunk = new byte[8_192];
      while (true) {
        long left = time.minusNanos(System.nanoTime() - start).toMillis();
        if (left <= 0) return isTooLarge ? new TooLarge(limit) : new TooSlow(time);
        // A read that waits must not outlast what is left.
        endPoint.setIdleTimeout(Math.min(left, idleTimeout));
        int count = in.read(chunk);
        if (count < 0)
          return isTooLarge ? new TooLarge(limit) : new Whole(Octets.wrap(body.toByteArray()));
        heard += count;
        isTooLarge |= heard > limit;
        if (heard > mostHeard) return new TooLarge(limit);
        if (!isTooLarge) body.write(chunk, 0, count);
      }
    } catch (IOException e) {
      if (isTooLarge) return new TooLarge(limit);
      boolean isLate = System.nanoTime() - start >= time.toNanos() * 9 / 10;
      return isLate ? new TooSlow(time) : new Broken(String.valueOf(e.getMessage()));
    } finally {
      endPoint.setIdleTimeout(idleTimeout);
    }
  }

  /// The HTTP status for a body that could not be read.
  default int status() {
    return switch (this) {
      case Whole _ -> 200;
      case TooLarge _ -> 413;
      case TooSlow _ -> 408;
      case Broken _ -> 400;
    };
  }

  /// What was wrong, for the peer.
  default String words() {
    return switch (this) {
      case Whole _ -> "";
      case TooLarge(var limit) -> "the body is larger than " + limit + " octets";
      case TooSlow(var limit) -> "the body took longer than " + limit.toSeconds() + " s";
      case Broken(var reason) -> "the body could not be read: " + reason;
    };
  }
}
