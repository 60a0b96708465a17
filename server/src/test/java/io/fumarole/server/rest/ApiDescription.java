package io.fumarole.server.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// The description of the API, as tests look things up in it.
final class ApiDescription {
  static final JsonNode DOCUMENT = OpenApiDocument.read();

  private static final Pattern PARAMETER = Pattern.compile("\\{([a-z]+)}");

  /// Fixed paths first: `/devices/import` is no device.
  private static final List<Route> ROUTES =
      DOCUMENT.path("paths").properties().stream()
          .map(path -> Route.of(path.getKey(), path.getValue()))
          .sorted(Comparator.comparingInt(route -> route.names().size()))
          .toList();

  private ApiDescription() {}

  /// What is described of a call.
  ///
  /// @param parameters of the path and of the operation
  /// @param inPath the values that the call's path has
  record Operation(
      String id, JsonNode described, List<JsonNode> parameters, Map<String, String> inPath) {
    Optional<JsonNode> answer(int status) {
      return there(described.path("responses").path(String.valueOf(status)));
    }

    Optional<JsonNode> body() {
      return there(described.path("requestBody"));
    }

    private static Optional<JsonNode> there(JsonNode node) {
      return node.isMissingNode() ? Optional.empty() : Optional.of(resolved(node));
    }
  }

  private record Route(Pattern path, List<String> names, JsonNode described) {
    static Route of(String template, JsonNode described) {
      List<String> names = PARAMETER.matcher(template).results().map(it -> it.group(1)).toList();
      String path = PARAMETER.matcher(template.replace(".", "\\.")).replaceAll("([^/]+)");
      return new Route(Pattern.compile(path), names, described);
    }

    Optional<Operation> operation(String method, String asked) {
      Matcher matcher = path.matcher(asked);
      JsonNode operation = described.path(method.toLowerCase(Locale.ROOT));
      if (!matcher.matches() || operation.isMissingNode()) return Optional.empty();
      Map<String, String> values = new HashMap<>();
      for (int i = 0; i < names.size(); i++) values.put(names.get(i), text(matcher.group(i + 1)));
      List<JsonNode> parameters =
          Stream.of(described, operation)
              .flatMap(it -> stream(it.path("parameters")))
              .map(ApiDescription::resolved)
              .toList();
      String id = operation.path("operationId").asString();
      return Optional.of(new Operation(id, operation, parameters, values));
    }

    private static String text(String inPath) {
      return URLDecoder.decode(inPath.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
  }

  /// @param path below the base of the API, as it stands in the request
  static Optional<Operation> find(String method, String path) {
    return ROUTES.stream().flatMap(it -> it.operation(method, path).stream()).findFirst();
  }

  /// The names of all operations.
  static Set<String> operations() {
    Set<String> all = new TreeSet<>();
    for (Route route : ROUTES)
      for (JsonNode operation : route.described())
        if (operation.has("operationId")) all.add(operation.path("operationId").asString());
    return all;
  }

  /// What a reference stands for; anything else stands for itself.
  static JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? DOCUMENT.at(node.path("$ref").asString().substring(1)) : node;
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
