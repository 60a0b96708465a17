package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Iterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two servers on one PostgreSQL: whoever watches one sees what happens on the other, and whoever
/// has signed in to one is known to the other.
@Tag("slow")
@Timeout(120)
class WatchedNodesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;
  private final HttpClient http = HttpClient.newHttpClient();
  private FumaroleServer first;
  private FumaroleServer second;
  private String token = "";

  @BeforeEach
  void start() throws IOException {
    ServerSettings settings =
        ServerSettings.of(directory)
            .with("port", 0)
            .with("database.url", PostgresServer.get().newDatabase().text());
    first = FumaroleServer.start(settings);
    second = FumaroleServer.start(settings);
    token = first.freshToken().orElseThrow();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    second.close();
    first.close();
  }

  private HttpRequest.Builder to(FumaroleServer server, String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path));
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private Iterator<String> watch(FumaroleServer server, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = to(server, "/stream").header("Authorization", "Bearer " + token);
    if (headers.length > 0) request.headers(headers);
    return http.send(request.build(), BodyHandlers.ofLines()).body().iterator();
  }

  private static String next(Iterator<String> lines, String beginning) {
    String line = lines.next();
    while (!line.startsWith(beginning)) line = lines.next();
    return line;
  }

  private void addDevice(FumaroleServer server, String id)
      throws IOException, InterruptedException {
    String body = "{\"id\": \"%s\", \"profile\": \"open\"}".formatted(id);
    HttpResponse<String> answer =
        send(
            to(server, "/devices")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  @Test
  void whatHappensOnOneServerIsToldByTheOtherAlsoToWhoeverComesFromThere()
      throws IOException, InterruptedException {
    Iterator<String> lines = watch(second);
    next(lines, "id: ");
    addDevice(first, "IMEI:1");
    String id = next(lines, "id: ").substring("id: ".length());
    assertThat(next(lines, "data: ")).contains("IMEI:1");
    addDevice(second, "IMEI:2");
    Iterator<String> elsewhere = watch(first, "Last-Event-ID", id);
    String data = next(elsewhere, "data: ");
    while (!data.contains("IMEI:2")) data = next(elsewhere, "data: ");
    addDevice(second, "IMEI:3");
    while (!data.contains("IMEI:3")) data = next(elsewhere, "data: ");
  }

  private int show(FumaroleServer server, String cookie) throws IOException, InterruptedException {
    return send(to(server, "/session").header("Cookie", cookie)).statusCode();
  }

  @Test
  void aSignInIsGoodOnBothServersAndEndsOnBoth() throws IOException, InterruptedException {
    HttpResponse<String> signedIn =
        send(
            to(first, "/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\": \"" + token + "\"}")));
    String cookie =
        signedIn.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
    assertThat(show(first, cookie)).isEqualTo(200);
    assertThat(show(second, cookie)).isEqualTo(200);
    JsonNode who = JSON.readTree(signedIn.body());
    HttpResponse<String> out =
        send(
            to(second, "/session")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", who.path("csrf").asString())
                .DELETE());
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(show(first, cookie)).isEqualTo(401);
    assertThat(show(second, cookie)).isEqualTo(401);
  }
}
