package io.fumarole.server.rest;

import io.fumarole.server.http.Requests;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import tools.jackson.core.exc.JacksonIOException;

/// Answers that are written as they are read, however long they are.
final class Streamed {
  private static final System.Logger LOG = System.getLogger(Streamed.class.getName());
  private static final int BUFFER = 65_536;

  /// A page of ours loads nothing and runs nothing, whatever a device has put into it.
  private static final String NOTHING_BUT_STYLE =
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

  private Streamed() {}

  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /// A page of ours.
  static void page(Context context, Writing page) {
    context.header("Content-Security-Policy", NOTHING_BUT_STYLE);
    context.header("X-Content-Type-Options", "nosniff");
    send(context, "text/html; charset=utf-8", page);
  }

  static void send(Context context, String type, Writing writing) {
    context.contentType(type);
    try {
      var out = new BufferedOutputStream(context.res().getOutputStream(), BUFFER);
      writing.to(out);
      out.flush();
    } catch (IOException | UncheckedIOException | JacksonIOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "the peer of a long answer went away", gone);
    } catch (RuntimeException failed) {
      // What is half written must not look whole.
      if (context.res().isCommitted()) Requests.abort(context);
      throw failed;
    }
  }
}
