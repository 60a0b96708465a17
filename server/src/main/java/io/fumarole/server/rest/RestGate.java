package io.fumarole.server.rest;

import io.fumarole.server.http.Admission;
import io.fumarole.server.http.RetryAfter;
import io.javalin.http.Context;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Lets a bounded number of calls of the API in. It stands before the routes and keeps a call's
/// place until its answer is complete. Health passes: a full server is not a dead one.
public final class RestGate extends Handler.Abstract {
  private static final String PREFIX = RestApi.BASE + "/";

  private static final String PLACE = "fumarole-place";

  private record Place(Admission admission, AtomicBoolean isLeft) {
    void leave() {
      if (!isLeft.getAndSet(true)) admission.leave();
    }
  }

  private final Admission admission;
  private final RetryAfter retryAfter;

  public RestGate(Admission admission, RetryAfter retryAfter) {
    this.admission = admission;
    this.retryAfter = retryAfter;
  }

  /// Gives a call's place back before its answer is complete: one that stands for hours is no work.
  static void leave(Context context) {
    if (context.req().getAttribute(PLACE) instanceof Place place) place.leave();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX) || RestApi.OPEN.contains(path)) return false;
    if (admission.enter()) {
      var place = new Place(admission, new AtomicBoolean());
      request.setAttribute(PLACE, place);
      Request.addCompletionListener(request, _ -> place.leave());
      return false;
    }
    response.setStatus(HttpStatus.SERVICE_UNAVAILABLE_503);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, Problem.MEDIA_TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter.seconds());
    String body =
        "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,"
            + "\"detail\":\"too many calls at once: try again later\"}";
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }
}
