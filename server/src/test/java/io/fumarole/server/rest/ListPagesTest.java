package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import java.io.IOException;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Lists from the newest to the oldest, page by page.
@Tag("slow")
final class ListPagesTest {
  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = RunningServer.open(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void fill() {
    for (String version : List.of("2.0", "3.0", "4.0", "5.0", "6.0")) {
      add("/packages", running.upload("model=M-1&to=" + version, new byte[] {1, 2, 3}));
      String device = "IMEI:" + version;
      assertThat(running.server().stores().devices().add(device(device))).isTrue();
      add(
          "/deployments",
          running.post(
              "/deployments", "{\"device\":\"" + device + "\",\"version\":\"" + version + "\"}"));
      // Two of a time, and then later ones.
      if (version.equals("3.0")) running.pass(Duration.ofMinutes(1));
    }
  }

  private Device device(String id) {
    return Device.enrolled(
            new DeviceId(id), "oma-strict", Optional.empty(), Optional.empty(), running.now())
        .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"));
  }

  private static void add(String what, RunningServer.Answer answer) {
    assertThat(answer.status()).as(what + ": " + answer.json()).isBetween(200, 299);
  }

  private List<JsonNode> pages(String path, String rows) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = running.get(path + "?limit=2" + cursor).json();
      assertThat(page.path(rows).size()).isBetween(1, 2);
      page.path(rows).forEach(all::add);
      cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").stringValue() : "";
    } while (!cursor.isEmpty());
    return all;
  }

  @Test
  void pagesHoldEachRowOnceAndInTheOrderOfTheWhole() {
    fill();
    for (String rows : List.of("packages", "releases", "deployments")) {
      JsonNode whole = running.get("/" + rows).json();
      List<JsonNode> all = new ArrayList<>();
      whole.path(rows).forEach(all::add);
      assertThat(whole.has("cursor")).isFalse();
      assertThat(pages("/" + rows, rows)).as(rows).hasSize(5).isEqualTo(all);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sessions", "deployments", "campaigns", "approvals", "packages", "releases"})
  void aForeignCursorIsRefused(String rows) {
    for (String cursor : List.of("*", "YQ", "OTk5OTk5OTk5OTk5OTk5OTk5OTkgYQ")) {
      RunningServer.Answer refused = running.get("/" + rows + "?cursor=" + cursor);
      assertThat(refused.status()).as(cursor).isEqualTo(400);
      assertThat(refused.detail()).contains("as it stood in the page before");
    }
  }
}
