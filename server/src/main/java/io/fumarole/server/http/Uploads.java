package io.fumarole.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Bodies that are too large to be held: read as they come. A peer that falls silent is dropped by
/// the connection's idle time.
public final class Uploads {
  private static final System.Logger LOG = System.getLogger(Uploads.class.getName());

  /// What is read of a body that nobody wants; beyond that the connection is closed.
  private static final long MOST_DRAINED = 4L << 30;

  private Uploads() {}

  public static InputStream stream(Context context) {
    try {
      return context.req().getInputStream();
    } catch (IOException e) {
      throw new UncheckedIOException("the request has no input", e);
    }
  }

  /// Reads what is left, so that the peer comes to read the answer.
  public static void drain(InputStream body) {
    byte[] chunk = new byte[65_536];
    long drained = 0;
    try {
      int count = body.read(chunk);
      while (count >= 0 && drained < MOST_DRAINED) {
        drained += count;
        count = body.read(chunk);
      }
    } catch (IOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "the peer of an upload went away", gone);
    }
  }
}
