package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.paging.Before;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/sessions`: what was said, octet by octet and in words.
public final class SessionsResource implements RestApi.Resource {
  private final TraceStore traces;
  private final Runnable flush;
  private final Optional<SessionScript> script;

  /// @param flush writes what is still behind: who asks wants to see the last message too
  /// @param script empty on a server that was started without one
  public SessionsResource(TraceStore traces, Runnable flush, Optional<SessionScript> script) {
    this.traces = traces;
    this.flush = flush;
    this.script = script;
  }

  /// So many keys fit into a message for people.
  private static final int MOST_NAMED = 10;

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
        .get(RestApi.BASE + "/sessions", this::list, Scope.READ)
        .get(RestApi.BASE + "/sessions/{key}", this::show, Scope.READ)
        .get(RestApi.BASE + "/sessions/{key}/scenario", this::export, Scope.READ);
  }

  private void list(Context context) {
    Optional<DeviceId> device =
        Input.query(context, "device").map(text -> Input.id(text, DeviceId::new));
    int limit = Input.limit(context);
    flush.run();
    Paging.Page<TraceStore.Summary> page =
        Paging.page(
            traces.sessions(device, Paging.before(context), limit + 1),
            limit,
            it -> Paging.place(it.last(), it.session()));
    context.json(page.as("sessions", SessionView::of));
  }

  private void show(Context context) {
    String key = context.pathParam("key");
    flush.run();
    List<TraceStore.Entry> entries = traces.messages(key);
    if (entries.isEmpty()) {
      showBySessionId(context, key);
    } else {
      show(context, key, entries);
    }
  }

  /// As a file that 'session replay' plays.
  private void export(Context context) {
    String key = context.pathParam("key");
    SessionScript.Side side =
        Input.query(context, "as")
            .map(it -> Input.word("as", it, SessionScript.Side.values()))
            .orElse(SessionScript.Side.CLIENT);
    SessionScript writer =
        script.orElseThrow(
            () ->
                new BadRequest(
                    HttpStatus.NOT_IMPLEMENTED,
                    "this server was started without what writes scenarios: './fumarole server' has it"));
    flush.run();
    List<TraceStore.Entry> entries = traces.messages(key);
    if (entries.isEmpty())
      throw new BadRequest(
          HttpStatus.NOT_FOUND, "no session %s: GET /sessions lists their keys".formatted(key));
    context.contentType("text/plain; charset=utf-8");
    context.header(
        Header.CONTENT_DISPOSITION, "attachment; filename=\"session-%s.scenario\"".formatted(key));
    context.result(writer.write("session " + key, entries, side));
  }

  /// People take the SessionID of the messages, which is no key: devices count it as they like.
  private void showBySessionId(Context context, String sessionId) {
    List<String> keys =
        traces.sessions(Optional.empty(), Before.ALL, Input.MOST_ROWS).stream()
            .filter(it -> it.sessionId().equalsIgnoreCase(sessionId))
            .map(TraceStore.Summary::session)
            .toList();
    switch (keys.size()) {
      case 0 -> Problem.send(context, HttpStatus.NOT_FOUND, "no session " + sessionId);
      case 1 -> show(context, keys.getFirst(), traces.messages(keys.getFirst()));
      default ->
          Problem.send(
              context,
              HttpStatus.CONFLICT,
              "SessionID %s is that of %d sessions, say which: %s%s"
                  .formatted(
                      sessionId,
                      keys.size(),
                      String.join(", ", keys.subList(0, Math.min(MOST_NAMED, keys.size()))),
                      keys.size() > MOST_NAMED ? ", …" : ""));
    }
  }

  private static void show(Context context, String key, List<TraceStore.Entry> entries) {
    context.json(
        Map.of(
            "session", key,
            "sessionId", entries.getFirst().sessionId(),
            "device", entries.getFirst().device().value(),
            "messages", new SessionReader().read(entries)));
  }
}
