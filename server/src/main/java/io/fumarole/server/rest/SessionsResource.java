package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/sessions`: what was said, octet by octet and in words.
public final class SessionsResource implements RestApi.Resource {
  private final TraceStore traces;
  private final Runnable flush;

  /// @param flush writes what is still behind: who asks wants to see the last message too
  public SessionsResource(TraceStore traces, Runnable flush) {
    this.traces = traces;
    this.flush = flush;
  }

  /// A session in a list.
  private record SessionView(
      String session,
      String sessionId,
      String device,
      Instant started,
      Instant last,
      int messages) {
    static SessionView of(TraceStore.Summary it) {
      return new SessionView(
          it.session(),
          it.sessionId(),
          it.device().value(),
          it.started(),
          it.last(),
          it.messages());
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/sessions", this::list)
        .get(RestApi.BASE + "/sessions/{key}", this::show);
  }

  private void list(Context context) {
    Optional<DeviceId> device =
        Input.query(context, "device").map(text -> Input.id(text, DeviceId::new));
    int limit = Input.limit(context);
    flush.run();
    context.json(
        Map.of("sessions", traces.sessions(device, limit).stream().map(SessionView::of).toList()));
  }

  private void show(Context context) {
    String key = context.pathParam("key");
    flush.run();
    List<TraceStore.Entry> entries = traces.messages(key);
    if (entries.isEmpty()) {
      Problem.send(context, HttpStatus.NOT_FOUND, "no session " + key);
      return;
    }
    context.json(
        Map.of(
            "session", key,
            "sessionId", entries.getFirst().sessionId(),
            "device", entries.getFirst().device().value(),
            "messages", new SessionReader().read(entries)));
  }
}
