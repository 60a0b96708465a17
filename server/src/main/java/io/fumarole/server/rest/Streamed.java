package io.fumarole.server.rest;

import io.fumarole.server.http.Requests;
import io.javalin.http.Context;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/// Answers that are written as they are read, however long they are.
final class Streamed {
  private static final System.Logger LOG = System.getLogger(Streamed.class.getName());
  private static final int BUFFER = 65_536;

  private Streamed() {}

  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  static void send(Context context, String type, Writing writing) {
    context.contentType(type);
    try {
      var out = new BufferedOutputStream(context.res().getOutputStream(), BUFFER);
      writing.to(out);
      out.flush();
    } catch (IOException | UncheckedIOException gone) {
      LOG.log(System.Logger.Level.DEBUG, "the peer of a long answer went away", gone);
    } catch (RuntimeException failed) {
      // What is half written must not look whole.
      if (context.res().isCommitted()) Requests.abort(context);
      throw failed;
    }
  }
}
