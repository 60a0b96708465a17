package io.fumarole.server.dm;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.http.Requests;
import io.fumarole.server.http.RetryAfter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// `POST /dm`, where devices talk: one message in, one message out. Spec: syncml-dm 9.
public final class DmEndpoint {
  public static final String PATH = "/dm";

  /// Header of HMAC credentials. Spec: syncml-dm 8.
  private static final String HMAC = "x-syncml-hmac";

  /// Part of the query that names a session: see RespURI.
  private static final String TOKEN = Exchanger.TOKEN_PARAMETER;

  static final String TEXT = "text/plain; charset=utf-8";

  private static final Set<String> TYPES =
      Set.of(
          "application/vnd.syncml.dm+wbxml",
          "application/vnd.syncml.dm+xml",
          "application/vnd.syncml+wbxml",
          "application/vnd.syncml+xml");

  private final BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchanger;
  private final int largestMessage;
  private final Duration slowestBody;
  private final InstantSource clock;
  private final RetryAfter retryAfter;

  /// @param exchanger answers a message, given the time
  /// @param largestMessage in octets
  /// @param retryAfter when a device that is sent away may come again
  public DmEndpoint(
      BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchanger,
      int largestMessage,
      Duration slowestBody,
      InstantSource clock,
      RetryAfter retryAfter) {
    this.exchanger = exchanger;
    this.largestMessage = largestMessage;
    this.slowestBody = slowestBody;
    this.clock = clock;
    this.retryAfter = retryAfter;
  }

  /// Devices may add a query or a path below: RespURI and operators' own addresses have them.
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::answer).post(PATH + "/<below>", this::answer);
    routes.get(PATH, DmEndpoint::explain).get(PATH + "/<below>", DmEndpoint::explain);
  }

  private void answer(Context context) {
    String contentType = Optional.ofNullable(context.header("Content-Type")).orElse("");
    if (!TYPES.contains(bare(contentType))) {
      refuse(
          context,
          415,
          "Content-Type '%s' is not SyncML: send application/vnd.syncml.dm+wbxml or application/vnd.syncml.dm+xml"
              .formatted(contentType));
      return;
    }
    switch (Requests.body(context, largestMessage, slowestBody)) {
      case RequestBody.Whole(var octets) -> {
        var request =
            new Exchanger.Request(
                octets,
                contentType,
                Optional.ofNullable(context.header(HMAC)),
                context.ip(),
                Optional.ofNullable(context.queryParam(TOKEN)));
        write(context, exchanger.apply(request, clock.instant()));
      }
      case RequestBody bad -> refuse(context, bad.status(), bad.words());
    }
  }

  private void write(Context context, Exchanger.Answer answer) {
    boolean isSentAway = answer.httpStatus() == 503 || answer.httpStatus() == 429;
    if (isSentAway) context.header(RetryAfter.HEADER, retryAfter.seconds());
    context.status(answer.httpStatus()).header("Cache-Control", "private");
    answer.hmac().ifPresent(value -> context.header(HMAC, value));
    byte[] body = answer.body().toByteArray();
    // Some clients refuse a chunked answer.
    context.res().setContentLength(body.length);
    // Set on the response itself, which would else add a charset: clients compare the whole value.
    context.res().setContentType(answer.contentType());
    context.result(body);
  }

  private static void refuse(Context context, int status, String words) {
    if (status == 408 || status == 413) context.header("Connection", "close");
    context.status(status).contentType(TEXT).result(words + "\n");
  }

  private static void explain(Context context) {
    context
        .contentType(TEXT)
        .result(
            """
            This is the OMA DM endpoint of a Fumarole server. Devices post their messages here:
            set this address as the server address (Addr) of a device's DM account.
            """);
  }

  private static String bare(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
