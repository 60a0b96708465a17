package io.fumarole.server;

import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.campaign.exchange.Examination;
import io.fumarole.campaign.exchange.Examiner;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.Steps;
import io.fumarole.protocol.dm.session.ServerSession;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.server.console.ConsoleFiles;
import io.fumarole.server.dm.DmEndpoint;
import io.fumarole.server.dm.GuardedExchange;
import io.fumarole.server.dm.KeyedNonces;
import io.fumarole.server.dm.KeyedTokens;
import io.fumarole.server.dm.RefusalLog;
import io.fumarole.server.download.Downloads;
import io.fumarole.server.download.SignedLinks;
import io.fumarole.server.download.StatusReports;
import io.fumarole.server.http.Admission;
import io.fumarole.server.http.HttpServer;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.lab.DeviceBell;
import io.fumarole.server.lab.Examinations;
import io.fumarole.server.lab.KitFiles;
import io.fumarole.server.metrics.MeteredExchange;
import io.fumarole.server.metrics.MeteredRequests;
import io.fumarole.server.rest.Doorkeeper;
import io.fumarole.server.rest.Idempotency;
import io.fumarole.server.rest.RestApi;
import io.fumarole.server.rest.RestGate;
import io.fumarole.server.telemetry.SessionSpans;
import io.fumarole.server.tls.LiveTls;
import io.fumarole.server.webhook.Webhooking;
import io.javalin.Javalin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.BiFunction;
import org.eclipse.jetty.server.Handler;

/// Puts the rooms together, in the order in which they need each other.
final class Assembly {
  private static final Duration DEVICE_ASKED_LIFE = Duration.ofDays(7);

  private final Parts parts;
  private final Steps steps;
  private final Admission exchanges;
  private final Admission calls;

  /// @param steps told of each step of an exchange
  Assembly(Parts parts, Steps steps) {
    this.parts = parts;
    this.steps = steps;
    this.exchanges = new Admission(exchangeBounds());
    this.calls = new Admission(callBounds());
    parts.metering.metrics().queue("exchanges", exchanges::inside);
    parts.metering.metrics().queue("calls", calls::inside);
  }

  FumaroleServer start() throws IOException {
    Path tokenFile = parts.settings.data().resolve("api-token");
    ApiToken token = ApiToken.of(parts.stores.keys(), tokenFile, parts.random);
    parts.withdrawn.refresh(parts.metering.deployments(), parts.clock.instant());
    HttpServer http = bind();
    try {
      String url = url(http);
      var tellers = new Tellers(notifying(url), webhooking(url));
      try {
        return serve(http, url, new FirstToken(token, tokenFile), tellers);
      } catch (RuntimeException | IOException e) {
        tellers.close();
        throw e;
      }
    } catch (RuntimeException | IOException e) {
      http.stop();
      throw e;
    }
  }

  /// @param file where a new token was written
  private record FirstToken(ApiToken token, Path file) {}

  /// What calls others by itself.
  private record Tellers(Notifying notifying, Webhooking webhooking) {
    void start() {
      notifying.start();
      webhooking.start();
    }

    void close() {
      notifying.close();
      webhooking.close();
    }
  }

  private FumaroleServer serve(HttpServer http, String url, FirstToken first, Tellers tellers)
      throws IOException {
    var links = new SignedLinks(url, parts.keys.links(), parts.settings.linkLifetime());
    Access access = Access.of(parts, first.token(), url);
    Examinations examinations = examinations(url, tellers.notifying());
    var handlers =
        new Handler.Sequence(
            outermost(),
            tellers.notifying().reports(),
            new Downloads(
                links,
                parts.stores.content(),
                parts.mapped,
                parts.withdrawn,
                parts.clock,
                parts.retryAfter),
            new StatusReports(
                links, parts.metering.deployments(), parts.clock, parts.watch, parts.retryAfter),
            new KitFiles(examinations),
            new ConsoleFiles(url.startsWith("https:")),
            new RestGate(calls, parts.retryAfter));
    http.start(handlers, javalin(url, links, access, tellers, examinations));
    DueWorker worker = Duties.of(parts, tellers.notifying().notifier(), access, examinations);
    worker.start();
    tellers.start();
    new LeftImports(parts.stores.imports(), parts.clock).start();
    return new FumaroleServer(
        parts.stores,
        http,
        worker,
        tellers.notifying(),
        tellers.webhooking(),
        parts.trace,
        parts.metering,
        parts.telemetry,
        parts.news,
        parts.rehearsals,
        examinations,
        first.token(),
        first.file(),
        url,
        links);
  }

  /// Looks at all requests, and answers none.
  private Handler outermost() {
    var metered = new MeteredRequests(parts.metering.metrics());
    return parts
        .telemetry
        .<Handler>map(it -> new Handler.Sequence(it.requests(), metered))
        .orElse(metered);
  }

  private Notifying notifying(String url) {
    return Notifying.open(
        parts.settings,
        parts.stores,
        parts.metering.deployments(),
        parts.profiles,
        parts.keys.reports(),
        url,
        parts.watch,
        parts.retryAfter,
        parts.random::nextInt,
        parts.clock);
  }

