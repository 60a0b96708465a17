package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.server.stream.Listener;
import io.fumarole.server.stream.Tiding;
import io.fumarole.server.stream.Tiding.Kind;
import io.fumarole.server.stream.Watch;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// `/stream`: what happens, as it happens. Spec: HTML Living Standard 9.2, server-sent events.
public final class StreamResource implements RestApi.Resource {
  /// A peer that is gone is noticed, and a connection that stands is not taken for idle.
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  /// A browser comes again after this.
  private static final Duration RETRY = Duration.ofSeconds(2);

  private static final Set<Kind> ALL = EnumSet.complementOf(EnumSet.of(Kind.RESET));

  private final Watch watch;
  private final Callers callers;
  private final RetryAfter retryAfter;

  public StreamResource(Watch watch, Callers callers, RetryAfter retryAfter) {
    this.watch = watch;
    this.callers = callers;
    this.retryAfter = retryAfter;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/stream", this::stream, Scope.READ);
  }

  private void stream(Context context) {
    Set<Kind> kinds = kinds(Input.query(context, "types"));
    Optional<String> device =
        Input.query(context, "device").map(text -> Input.id(text, DeviceId::new).value());
    context.header("Cache-Control", "no-store");
    // Said to proxies that would keep an answer until it is whole.
    context.header("X-Accel-Buffering", "no");
    context.contentType("text/event-stream");
    if (HandlerType.HEAD.equals(context.method())) return;
    Optional<String> after =
        Optional.ofNullable(context.header("Last-Event-ID")).filter(it -> !it.isBlank());
    Optional<Listener> listener = watch.join(kinds, device, after);
    if (listener.isEmpty()) {
      context.header(RetryAfter.HEADER, retryAfter.seconds());
      throw new BadRequest(
          HttpStatus.SERVICE_UNAVAILABLE, "too many watch this server: try again later");
    }
    // Of a stream that stands for hours nobody waits for the end.
    RestGate.leave(context);
    try {
      String start = after.isEmpty() ? "id: " + watch.now() + "\n" : "";
      Streamed.send(
          context,
          "text/event-stream",
          out -> {
            write(out, "retry: " + RETRY.toMillis() + "\n" + start + "\n");
            tell(context, listener.get(), out);
          });
    } finally {
      watch.leave(listener.get());
    }
  }

  private static Set<Kind> kinds(Optional<String> types) {
    if (types.isEmpty()) return ALL;
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String type : types.get().split(",", -1))
      kinds.add(Input.word("type", type, ALL.toArray(Kind[]::new)));
    return kinds;
  }

  /// Until the peer goes, is not let in any more, takes it too slowly, or the server stops.
  private void tell(Context context, Listener listener, OutputStream out) throws IOException {
    try {
      long beat = System.nanoTime() + HEARTBEAT.toNanos();
      while (!listener.isOver()) {
        long left = beat - System.nanoTime();
        if (left <= 0) {
          if (!callers.isStill(context, Scope.READ)) return;
          write(out, ":\n\n");
          beat = System.nanoTime() + HEARTBEAT.toNanos();
        } else {
          Optional<Tiding> next = listener.next(Duration.ofNanos(left));
          if (next.isPresent()) write(out, text(next.get()));
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private static String text(Tiding tiding) {
    return "id: %s\nevent: %s\ndata: %s\n\n"
        .formatted(tiding.id(), Input.word(tiding.kind()), tiding.data());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
