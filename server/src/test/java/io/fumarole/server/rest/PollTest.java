package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PollTest {
  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    meter(data);
    running = new RunningServer(data);
    device("a", "meter");
    device("b", "oma-strict");
  }

  /// A profile that says where its devices keep how often they call.
  static void meter(Path data) throws IOException {
    Path profiles = Files.createDirectories(data.resolve("profiles"));
    Files.writeString(
        profiles.resolve("meter.json"),
        strict()
            .replaceFirst("\"oma-strict\"", "\"meter\"")
            .replaceFirst("[{]", "{\"poll\": {\"node\": \"./Ext/Poll\", \"unit\": \"minutes\"},"));
  }

  private static String strict() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ModelProfiles.class.getResourceAsStream("/profiles/oma-strict.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void device(String id, String profile) {
    Device device =
        Device.enrolled(
            new DeviceId(id), profile, Optional.empty(), Optional.empty(), running.now());
    assertThat(running.server().stores().devices().add(device)).isTrue();
  }

  @Test
  void aDeviceIsToldByOneOrderToTheNodeOfItsProfile() {
    Answer told = running.post("/devices/a/poll-interval", "{\"every\": \"6h\", \"jitter\": 0}");
    assertThat(told.status()).as("%s", told.json()).isEqualTo(201);
    NodeOrder order =
        running.server().stores().nodeOrders().find(new DeviceId("a"), 1).orElseThrow();
    assertThat(order.request().words()).isEqualTo("Replace ./Ext/Poll");
    assertThat(((NodeRequest) order.request()).value().orElseThrow().octets().utf8())
        .isEqualTo("360");
    assertThat(((NodeRequest) order.request()).value().orElseThrow().format()).isEqualTo("int");
  }

  @Test
  void whatCannotBeToldIsRefused() {
    Answer refused = running.post("/devices/b/poll-interval", "{\"every\": \"6h\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("profile oma-strict does not say where");
    assertThat(running.post("/devices/a/poll-interval", "{\"every\": \"1s\"}").status())
        .isEqualTo(400);
    assertThat(running.post("/devices/a/poll-interval", "{}").status()).isEqualTo(400);
    assertThat(running.post("/devices/x/poll-interval", "{\"every\": \"6h\"}").status())
        .isEqualTo(404);
  }

  @Test
  void aFilterTellsAllThatItTakesIn() {
    Answer told = running.post("/devices/poll-interval?filter=id==*", "{\"every\": \"6h\"}");
    assertThat(told.json().path("ordered").asInt()).isEqualTo(1);
    assertThat(told.json().path("refused").get(0).path("device").asString("")).isEqualTo("b");
  }
}
