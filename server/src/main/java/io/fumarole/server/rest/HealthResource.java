package io.fumarole.server.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Map;

/// `/health`: for load balancers, without a token.
public final class HealthResource implements RestApi.Resource {
  private static final System.Logger LOG = System.getLogger(HealthResource.class.getName());

  private final Runnable probe;
  private final String version;

  /// @param probe writes to the database, or throws
  public HealthResource(Runnable probe, String version) {
    this.probe = probe;
    this.version = version;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/health", this::show);
  }

  private void show(Context context) {
    try {
      probe.run();
      context.json(Map.of("status", "up", "database", "writable", "version", version));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "the database cannot be written", e);
      Problem.send(
          context,
          HttpStatus.SERVICE_UNAVAILABLE,
          "the database cannot be written: look at the server's log and its disk");
    }
  }
}
