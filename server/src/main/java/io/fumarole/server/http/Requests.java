package io.fumarole.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/// From Javalin's request to Jetty's below it.
public final class Requests {
  private Requests() {}

  /// Ends the connection amid an answer, so that the peer does not take it for whole.
  public static void abort(Context context) {
    ServletContextRequest.getServletContextRequest(context.req())
        .getConnectionMetaData()
        .getConnection()
        .getEndPoint()
        .close();
  }

  /// The body, held to `limit` octets and `time`.
  public static RequestBody body(Context context, int limit, Duration time) {
    var request = ServletContextRequest.getServletContextRequest(context.req());
    try {
      return RequestBody.read(request, context.req().getInputStream(), limit, time);
    } catch (IOException e) {
      throw new UncheckedIOException("the request has no input", e);
    }
  }
}
