package io.fumarole.server.rest;

import io.fumarole.server.StorageWatch;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.server.http.RouteName;
import io.fumarole.storage.StorageException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Set;

/// The routes below `/api/v1`: who may come in, and how errors leave.
public final class RestApi {
  static final String BASE = "/api/v1";

  private static final System.Logger LOG = System.getLogger(RestApi.class.getName());

  /// For load balancers, which have no token.
  static final Set<String> OPEN =
      Set.of(BASE + "/health", BASE + "/health/live", BASE + "/health/ready");

  /// How one can sign in.
  static final String WAYS = BASE + "/session/ways";

  private static final List<String> ABOUT_WHAT_WAS_DONE = List.of("ETag", "Location");

  private final Doorkeeper doorkeeper;
  private final Idempotency idempotency;
  private final Audit audit;
  private final List<Resource> resources;
  private final StorageWatch watch;
  private final RetryAfter retryAfter;

  /// @param watch told of a storage that fails
  /// @param retryAfter when whoever is sent away may come again
  public RestApi(
      Doorkeeper doorkeeper,
      Idempotency idempotency,
      Audit audit,
      List<Resource> resources,
      StorageWatch watch,
      RetryAfter retryAfter) {
    this.doorkeeper = doorkeeper;
    this.idempotency = idempotency;
    this.audit = audit;
    this.watch = watch;
    this.retryAfter = retryAfter;
    this.resources = List.copyOf(resources);
  }

  /// Health, and what a stranger calls to be known.
  static boolean isOpen(Context context) {
    boolean isSignIn =
        HandlerType.POST.equals(context.method()) && context.path().equals(BASE + "/session");
    return isSignIn || context.path().equals(WAYS) || OPEN.contains(context.path());
  }

  /// Some routes of the API.
  public interface Resource {
    void addTo(RoutesConfig routes);
  }

  public void addTo(RoutesConfig routes) {
    for (String ours : List.of(BASE + "/*", MetricsResource.PATH)) {
      routes.before(ours, doorkeeper::letIn);
      routes.beforeMatched(ours, doorkeeper::letThrough);
    }
    routes.beforeMatched(BASE + "/*", RouteName::note);
    routes.beforeMatched(BASE + "/*", idempotency::before);
    // What comes again was written down when it came first.
    routes.beforeMatched(BASE + "/*", audit::before);
    routes.after(BASE + "/*", idempotency::after);
    routes.after(BASE + "/*", audit::after);
    resources.forEach(resource -> resource.addTo(routes));
    routes.exception(BadRequest.class, (e, context) -> refuse(e, context));
    routes.exception(HttpResponseException.class, RestApi::failed);
    routes.exception(StorageException.class, this::unstored);
    routes.exception(Exception.class, RestApi::crashed);
    routes.error(HttpStatus.NOT_FOUND, RestApi::noRoute);
  }

  private static void refuse(BadRequest bad, Context context) {
    // What was not read of the body must not be taken for the next request.
    if (bad.status() != HttpStatus.BAD_REQUEST) context.header("Connection", "close");
    Problem.send(context, bad.status(), bad.detail(), bad.faults());
  }

  private static void failed(HttpResponseException e, Context context) {
    HttpStatus status = HttpStatus.forStatus(e.getStatus());
    if (status == HttpStatus.NOT_FOUND) noRoute(context);
    else Problem.send(context, status, String.valueOf(e.getMessage()));
  }

  private void unstored(StorageException failed, Context context) {
    watch.failed(failed);
    // Of an answer that was there already, when what comes behind it failed.
    for (String header : ABOUT_WHAT_WAS_DONE) context.res().setHeader(header, null);
    context.header(RetryAfter.HEADER, retryAfter.seconds());
    Problem.send(
        context,
        HttpStatus.SERVICE_UNAVAILABLE,
        "the server cannot store or read anything now: its log says why; try again later");
  }

  private static void crashed(Exception e, Context context) {
    LOG.log(System.Logger.Level.ERROR, context.method() + " " + context.path() + " failed", e);
    Problem.send(
        context,
        HttpStatus.INTERNAL_SERVER_ERROR,
        "the server failed: its log says why; try again later");
  }

  private static void noRoute(Context context) {
    boolean isAnswered = context.result() != null && !context.result().isEmpty();
    boolean isProblem = isAnswered && context.result().startsWith("{\"type\"");
    if (isProblem) return;
    Problem.send(
        context,
        HttpStatus.NOT_FOUND,
        "nothing is at %s %s: docs/api.md lists what there is"
            .formatted(context.method(), context.path()));
  }
}
