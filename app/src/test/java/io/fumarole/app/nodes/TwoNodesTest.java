package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.benchmarks.load.BenchDevice;
import io.fumarole.benchmarks.load.Fleet;
import io.fumarole.storage.PostgresServer;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two nodes on one PostgreSQL behind HAProxy, whose requests alternate between them, also within a
/// session. One is killed while a campaign runs.
@Tag("slow")
class TwoNodesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int DEVICES = 24;
  private static final int CONNECTIONS = 4;
  private static final String NEXT = "2.0.0";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private Path directory;

  private final HttpClient http = HttpClient.newHttpClient();
  private URI front = URI.create("http://127.0.0.1");
  private String token = "";
  private final AtomicReference<String> lastBreak = new AtomicReference<>("");

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private Path config(int frontPort) throws IOException {
    Path file = directory.resolve("fumarole.conf");
    Map<String, Object> settings =
        Map.of(
            "data",
            directory.resolve("data").toString(),
            "database",
            Map.of("url", PostgresServer.get().newDatabase().text()),
            "publicUrl",
            "http://127.0.0.1:" + frontPort,
            "serverId",
            "bench");
    Files.writeString(file, JSON.writeValueAsString(Map.of("fumarole", settings)));
    return file;
  }

  private JsonNode call(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer =
        http.send(
            request
                .header("Authorization", "Bearer " + token)
                .timeout(Duration.ofSeconds(30))
                .build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.statusCode())
        .as("%s", new String(answer.body(), StandardCharsets.UTF_8))
        .isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(front.resolve("/api/v1" + path));
  }

  private JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return call(to(path).POST(BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    return call(to(path).GET());
  }

  private void addDevices() throws IOException, InterruptedException {
    for (int i = 0; i < DEVICES; i++)
      post(
          "/devices",
          Map.of(
              "id", BenchDevice.id(i),
              "profile", "oma-strict",
              "client", Map.of("name", BenchDevice.user(i), "secret", BenchDevice.secret(i)),
              "server", Map.of("name", "bench", "secret", BenchDevice.SERVER_SECRET)));
  }

  @Test
  void aCampaignGoesOnWhenANodeIsKilledAndEveryDeviceIsUpdatedOnce()
      throws IOException, InterruptedException {
    int frontPort = freePort();
    front = URI.create("http://127.0.0.1:" + frontPort);
    List<Integer> ports = List.of(freePort(), freePort());
    Path config = config(frontPort);
    try (NodeProcess first =
            NodeProcess.start(config, ports.get(0), directory.resolve("first.log"));
        NodeProcess second =
            NodeProcess.start(config, ports.get(1), directory.resolve("second.log"));
        HaProxy proxy = HaProxy.start(directory, frontPort, ports);
        Fleet fleet = new Fleet(front.resolve("/dm"), DEVICES)) {
      assertThat(proxy).isNotNull();
      assertThat(second).isNotNull();
      token = Files.readString(directory.resolve("data/api-token")).strip();
      await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> get("/devices").path("devices").isArray());
      call(
          to("/packages?id=next&model=NW-410&to=" + NEXT)
              .POST(BodyPublishers.ofByteArray(new byte[20_000])));
      addDevices();
      // Who they are, and what they run.
      fleet.all(CONNECTIONS, BenchDevice::poll);
      String campaign = start();
      var updated = new AtomicInteger();
      Thread killer =
          Thread.ofVirtual()
              .start(
                  () -> {
                    await().atMost(PATIENCE).until(() -> updated.get() >= DEVICES / 4);
                    kill(first);
                  });
      fleet.all(CONNECTIONS, device -> update(fleet, device, updated));
      killer.join();
      check(campaign);
    }
  }

  private static void kill(NodeProcess node) {
    try {
      node.kill();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String start() throws IOException, InterruptedException {
    JsonNode added =
        post("/campaigns", Map.of("name", "two nodes", "model", "NW-410", "version", NEXT));
    String id = added.path("id").asString();
    post("/campaigns/" + id + "/start", Map.of());
    await()
        .atMost(PATIENCE)
        .until(() -> get("/campaigns/" + id).path("phases").get(0).path("open").asInt() == DEVICES);
    return id;
  }

  /// Until the server knows that the device runs the version: a session that breaks is followed by
  /// another.
  private void update(Fleet fleet, BenchDevice device, AtomicInteger updated)
      throws InterruptedException, IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isUpdated(device)) {
      assertThat(System.nanoTime()).as("%s, %s", device.id(), lastBreak.get()).isLessThan(end);
      try {
        device.update(NEXT, fleet::fetch);
      } catch (IOException broken) {
        // The node that was talking is gone, or there was nothing left to do: the device comes
        // again.
        lastBreak.set(String.valueOf(broken.getMessage()));
      }
    }
    updated.incrementAndGet();
  }

  private boolean isUpdated(BenchDevice device) throws IOException, InterruptedException {
    JsonNode deployments = get("/deployments?device=" + device.id()).path("deployments");
    return deployments.get(0).path("state").asString().equals("succeeded");
  }

  private void check(String campaign) throws IOException, InterruptedException {
    JsonNode over =
        await()
            .atMost(PATIENCE)
            .until(() -> get("/campaigns/" + campaign), it -> it.path("ended").asBoolean());
    assertThat(over.path("reason").asString())
        .isEqualTo("%d of %d devices succeeded".formatted(DEVICES, DEVICES));
    for (int i = 0; i < DEVICES; i++) {
      JsonNode deployments = get("/deployments?device=" + BenchDevice.id(i)).path("deployments");
      assertThat(deployments).as("one deployment each").hasSize(1);
      JsonNode shown = get("/deployments/" + deployments.get(0).path("id").asString());
      assertThat(shown.path("events").valueStream())
          .as("%s", shown)
          .filteredOn(event -> event.path("kind").asString().equals("succeeded"))
          .hasSize(1);
    }
  }
}
