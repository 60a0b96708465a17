package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.app.house.ApiDocumentTest.Route;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/// The page on access says of each route and role whether it is let in, as a server says.
class AccessDocumentTest {
  private static final List<String> ROLES = List.of("viewer", "operator", "approver", "admin");
  private static final String PASSWORD = "of the test";
  private static final int FORBIDDEN = 403;

  /// Each route is tried in each role. Those that are let in do nothing: what they name is not
  /// there.
  @Test
  void eachRoleMayDoWhatTheTableSays(@TempDir Path data) throws IOException, InterruptedException {
    SortedMap<Route, List<String>> rows = new TreeMap<>();
    try (FumaroleServer server = FumaroleServer.start(ServerSettings.of(data).with("port", 0));
        HttpClient client = HttpClient.newHttpClient()) {
      for (String role : ROLES) {
        var person = new Person(server, client, role);
        person.add();
        var browser = person.signIn();
        for (Route route : ApiDocumentTest.told()) {
          boolean isLetIn = browser.call(route) != FORBIDDEN;
          rows.computeIfAbsent(route, _ -> new ArrayList<>()).add(isLetIn ? "yes" : "");
          boolean isSignedOut = route.method().equals("DELETE") && route.path().equals("/session");
          if (isSignedOut) browser = person.signIn();
        }
      }
    }
    List<String> tried =
        rows.entrySet().stream().map(row -> row(row.getKey(), row.getValue())).toList();
    assertThat(told()).containsExactlyInAnyOrderElementsOf(tried);
  }

  private static List<String> told() {
    String page = Repository.read(Repository.root().resolve("docs/access.md"));
    return page.lines().filter(line -> line.matches("\\| [A-Z]+ \\| `/.*")).toList();
  }

  private static String row(Route route, List<String> marks) {
    String cells =
        marks.stream().map(it -> it.isEmpty() ? " |" : " yes |").collect(Collectors.joining());
    return "| %s | `%s` |%s".formatted(route.method(), route.path(), cells);
  }

  private record Person(FumaroleServer server, HttpClient client, String role) {
    private HttpRequest.Builder request(String method, String path, String body) {
      return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
          .method(method, BodyPublishers.ofString(body));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
        throws IOException, InterruptedException {
      return client.send(request.build(), BodyHandlers.ofString());
    }

    void add() throws IOException, InterruptedException {
      String body = body(Map.of("name", role, "role", role, "password", PASSWORD + " " + role));
      String token = "Bearer " + server.freshToken().orElseThrow();
      assertThat(send(request("POST", "/users", body).header("Authorization", token)).statusCode())
          .isEqualTo(201);
    }

    private static String body(Map<String, String> values) {
      return new ObjectMapper().writeValueAsString(values);
    }

    Browser signIn() throws IOException, InterruptedException {
      String body = body(Map.of("name", role, "password", PASSWORD + " " + role));
      HttpResponse<String> answer =
          send(request("POST", "/session", body).header("Content-Type", "application/json"));
      assertThat(answer.statusCode()).as(role).isEqualTo(201);
      return new Browser(
          this,
          answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", ""),
          new ObjectMapper().readTree(answer.body()).path("csrf").asString(""));
    }
  }

  private record Browser(Person person, String cookie, String csrf) {
    int call(Route route) throws IOException, InterruptedException {
      String path = route.path().replaceAll("\\{[a-z]+}", "nothing");
      HttpRequest.Builder request =
          person
              .request(route.method(), path, "{}")
              .header("Cookie", cookie)
              .header("X-CSRF-Token", csrf);
      return ApiDocumentTest.status(person.client(), request.build());
    }
  }
}
