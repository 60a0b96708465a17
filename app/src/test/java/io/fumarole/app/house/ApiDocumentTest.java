package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The page on the REST API and its description for programs have the routes that the server
/// registers, each with its scope, and no others.
class ApiDocumentTest {
  private static final Pattern ROUTE =
      Pattern.compile(
          "\\.(get|post|put|patch|delete)\\(\\s*RestApi\\.BASE \\+ \"([^\"]+)\","
              + "\\s*(?:this::\\w+|context -> \\w+\\([^)]*\\)),\\s*Scope\\.([A-Z]+)\\)");
  private static final Pattern ANY_PATH = Pattern.compile("RestApi\\.BASE \\+");
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z]+) \\| `([^`?]+)` \\| ([a-z]+) \\|");

  /// A wrong token, and too many of them.
  private static final Set<Integer> SENT_AWAY = Set.of(401, 429);

  /// What each scope has with it.
  private static final Map<String, Set<String>> INCLUDED =
      Map.of(
          "metrics", Set.of("anyone", "known"),
          "read", Set.of("anyone", "known", "read"),
          "operate", Set.of("anyone", "known", "read", "operate"),
          "release", Set.of("anyone", "known", "read", "release"),
          "approve", Set.of("anyone", "known", "read", "approve"),
          "admin", Set.of("anyone", "known", "read", "operate", "release", "approve", "admin"));

  record Route(String method, String path, String scope) implements Comparable<Route> {
    @Override
    public int compareTo(Route other) {
      return toString().compareTo(other.toString());
    }
  }

  static Set<Route> told() {
    Set<Route> told = new TreeSet<>();
    Matcher row = ROW.matcher(Repository.read(Repository.root().resolve("docs/api.md")));
    while (row.find()) told.add(new Route(row.group(1), row.group(2), row.group(3)));
    return told;
  }

  @Test
  void everyRouteHasItsRowAndEveryRowItsRoute() {
    Set<Route> registered = new TreeSet<>();
    int paths = 0;
    Path rest = Repository.root().resolve("server/src/main/java/io/fumarole/server/rest");
    for (Path file : Repository.files(rest, f -> f.toString().endsWith("Resource.java"))) {
      String source = Repository.read(file);
      Matcher route = ROUTE.matcher(source);
      while (route.find())
        registered.add(
            new Route(
                route.group(1).toUpperCase(Locale.ROOT),
                route.group(2),
                route.group(3).toLowerCase(Locale.ROOT)));
      paths += (int) ANY_PATH.matcher(source).results().count();
    }
    assertThat(registered).as("routes with a scope that this test can read").hasSize(paths);
    assertThat(told()).isEqualTo(registered).isNotEmpty();
  }

  /// As the server gives it: what programs are made from.
  @Test
  void theDescriptionForProgramsHasTheSameRoutes(@TempDir Path data)
      throws IOException, InterruptedException {
    Set<Route> described = new TreeSet<>();
    try (FumaroleServer server = FumaroleServer.start(ServerSettings.of(data).with("port", 0));
        HttpClient client = HttpClient.newHttpClient()) {
      JsonNode document = new Caller(server, client).read("/openapi.json");
      for (var path : document.path("paths").properties())
        for (var operation : path.getValue().properties())
          if (operation.getValue().has("operationId"))
            described.add(
                new Route(
                    operation.getKey().toUpperCase(Locale.ROOT),
                    path.getKey(),
                    operation.getValue().at("/security/0/token/0").asString("anyone")));
    }
    assertThat(described).isEqualTo(told());
  }

  /// Each route is tried with each token. Those that are let in do nothing: what they name is not
  /// there.
  @Test
  void noRouteServesATokenWithoutItsScope(@TempDir Path data)
      throws IOException, InterruptedException {
    List<String> wrong = new ArrayList<>();
    try (FumaroleServer server = FumaroleServer.start(ServerSettings.of(data).with("port", 0));
        HttpClient client = HttpClient.newHttpClient()) {
      var caller = new Caller(server, client);
      for (var scope : INCLUDED.entrySet()) {
        String token = caller.token(scope.getKey());
        for (Route route : told()) {
          boolean isLetIn = caller.status(route, token) != 403;
          if (isLetIn != scope.getValue().contains(route.scope()))
            wrong.add(scope.getKey() + (isLetIn ? " is let in: " : " is refused: ") + route);
        }
      }
      for (Route route : told()) {
        boolean isLetIn = !SENT_AWAY.contains(caller.status(route, "none"));
        if (isLetIn != route.scope().equals("anyone")) wrong.add("nobody: " + route);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// Without waiting for the end of an answer: a stream has none.
  static int status(HttpClient client, HttpRequest request)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
    response.body().close();
    return response.statusCode();
  }

  private record Caller(FumaroleServer server, HttpClient client) {
    private HttpRequest request(String method, String path, String body, String token) {
      String there = path.replaceAll("\\{[a-z]+}", "nothing");
      return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + there))
          .header("Authorization", "Bearer " + token)
          .method(method, BodyPublishers.ofString(body))
          .build();
    }

    int status(Route route, String token) throws IOException, InterruptedException {
      HttpRequest request = request(route.method(), route.path(), "{}", token);
      return ApiDocumentTest.status(client, request);
    }

    JsonNode read(String path) throws IOException, InterruptedException {
      HttpRequest request = request("GET", path, "", server.freshToken().orElseThrow());
      return new ObjectMapper().readTree(client.send(request, BodyHandlers.ofString()).body());
    }

    String token(String scope) throws IOException, InterruptedException {
      String body = "{\"name\": \"%s\", \"scopes\": [\"%s\"]}".formatted(scope, scope);
      HttpRequest request = request("POST", "/tokens", body, server.freshToken().orElseThrow());
      String answer = client.send(request, BodyHandlers.ofString()).body();
      return new ObjectMapper().readTree(answer).path("token").asString("");
    }
  }
}
