package io.fumarole.server.telemetry;

import io.fumarole.server.http.RouteName;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// A span for each call of the API, below that of the caller, and for each download. It stands
/// before all others and answers nothing.
public final class TracedRequests extends Handler.Abstract {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> SENT = AttributeKey.longKey("http.response.body.size");
  private static final int FAILED = 500;
  private static final String DOWNLOADS = "/dl/";
  private static final String API = "/api/";

  private static final TextMapGetter<Request> HEADERS =
      new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Request request, String name) {
          return request == null ? null : request.getHeaders().get(name);
        }
      };

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  TracedRequests(Tracer tracer, TextMapPropagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    boolean isApi = path.startsWith(API);
    if (!isApi && !path.startsWith(DOWNLOADS)) return false;
    // What a device's request says of traces is not looked at.
    Context parent = isApi ? propagator.extract(Context.root(), request, HEADERS) : Context.root();
    Span span =
        tracer
            .spanBuilder(request.getMethod())
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .startSpan();
    Request.addCompletionListener(request, _ -> end(span, request, response, isApi));
    return false;
  }

  /// A path is not told: that of a download lets everybody fetch it.
  private static void end(Span span, Request request, Response response, boolean isApi) {
    Optional<String> route = isApi ? RouteName.of(request) : Optional.of(DOWNLOADS + "<token>");
    route.ifPresent(it -> span.setAttribute(ROUTE, it).updateName(request.getMethod() + " " + it));
    span.setAttribute(METHOD, request.getMethod())
        .setAttribute(STATUS, (long) response.getStatus())
        .setAttribute(SENT, Response.getContentBytesWritten(response));
    if (response.getStatus() >= FAILED) span.setStatus(StatusCode.ERROR);
    span.end();
  }
}
