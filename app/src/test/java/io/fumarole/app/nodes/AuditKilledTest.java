package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server is killed while people change things: nothing is done without a line that says
/// what was asked, nothing is said to be done that was not, and what is neither can be told by its
/// line.
@Tag("slow")
class AuditKilledTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int ROUNDS = 3;
  private static final int CALLERS = 4;
  private static final int ANSWERED_PER_ROUND = 60;

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private final Set<String> answered = ConcurrentHashMap.newKeySet();
  private URI server = URI.create("http://127.0.0.1");
  private String token = "";

  private HttpResponse<String> call(String path, HttpRequest.BodyPublisher body, String method)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(server.resolve("/api/v1" + path))
            .header("Authorization", "Bearer " + token)
            .timeout(Duration.ofSeconds(30))
            .method(method, body)
            .build(),
        BodyHandlers.ofString());
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = call(path, BodyPublishers.noBody(), "GET");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return JSON.readTree(answer.body());
  }

  private NodeProcess start() throws IOException {
    Path config = directory.resolve("fumarole.conf");
    String data = directory.resolve("data").toString();
    Files.writeString(config, JSON.writeValueAsString(Map.of("fumarole", Map.of("data", data))));
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      server = URI.create("http://127.0.0.1:" + any.getLocalPort());
    }
    NodeProcess node = NodeProcess.start(config, server.getPort(), directory.resolve("server.log"));
    token = Files.readString(directory.resolve("data/api-token"), StandardCharsets.UTF_8).strip();
    return node;
  }

  /// Adds devices until the server is gone.
  private void add(String caller, CountDownLatch enough) {
    try {
      for (int i = 0; ; i++) {
        String id = caller + "-" + i;
        String json = JSON.writeValueAsString(Map.of("id", id, "profile", "oma-strict"));
        if (call("/devices", BodyPublishers.ofString(json), "POST").statusCode() != 201) continue;
        answered.add(id);
        enough.countDown();
      }
    } catch (IOException killed) {
      // What was on its way is looked at afterwards.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<JsonNode> all(String path, String rows) throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + "?limit=1000" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
      page.path(rows).forEach(all::add);
      cursor = page.path("cursor").asString("");
    } while (!cursor.isEmpty());
    return all;
  }

  @Test
  void whatWasDoneWhenTheServerWasKilledIsInTheAudit() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var enough = new CountDownLatch(ANSWERED_PER_ROUND);
      try (NodeProcess node = start();
          ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < CALLERS; i++) {
          String caller = "r%d-c%d".formatted(round, i);
          callers.execute(() -> add(caller, enough));
        }
        enough.await();
        node.kill();
      }
      try (NodeProcess again = start()) {
        assertThat(again).isNotNull();
        isInTheAudit(round + 1);
      }
    }
  }

  private void isInTheAudit(int kills) throws IOException, InterruptedException {
    Set<String> there = new HashSet<>();
    for (JsonNode device : all("/devices", "devices")) there.add(device.path("id").asString());
    Map<Long, String> asked = new HashMap<>();
    Set<String> done = new HashSet<>();
    for (JsonNode line : all("/audit", "entries").reversed()) {
      assertThat(line.path("action").asString()).isEqualTo("POST /devices");
      if (line.path("outcome").asString().equals("asked")) {
        String id = line.path("detail").path("body").path("id").asString();
        asked.put(line.path("number").longValue(), id);
      } else {
        assertThat(asked.remove(line.path("asked").longValue())).isNotNull();
        done.add(line.path("subject").asString().replace("devices/", ""));
      }
    }
    assertThat(there).as("what was answered is there").containsAll(answered);
    assertThat(done).as("what was answered is said to be done").containsAll(answered);
    assertThat(there).as("what is said to be done is there").containsAll(done);
    Set<String> open = new HashSet<>(asked.values());
    assertThat(open)
        .as("of each kill what was on its way")
        .hasSizeLessThanOrEqualTo(kills * CALLERS);
    Set<String> without = new HashSet<>(there);
    without.removeAll(done);
    assertThat(open).as("what is there and not said to be done was asked for").containsAll(without);
    assertThat(get("/audit/verify").path("sound").asBoolean()).isTrue();
  }
}
