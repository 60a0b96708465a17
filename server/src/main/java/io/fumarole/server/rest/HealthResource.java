package io.fumarole.server.rest;

import io.fumarole.server.StorageWatch;
import io.fumarole.storage.StorageException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// `/health`, for load balancers, without a token: `ready` (and `/health` itself) says whether the
/// server can serve, `live` whether it answers at all. One whose storage is gone is not ready, and
/// starting it anew would not help. While the database is brought to this version, the server does
/// not listen yet.
public final class HealthResource implements RestApi.Resource {
  private final Runnable probe;
  private final StorageWatch watch;
  private final IntSupplier damaged;
  private final Supplier<Optional<String>> certificate;
  private final String version;

  /// @param probe writes to the database, or throws
  /// @param watch told of what the probe finds
  /// @param damaged how many content files are known to be damaged
  /// @param certificate what there is to say of the one in use
  public HealthResource(
      Runnable probe,
      StorageWatch watch,
      IntSupplier damaged,
      Supplier<Optional<String>> certificate,
      String version) {
    this.probe = probe;
    this.watch = watch;
    this.damaged = damaged;
    this.certificate = certificate;
    this.version = version;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/health", this::show, Scope.ANYONE)
        .get(RestApi.BASE + "/health/ready", this::show, Scope.ANYONE)
        .get(RestApi.BASE + "/health/live", this::live, Scope.ANYONE);
  }

  /// @param certificate empty without TLS of our own
  record Health(
      String status,
      String database,
      String content,
      Optional<String> certificate,
      String version) {}

  private void live(Context context) {
    context.json(Map.of("status", "up", "version", version));
  }

  private void show(Context context) {
    try {
      probe.run();
      watch.worked();
      String content =
          damaged.getAsInt() == 0 ? "sound" : damaged.getAsInt() + " damaged: see the log";
      context.json(new Health("up", "writable", content, certificate.get(), version));
    } catch (StorageException failed) {
      watch.failed(failed);
      Problem.send(
          context,
          HttpStatus.SERVICE_UNAVAILABLE,
          "the database cannot be written: "
              + failed.remedy().orElse("look at the server's log and its disk"));
    }
  }
}
