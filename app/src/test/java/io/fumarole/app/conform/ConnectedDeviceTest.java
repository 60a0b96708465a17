package io.fumarole.app.conform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.app.cli.ApiClient;
import io.fumarole.app.cli.Lab;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
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

  /// More than anybody is let try.
  private static final int MOST_GUESSES = 30;

  private static final List<String> CARRIED =
      List.of(
          "resp-uri",
          "content-type",
          "md5-next-session",
          "server-nonce",
          "large-object",
          "combined-descriptor",
          "download-resumes",
          "notified");

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

  private String firmware() {
    return api.upload(
            ApiClient.query("/packages", Map.of("id", Optional.of("lamp-2"))),
            BodyPublishers.ofByteArray(ConnectedDevice.firmware()),
            "application/octet-stream")
        .path("id")
        .asString();
  }

  private void cancel(String run) {
    api.post("/conformance-runs/" + run + "/cancel", Map.of());
    await().atMost(LONGEST).until(() -> api.get("/conformance-runs/" + run).has("ended"));
  }

  /// Where no cases are named.
  @Test
  void allThatNeedsNoHandsIsPlayed() throws Exception {
    try (var device = good()) {
      assertThat(device.account()).containsKey("address");
      JsonNode run = api.post(RUNS, Map.of("firmware", firmware(), "patience", "20s"));
      List<String> cases = new ArrayList<>();
      run.path("cases").forEach(id -> cases.add(id.asString()));
      assertThat(cases)
          .hasSizeGreaterThan(50)
          .contains("combined", "md5-nonce")
          .doesNotContain("notified", "user-agrees");
      cancel(run.path("run").asString());
    }
  }

  /// Those of the kit, which the lab plays as a whole, that the server carries in a way of its own:
  /// other addresses, nonces, notifications, packages from its catalogue, downloads that break off.
  @Test
  void ourAgentPassesBehindAServerAndIsTheServersAgain() throws Exception {
    try (var device = good()) {
      JsonNode run =
          judged(
              Map.of("cases", CARRIED, "firmware", firmware(), "wakes", true, "patience", "20s"));
      assertThat(of(run, "pass"))
          .containsExactlyInAnyOrderElementsOf(CARRIED.stream().map(id -> id + ": ").toList());
      assertThat(run.path("state").asString()).isEqualTo("ended");
      assertThat(run.has("end")).isFalse();
      device.call();
      await()
          .atMost(LONGEST)
          .until(() -> api.get("/devices/" + ID).path("version").asString("").equals("2.0"));
    }
  }

  /// Under basic the server shows its secret itself.
  @Test
  void whoeverPretendsToBeTheDeviceIsChallengedAndShownNoSecret() throws Exception {
    String profile =
        api.get("/profiles/oma-strict")
            .path("text")
            .asString()
            .replace("\"oma-strict\"", "\"bare\"")
            .replace("\"server\": \"md5\"", "\"server\": \"basic\"");
    api.put("/profiles/bare", Map.of("text", profile));
    Path home = directory.resolve("device");
    try (var device =
        ConnectedDevice.good(ID, server.dmUrl(), "fumarole", home, AuthScheme.BASIC)) {
      api.post("/devices", device.account("bare"));
      assertThat(pretend(1)).contains("<Chal>").doesNotContain("<Cred>");
      List<String> cases = List.of("state-readable", "md5-nonce");
      String waits = api.post(RUNS, Map.of("cases", cases)).path("run").asString();
      await().until(() -> word(waits), "session"::equals);
      for (int message = 1; message < 4; message++)
        assertThat(pretend(message)).contains("<Chal>").doesNotContain("<Cred>");
      cancel(waits);
      JsonNode run = judged(Map.of("cases", cases, "wakes", true, "patience", "20s"));
      assertThat(of(run, "pass")).containsExactly("state-readable: ", "md5-nonce: ");
    }
  }

  /// Each session has a challenge, and a guess for its nonce.
  @Test
  void whoeverGuessesAtTheKitIsTurnedAwayAsAtTheServer() throws Exception {
    try (var device = good()) {
      assertThat(device.account()).containsEntry("id", ID);
      Map<String, Object> order = Map.of("cases", List.of("state-readable"));
      String run = api.post(RUNS, order).path("run").asString();
      await().until(() -> word(run), "session"::equals);
      int sessions = 0;
      String heard = "";
      while (!heard.contains("too many wrong credentials")) {
        assertThat(sessions++).isLessThan(MOST_GUESSES);
        pretend(1);
        heard = pretend(2);
      }
      assertThat(sessions).isGreaterThan(1);
      cancel(run);
    }
  }

  @Test
  void whatTheServerRefusesBeforeTheKitHearsItStandsInTheReport() throws Exception {
    try (var device = good()) {
      assertThat(device.account()).containsEntry("id", ID);
      Map<String, Object> order = Map.of("cases", List.of("state-readable"), "patience", "3s");
      String run = api.post(RUNS, order).path("run").asString();
      await().until(() -> word(run), "session"::equals);
      assertThat(pretend(1, "text/xml")).contains("is not SyncML");
      await().atMost(LONGEST).until(() -> api.get("/conformance-runs/" + run).has("ended"));
      assertThat(of(api.get("/conformance-runs/" + run), "inconclusive"))
          .singleElement()
          .asString()
          .contains("nothing came within 3 s", "refused: 415, Content-Type 'text/xml'");
    }
  }

  private String word(String run) {
    return api.get("/conformance-runs/" + run).path("now").path("word").asString("");
  }

  private String pretend(int message) throws Exception {
    return pretend(message, "application/vnd.syncml.dm+xml");
  }

  /// What somebody gets to hear who knows the device's name, and says that the server has not shown
  /// itself.
  private String pretend(int message, String contentType) throws Exception {
    String said =
        """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
        <SessionID>7</SessionID><MsgID>%d</MsgID><Target><LocURI>fumarole</LocURI></Target>
        <Source><LocURI>%s</LocURI></Source>
        <Cred><Meta><Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>Z3Vlc3M=</Data></Cred>
        </SyncHdr><SyncBody>
        <Status><CmdID>1</CmdID><MsgRef>%d</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>
        <Data>407</Data></Status>
        <Alert><CmdID>2</CmdID><Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """
            .formatted(message, ID, message - 1);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.dmUrl()))
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(said))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString()).body();
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