  private Examinations examinations(String url, Notifying notifying) {
    var bell =
        new DeviceBell(
            notifying.triggers().trigger(),
            () -> UUID.randomUUID().toString(),
            parts.random::nextInt,
            parts.clock);
    return new Examinations(
        parts.brought.conformance(),
        new Examinations.Shelves(
            parts.stores.conformance(),
            parts.stores.devices(),
            parts.stores.packages(),
            parts.stores.content()),
        new Examinations.Place(UUID.randomUUID().toString(), url, parts.settings.serverId(), bell),
        new Examination(parts.metering.exchange(), parts.profiles::of),
        parts.profiles::of,
        () -> UUID.randomUUID().toString().replace("-", ""),
        parts.clock);
  }

  private Webhooking webhooking(String url) {
    return new Webhooking(
        parts.settings.webhooks(),
        parts.stores.webhooks(),
        parts.stores.news(),
        new Webhooking.Identity(
            url, FumaroleServer.version(), () -> UUID.randomUUID().toString().replace("-", "")),
        parts.random::nextInt,
        parts.clock);
  }

  private HttpServer bind() throws IOException {
    try {
      return HttpServer.bind(
          parts.settings.host(),
          parts.settings.port(),
          parts.settings.behindProxy(),
          parts.settings.capacity().connections(),
          parts.tls.map(LiveTls::connections));
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on %s port %d: %s. Choose another port, or stop what listens there"
              .formatted(parts.settings.host(), parts.settings.port(), e.getMessage()),
          e);
    }
  }

  private String url(HttpServer http) throws IOException {
    if (parts.settings.publicUrl().isPresent()) return parts.settings.publicUrl().get();
    String scheme = parts.tls.isPresent() ? "https" : "http";
    return "%s://%s:%d".formatted(scheme, hostName(), http.port());
  }

  /// A name that devices can use: the wildcard address is none.
  private String hostName() throws IOException {
    boolean isAny = parts.settings.host().equals("0.0.0.0") || parts.settings.host().equals("::");
    String host =
        isAny ? java.net.InetAddress.getLocalHost().getHostAddress() : parts.settings.host();
    return host.contains(":") ? "[" + host + "]" : host;
  }

  private Javalin javalin(
      String url, SignedLinks links, Access access, Tellers tellers, Examinations examinations)
      throws IOException {
    BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchange =
        exchange(url, links, examinations);
    var refusals = new RefusalLog();
    var dm =
        new DmEndpoint(
            new MeteredExchange(
                new GuardedExchange(exchange, exchanges, parts.watch, refusals),
                parts.metering.metrics()),
            request -> parts.tls.flatMap(it -> it.shown(request)),
            Limits.DEFAULT.messageOctets(),
            RequestBody.LONGEST,
            parts.clock,
            parts.retryAfter,
            refusals);
    var api =
        new RestApi(
            new Doorkeeper(access.callers(), access.guesses()),
            new Idempotency(parts.stores.calls(), parts.clock),
            access.audit(),
            Resources.of(
                parts,
                url,
                tellers.notifying().notifier(),
                tellers.webhooking(),
                access,
                examinations),
            parts.watch,
            parts.retryAfter);
    return WebApp.create(dm, api, access.guests());
  }

  private Admission.Bounds exchangeBounds() {
    ServerSettings.Capacity capacity = parts.settings.capacity();
    return new Admission.Bounds(capacity.exchanges(), capacity.waiting(), capacity.patience());
  }

  private Admission.Bounds callBounds() {
    ServerSettings.Capacity capacity = parts.settings.capacity();
    return new Admission.Bounds(capacity.calls(), capacity.calls(), capacity.patience());
  }

  private BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchange(
      String url, SignedLinks links, Examiner examiner) {
    if (parts.telemetry.isEmpty()) return exchanger(url, links, steps, examiner)::answer;
    SessionSpans spans = parts.telemetry.get().sessions();
    parts.trace.listen(spans::note);
    return spans.around(exchanger(url, links, spans.steps(steps), examiner)::answer);
  }

  private Exchanger exchanger(String url, SignedLinks links, Steps told, Examiner examiner) {
    var circumstances =
        new Circumstances(
            new Circumstances.Settings(
                url + DmEndpoint.PATH,
                parts.settings.serverId(),
                Limits.DEFAULT.messageOctets(),
                ServerSession.LARGEST_OBJECT,
                parts.settings.unknownDevices(),
                parts.settings.mostUnknownDevices(),
                DEVICE_ASKED_LIFE,
                parts.clock.instant()),
            parts.secrets(),
            new KeyedNonces(parts.keys.nonces()),
            new KeyedTokens(parts.keys.sessions()),
            links,
            parts.stores.content(),
            parts::newDeploymentId,
            () -> UUID.randomUUID().toString());
    return new Exchanger(
        parts.metering.exchange(),
        parts.trace,
        parts.metering.throttle("device"),
        circumstances,
        Limits.DEFAULT,
        told,
        examiner);
  }
}
