package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.PostgresServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Two servers on one PostgreSQL: devices of one are served by a profile that was changed on the
/// other.
@Tag("slow")
@Timeout(120)
class ProfileNodesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String ROUTER = "/profiles/router";
  private static final String SESSION =
      """
      <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>
      <MsgID>1</MsgID><Target><LocURI>http://fota.example/dm</LocURI></Target>
      <Source><LocURI>IMEI:1</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>
      <Data>1201</Data></Alert><Final/></SyncBody></SyncML>
      """;

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
    Device device =
        Device.enrolled(
            new DeviceId("IMEI:1"), "router", Optional.empty(), Optional.empty(), Instant.now());
    assertThat(first.stores().devices().add(device)).isTrue();
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    second.close();
    first.close();
  }

  private JsonNode call(FumaroleServer server, String method, String path, String body)
      throws IOException, InterruptedException {
    var answer =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/api/v1" + path))
                .header("Authorization", "Bearer " + token)
                .method(method, BodyPublishers.ofString(body))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    return JSON.readTree(answer.body());
  }

  /// What the device is asked to show.
  private String challenge(FumaroleServer server) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(server.dmUrl()))
                .header("Content-Type", "application/vnd.syncml.dm+xml")
                .POST(BodyPublishers.ofString(SESSION))
                .build(),
            BodyHandlers.ofString())
        .body();
  }

  @Test
  void aProfileThatIsChangedOnOneServesTheDevicesOfTheOtherWithinSeconds()
      throws IOException, InterruptedException {
    assertThat(challenge(second)).contains("auth-basic");
    String text = call(first, "GET", ROUTER, "").path("text").asString();
    String changed = text.replace("\"client\": \"basic\"", "\"client\": \"md5\"");
    call(first, "PUT", ROUTER, JSON.writeValueAsString(Map.of("text", changed)));
    assertThat(challenge(first)).contains("auth-md5");
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(challenge(second)).contains("auth-md5"));
    call(second, "DELETE", ROUTER, "");
    assertThat(challenge(second)).contains("auth-basic");
    await()
        .atMost(Duration.ofSeconds(15))
        .untilAsserted(() -> assertThat(challenge(first)).contains("auth-basic"));
  }

  @Test
  void aDeviceIsAddedOnOneWithAProfileThatWasJustMadeOnTheOther()
      throws IOException, InterruptedException {
    String text = call(first, "GET", ROUTER, "").path("text").asString();
    for (int i = 0; i < 5; i++) {
      String name = "mine-" + i;
      String mine = text.replace("\"router\"", "\"" + name + "\"");
      call(first, "PUT", "/profiles/" + name, JSON.writeValueAsString(Map.of("text", mine)));
      String device = JSON.writeValueAsString(Map.of("id", "IMEI:1" + i, "profile", name));
      assertThat(call(second, "POST", "/devices", device).path("profile").asString())
          .isEqualTo(name);
    }
  }
}
