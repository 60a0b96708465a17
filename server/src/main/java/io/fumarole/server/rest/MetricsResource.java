package io.fumarole.server.rest;

import io.fumarole.server.metrics.Metrics;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;

/// `/metrics`, where Prometheus looks for it. It wants a token like the API: how many devices there
/// are and how their updates end is nobody else's business.
public final class MetricsResource implements RestApi.Resource {
  static final String PATH = "/metrics";

  private final Supplier<String> scrape;

  public MetricsResource(Supplier<String> scrape) {
    this.scrape = scrape;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(PATH, this::show, Scope.METRICS);
  }

  private void show(Context context) {
    context.header("Cache-Control", "no-store");
    // Set on the response itself, which would else change its charset.
    context.res().setContentType(Metrics.MEDIA_TYPE);
    context.result(scrape.get());
  }
}
