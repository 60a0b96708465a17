package io.fumarole.server.dm;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.ShownCertificate;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.http.Requests;
import io.fumarole.server.http.RetryAfter;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// `POST /dm`, where devices talk: one message in, one message out. Spec: syncml-dm 9.
public final class DmEndpoint {
  public static final String PATH = "/dm";

  /// Header of HMAC credentials. Spec: syncml-dm 8.
  private static final String HMAC = "x-syncml-hmac";

  /// Part of the query that names a session: see RespURI.
  private static final String TOKEN = Exchanger.TOKEN_PARAMETER;

  static final String TEXT = "text/plain; charset=utf-8";

  private final BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchanger;
  private final Function<HttpServletRequest, Optional<ShownCertificate>> certificates;
  private final int largestMessage;
  private final Duration slowestBody;
  private final InstantSource clock;
  private final RetryAfter retryAfter;
  private final RefusalLog refusals;

  /// @param exchanger answers a message, given the time
  /// @param certificates what a request's peer showed when it connected
  /// @param largestMessage in octets
  /// @param retryAfter when a device that is sent away may come again
  /// @param refusals told of what is answered without DM
  public DmEndpoint(
      BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchanger,
      Function<HttpServletRequest, Optional<ShownCertificate>> certificates,
      int largestMessage,
      Duration slowestBody,
      InstantSource clock,
      RetryAfter retryAfter,
      RefusalLog refusals) {
    this.exchanger = exchanger;
    this.certificates = certificates;
    this.largestMessage = largestMessage;
    this.slowestBody = slowestBody;
    this.clock = clock;
    this.retryAfter = retryAfter;
    this.refusals = refusals;
  }

  /// Devices may add a query or a path below: RespURI and operators' own addresses have them.
  public void addTo(RoutesConfig routes) {
    routes.post(PATH, this::answer).post(PATH + "/<below>", this::answer);
    routes.get(PATH, DmEndpoint::explain).get(PATH + "/<below>", DmEndpoint::explain);
  }

  private void answer(Context context) {
    RequestBody body = Requests.body(context, largestMessage, slowestBody);
    Instant now = clock.instant();
    switch (body) {
      case RequestBody.Whole(var octets) -> {
        var request =
            new Exchanger.Request(
                octets,
                Optional.ofNullable(context.header("Content-Type")).orElse(""),
                Optional.ofNullable(context.header(HMAC)),
                context.ip(),
                Optional.ofNullable(context.queryParam(TOKEN)),
                certificates.apply(context.req()),
                target(context.req()));
        Exchanger.Answer answer = exchanger.apply(request, now);
        tell(answer, context.ip(), now);
        write(context, answer);
      }
      case RequestBody bad -> {
        refusals.refused(bad.status(), context.ip(), bad.words(), now);
        refuse(context, bad.status(), bad.words());
      }
    }
  }

  private static String target(HttpServletRequest request) {
    String query = request.getQueryString();
    return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
  }

  /// Why a device was asked to come back later, is told where that is decided.
  private void tell(Exchanger.Answer answer, String from, Instant now) {
    switch (answer.httpStatus()) {
      case 200 -> refusals.answered(now);
      case 503 -> {}
      default -> refusals.refused(answer.httpStatus(), from, answer.body().utf8(), now);
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
}
