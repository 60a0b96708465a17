package io.fumarole.server.metrics;

import io.fumarole.campaign.exchange.Exchanger;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;

/// Messages of devices, with how long their answers took.
public final class MeteredExchange
    implements BiFunction<Exchanger.Request, Instant, Exchanger.Answer> {
  private static final List<String> ENCODINGS = List.of("xml", "wbxml");

  private final BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchange;
  private final MeterProvider<Timer> messages;

  public MeteredExchange(
      BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchange, Metrics metrics) {
    this.exchange = exchange;
    this.messages =
        metrics.timer("messages", "DM messages by encoding and HTTP status, until the answer");
    for (String encoding : ENCODINGS) timer(encoding, 200);
  }

  private Timer timer(String encoding, int status) {
    return messages.withTags("encoding", encoding, "status", String.valueOf(status));
  }

  @Override
  public Exchanger.Answer apply(Exchanger.Request request, Instant now) {
    long begun = System.nanoTime();
    Exchanger.Answer answer = exchange.apply(request, now);
    timer(encoding(request.contentType()), answer.httpStatus())
        .record(Duration.ofNanos(System.nanoTime() - begun));
    return answer;
  }

  private static String encoding(String contentType) {
    String type = contentType.toLowerCase(Locale.ROOT);
    if (type.contains("wbxml")) return "wbxml";
    return type.contains("xml") ? "xml" : "other";
  }
}
