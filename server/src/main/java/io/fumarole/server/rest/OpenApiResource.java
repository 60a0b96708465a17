package io.fumarole.server.rest;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;

/// `/openapi.json`: the description of the API, for programs. It wants a token like all that can be
/// described by it: whoever has none learns nothing of what there is.
public final class OpenApiResource implements RestApi.Resource {
  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/openapi.json", this::show, Scope.READ);
  }

  private void show(Context context) {
    context.contentType("application/json").result(Once.JSON);
  }

  /// Put together when somebody asks for it: most servers are never asked.
  private static final class Once {
    static final String JSON = OpenApiDocument.read().toString();

    private Once() {}
  }
}
