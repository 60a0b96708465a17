package io.fumarole.app.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.app.cli.ApiClient;
import io.fumarole.app.cli.Lab;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The kit against a device that is connected to a server that runs.
@Tag("slow")
class ConnectedDeviceTest {
  private static final String ID = "lamp-1";
  private static final String RUNS = "/devices/" + ID + "/conformance-runs";
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir private Path directory;
  private FumaroleServer server;
  private ApiClient api;

  @BeforeEach
  void start() throws IOException {
    Path data = directory.resolve("server");
    Path trusted = Files.createDirectories(data.resolve("trusted-keys"));
    Files.writeString(trusted.resolve("lamp.pem"), ConnectedDevice.trusted());
    server = FumaroleServer.start(ServerSettings.of(data).with("port", 0), Lab.brought());
    api = new ApiClient(server.url(), server.freshToken().orElseThrow());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private JsonNode judged(Map<String, Object> order) {
    String run = api.post(RUNS, order).path("run").asString();
    await().atMost(LONGEST).until(() -> api.get("/conformance-runs/" + run).has("ended"));
    return api.get("/conformance-runs/" + run);
  }

  private static List<String> of(JsonNode run, String verdict) {
    List<String> found = new ArrayList<>();
    for (JsonNode finding : run.path("findings"))
      if (finding.path("verdict").asString().equals(verdict))
        found.add(finding.path("id").asString() + ": " + finding.path("why").asString());
    return found;
  }

  /// All that can be played without hands: the package is installed again and again.
  @Test
  void ourAgentPassesAllThatNeedsNoHandsAndIsTheServersAgain() throws Exception {
    try (var device = good()) {
      String firmware =
          api.upload(
                  ApiClient.query("/packages", Map.of("id", Optional.of("lamp-2"))),
                  BodyPublishers.ofByteArray(ConnectedDevice.firmware()),
                  "application/octet-stream")
              .path("id")
              .asString();
      JsonNode run = judged(Map.of("firmware", firmware, "wakes", true, "patience", "20s"));
      assertThat(of(run, "fail")).isEmpty();
      assertThat(of(run, "inconclusive")).isEmpty();
      assertThat(of(run, "pass")).hasSizeGreaterThan(50).contains("combined: ", "md5-nonce: ");
      assertThat(of(run, "not-applicable")).allMatch(it -> it.contains("is for"));
      assertThat(run.path("state").asString()).isEqualTo("ended");
      assertThat(run.has("end")).isFalse();
      device.call();
      await()
          .atMost(LONGEST)
          .until(() -> api.get("/devices/" + ID).path("version").asString("").equals("2.0"));
    }
  }

  @Test
  void aBrokenDeviceFailsTheCaseThatIsAboutItAndNotTheOther() throws Exception {
    try (var device =
        ConnectedDevice.broken(ID, server.dmUrl(), "fumarole", directory.resolve("device"))) {
      api.post("/devices", device.account());
      JsonNode run =
          judged(
              Map.of(
                  "cases", List.of("dev-info", "node-unknown"), "wakes", true, "patience", "20s"));
      assertThat(of(run, "pass")).containsExactly("dev-info: ");
      assertThat(of(run, "fail"))
          .singleElement()
          .asString()
          .contains("node-unknown: ", "expected Status 404 for Get");
      JsonNode report =
          api.get("/conformance-runs/" + run.path("run").asString() + "/report?format=json");
      assertThat(report.path("about").path("model").asString()).isEqualTo(ConnectedDevice.MODEL);
      assertThat(report.path("results").get(0).path("evidence").size()).isGreaterThan(2);
    }
  }

  private ConnectedDevice good() throws IOException {
    ConnectedDevice device =
        ConnectedDevice.good(ID, server.dmUrl(), "fumarole", directory.resolve("device"));
    api.post("/devices", device.account());
    return device;
  }
}
