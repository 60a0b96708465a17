package io.fumarole.server.telemetry;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.Steps;
import io.fumarole.campaign.exchange.TraceStore;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;

/// A span for each message of a device, and within it one for each step of its way through the
/// exchange. It is put together when the answer is there: only then the session is known.
public final class SessionSpans {
  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<Long> RECEIVED = AttributeKey.longKey("http.request.body.size");
  private static final AttributeKey<Long> SENT = AttributeKey.longKey("http.response.body.size");
  private static final AttributeKey<String> CLIENT = AttributeKey.stringKey("client.address");
  private static final AttributeKey<String> DEVICE = AttributeKey.stringKey("fumarole.device");
  private static final AttributeKey<String> SESSION = AttributeKey.stringKey("fumarole.session");
  private static final AttributeKey<String> NOTE = AttributeKey.stringKey("fumarole.refusal");
  private static final int FAILED = 500;

  private final Tracer tracer;
  private final SessionIds ids;
  private final ThreadLocal<Optional<OneMessage>> current =
      ThreadLocal.withInitial(Optional::empty);

  SessionSpans(Tracer tracer, SessionIds ids) {
    this.tracer = tracer;
    this.ids = ids;
  }

  /// When a step was passed, in nanoseconds since 1970.
  private record Passed(Steps.Step step, long at) {}

  /// What is noted of a message on its way.
  private static final class OneMessage {
    private final long begun = nanos(Instant.now());
    private final long from = System.nanoTime();
    private final List<Passed> passed = new ArrayList<>();
    private Optional<TraceStore.Entry> entry = Optional.empty();

    /// By the clock that only goes forward.
    long now() {
      return begun + System.nanoTime() - from;
    }

    private static long nanos(Instant at) {
      return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
  }

  /// Tells the steps to `other`, and notes those that are passed on the thread of a message: the
  /// transaction, which many share, is within the time until the commit.
  public Steps steps(Steps other) {
    return step -> {
      current.get().ifPresent(it -> it.passed.add(new Passed(step, it.now())));
      other.passed(step);
    };
  }

  /// Hears of each message as it is traced.
  public void note(TraceStore.Entry entry) {
    current.get().filter(_ -> entry.fromDevice()).ifPresent(it -> it.entry = Optional.of(entry));
  }

  /// The exchange, with a span for each of its messages.
  public BiFunction<Exchanger.Request, Instant, Exchanger.Answer> around(
      BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchange) {
    return (request, now) -> {
      var message = new OneMessage();
      current.set(Optional.of(message));
      try {
        Exchanger.Answer answer = exchange.apply(request, now);
        tell(message, request, answer);
        return answer;
      } finally {
        current.remove();
      }
    };
  }

  private void tell(OneMessage message, Exchanger.Request request, Exchanger.Answer answer) {
    Span span = started(message);
    span.setAttribute(METHOD, "POST")
        .setAttribute(ROUTE, "/dm")
        .setAttribute(STATUS, (long) answer.httpStatus())
        .setAttribute(CLIENT, request.from())
        .setAttribute(RECEIVED, (long) request.body().length())
        .setAttribute(SENT, (long) answer.body().length());
    message.entry.ifPresent(entry -> describe(span, entry));
    if (answer.httpStatus() >= FAILED) span.setStatus(StatusCode.ERROR);
    steps(message, span);
    span.end(message.now(), TimeUnit.NANOSECONDS);
  }

  private static void describe(Span span, TraceStore.Entry entry) {
    span.setAttribute(DEVICE, entry.device().value()).setAttribute(SESSION, entry.session());
    entry.note().ifPresent(note -> span.setAttribute(NOTE, note));
  }

  private Span started(OneMessage message) {
    SpanBuilder builder =
        tracer
            .spanBuilder("POST /dm")
            .setSpanKind(SpanKind.SERVER)
            .setStartTimestamp(message.begun, TimeUnit.NANOSECONDS)
            .setNoParent();
    return message
        .entry
        .map(entry -> ids.within(entry.session(), builder::startSpan))
        .orElseGet(builder::startSpan);
  }

  /// Each step's span reaches from the step before it.
  private void steps(OneMessage message, Span parent) {
    Context within = Context.root().with(parent);
    long from = message.begun;
    for (Passed it : message.passed) {
      tracer
          .spanBuilder(it.step.name().toLowerCase(Locale.ROOT))
          .setParent(within)
          .setStartTimestamp(from, TimeUnit.NANOSECONDS)
          .startSpan()
          .end(it.at, TimeUnit.NANOSECONDS);
      from = it.at;
    }
  }
}
