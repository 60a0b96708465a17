package io.fumarole.server.http;

import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/// The route by which a call was answered, such as `/api/v1/devices/{id}`: noted where it is known,
/// for whoever looks at requests from without.
public final class RouteName {
  private static final String KEY = RouteName.class.getName();

  private RouteName() {}

  public static void note(Context context) {
    Endpoint matched = context.endpoints().matchedHttpEndpoint();
    if (matched != null) context.req().setAttribute(KEY, matched.path);
  }

  /// Empty for what no route answers.
  public static Optional<String> of(Request request) {
    return Optional.ofNullable((String) request.getAttribute(KEY));
  }
}
