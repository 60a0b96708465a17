package io.fumarole.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Requests by part of the server and status, with what was sent for them. It stands before all
/// others and answers nothing.
public final class MeteredRequests extends Handler.Abstract {
  private final MeterProvider<Counter> requests;
  private final MeterProvider<Counter> sent;

  public MeteredRequests(Metrics metrics) {
    requests = metrics.counter("http.requests", "HTTP requests by part and status");
    sent = metrics.counter("http.sent.bytes", "Octets of bodies sent, by part");
    for (String part : new String[] {"dm", "download", "api", "other"}) {
      requests.withTags("part", part, "status", "200").increment(0);
      sent.withTag("part", part).increment(0);
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String part = part(Request.getPathInContext(request));
    Request.addCompletionListener(request, _ -> count(part, response));
    return false;
  }

  private void count(String part, Response response) {
    requests.withTags("part", part, "status", String.valueOf(response.getStatus())).increment();
    sent.withTag("part", part).increment((double) Response.getContentBytesWritten(response));
  }

  private static String part(String path) {
    if (path.equals("/dm") || path.startsWith("/dm/")) return "dm";
    if (path.startsWith("/dl/")) return "download";
    return path.startsWith("/api/") ? "api" : "other";
  }
}
