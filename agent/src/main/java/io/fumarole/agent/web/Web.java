package io.fumarole.agent.web;

import io.fumarole.protocol.syncml.Octets;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Fetches what an address leads to, and posts to it.
public interface Web extends AutoCloseable {
  /// @param method `GET` or `POST`
  /// @param body empty for a GET
  /// @param patience the longest wait for the answer to begin, and then for its next octet
  record Request(
      String method, URI uri, Map<String, String> headers, Octets body, Duration patience) {
    public Request {
      headers = Map.copyOf(headers);
    }
  }

  /// An answer whose body is still arriving; whoever takes it closes it.
  interface Response extends Closeable {
    int status();

    /// The first header of that name, whatever its letters' case.
    Optional<String> header(String name);

    /// A read that waits beyond the request's patience fails with [StalledException].
    InputStream body();
  }

  /// @throws IOException when no answer begins: what kind it is says why
  Response send(Request request) throws IOException, InterruptedException;

  /// Lets go of its connections, if it keeps any.
  @Override
  default void close() {}
}
