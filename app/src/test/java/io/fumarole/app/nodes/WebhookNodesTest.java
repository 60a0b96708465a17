package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.PostgresServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two servers on one PostgreSQL, and one receiver.
@Tag("slow")
@Timeout(180)
class WebhookNodesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path directory;
  private final BlockingQueue<JsonNode> received = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private HttpServer receiver;
  private FumaroleServer first;
  private FumaroleServer second;
  private String token = "";

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    receiver.createContext(
        "/",
        call -> {
          received.add(JSON.readTree(call.getRequestBody()));
          call.sendResponseHeaders(204, -1);
          call.close();
        });
    receiver.start();
    ServerSettings settings =
        ServerSettings.of(directory)
            .with("port", 0)
            .with("webhooks.allow", List.of("127.0.0.1"))
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
    receiver.stop(0);
  }

  private void post(FumaroleServer server, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
  }

  private void happens(FumaroleServer server, String device)
      throws IOException, InterruptedException {
    post(server, "/devices", "{\"id\": \"" + device + "\"}");
    post(server, "/devices/" + device + "/quarantine", "{\"reason\": \"it smokes\"}");
  }

  /// Subjects until all are there; an event that came again is the same one.
  private Set<String> told(Set<String> wanted) throws InterruptedException {
    Set<String> told = new TreeSet<>();
    while (!told.containsAll(wanted)) {
      JsonNode next = received.poll(60, TimeUnit.SECONDS);
      assertThat(next).as("told so far: %s", told).isNotNull();
      told.add(next.path("subject").asString());
    }
    return told;
  }

  @Test
  void whatHappensOnEitherServerIsToldAndTheOtherGoesOn() throws IOException, InterruptedException {
    int port = receiver.getAddress().getPort();
    post(
        first,
        "/webhooks",
        "{\"url\": \"http://127.0.0.1:%d/\", \"types\": [\"deployment\"]}".formatted(port));
    for (int i = 0; i < 5; i++) happens(i % 2 == 0 ? first : second, "d" + i);
    assertThat(told(Set.of("d0", "d1", "d2", "d3", "d4"))).hasSize(5);
    first.close();
    happens(second, "d5");
    assertThat(told(Set.of("d5"))).contains("d5");
  }
}
