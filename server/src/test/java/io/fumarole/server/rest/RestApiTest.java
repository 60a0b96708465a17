package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RestApiTest {
  private static final String DEVICE =
      """
      {"id": "IMEI:1", "profile": "oma-strict", "address": "127.0.0.1:9",
       "client": {"scheme": "md5", "name": "u", "secret": "client-secret"},
       "server": {"secret": "server-secret"}}
      """;

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Device device() {
    return running.server().stores().devices().find(new DeviceId("IMEI:1")).orElseThrow();
  }

  private void learn(String model, String version) {
    var learnt = device().withInventory(Map.of("Mod", model, Device.VERSION, version));
    assertThat(running.server().stores().devices().update(learnt)).isTrue();
  }

  private static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void writesTheTokenOnceForItsOwnerAlone() throws IOException {
    Path file = data.resolve("api-token");
    assertThat(file).hasContent(running.token());
    assertThat(running.token()).matches("[A-Za-z0-9_-]{43}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String token = running.token();
    running.close();
    running = new RunningServer(data);
    assertThat(running.server().freshToken()).isEmpty();
    var request = running.request("/api/v1/devices").header("Authorization", "bearer " + token);
    assertThat(running.send(request.GET()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/devices",
        "/groups",
        "/devices/x/labels",
        "/packages",
        "/deployments",
        "/sessions/x",
        "/events",
        "/profiles",
        "/nowhere"
      })
  void asksForTheToken(String path) {
    HttpResponse<byte[]> response = running.send(running.request("/api/v1" + path).GET());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("api-token");
    var wrong = running.request("/api/v1" + path).header("Authorization", "Bearer wrong").GET();
    HttpResponse<byte[]> refusal = running.send(wrong);
    assertThat(refusal.statusCode()).isEqualTo(401);
    assertThat(new String(refusal.body(), StandardCharsets.UTF_8))
        .contains("the token is wrong", "api-token")
        .doesNotContain("Authorization");
  }

  @Test
  void slowsDownThoseWhoGuessTheTokenAndNeverTheOneWhoKnowsIt() {
    java.util.function.IntSupplier guess =
        () ->
            running
                .send(running.request("/api/v1/devices").header("Authorization", "Bearer wrong"))
                .statusCode();
    for (int i = 0; i < 10; i++) assertThat(guess.getAsInt()).isEqualTo(401);
    assertThat(guess.getAsInt()).isEqualTo(429);
    assertThat(running.get("/devices").status()).isEqualTo(200);
    running.pass(java.time.Duration.ofMinutes(1));
    assertThat(guess.getAsInt()).isEqualTo(401);
    assertThat(guess.getAsInt()).isEqualTo(429);
  }

  @Test
  void tellsItsHealthToAnyone() {
    HttpResponse<byte[]> response = running.send(running.request("/api/v1/health").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("\"database\":\"writable\"");
    for (String path : List.of("ready", "live"))
      assertThat(running.send(running.request("/api/v1/health/" + path).GET()).statusCode())
          .as(path)
          .isEqualTo(200);
  }

  @Test
  void answersProblemsEverywhere() {
    Answer nowhere = running.get("/nowhere");
    assertThat(nowhere.status()).isEqualTo(404);
    assertThat(nowhere.text("type")).isEqualTo("about:blank");
    assertThat(nowhere.text("title")).isEqualTo("Not Found");
    assertThat(nowhere.json().path("status").intValue()).isEqualTo(404);
    assertThat(nowhere.detail()).contains("/api/v1/nowhere");
    assertThat(running.post("/profiles", "").status()).isEqualTo(405);
  }

  @Test
  void addsAndShowsDevicesWithoutTheirSecrets() {
    Answer added = running.post("/devices", DEVICE);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("id")).isEqualTo("IMEI:1");
    assertThat(added.text("standing")).isEqualTo("enrolled");
    assertThat(added.text("clientName")).isEqualTo("u");
    assertThat(added.text("serverName")).isEqualTo("fumarole");
    assertThat(added.json().toString()).doesNotContain("secret");
    assertThat(device().client().orElseThrow().secret()).isEmpty();
    assertThat(device().server().orElseThrow().secret()).isEmpty();
    assertThat(running.get("/devices").json().path("devices")).hasSize(1);
    assertThat(running.get("/devices/IMEI:1").text("profile")).isEqualTo("oma-strict");
    assertThat(running.post("/devices", DEVICE).status()).isEqualTo(409);
    assertThat(running.get("/devices/IMEI:2").detail()).contains("no device IMEI:2");
  }

  @Test
  void takesAnyCharacterThatADeviceIdMayHave() {
    assertThat(running.post("/devices", "{\"id\": \"a/b%41:c?d\"}").status()).isEqualTo(201);
    Answer found = running.get("/devices/a%2Fb%2541:c%3Fd");
    assertThat(found.status()).isEqualTo(200);
    assertThat(found.text("id")).isEqualTo("a/b%41:c?d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                            | 'id' is missing",
        "{\"id\": \"a b\"}                             | printable characters without blanks",
        "{\"id\": \"a\", \"profile\": \"x\"}           | no profile 'x': one of [oma-strict",
        "{\"id\": \"a\", \"color\": \"x\"}             | unknown key 'color': allowed are",
        "{\"id\": \"a\", \"client\": {\"name\": \"u\"}} | 'client.secret' is missing",
        "{\"id\": \"a\", \"client\": {\"scheme\": \"basic\", \"name\": \"u\", \"secret\": \"s\"}} | client.scheme is md5 in profile oma-strict",
        "{\"id\":                                      | the body is no JSON (line 1, column",
        "[]                                            | it must be a JSON object (line 1, column 1)",
        "{\"id\": {}}                                  | 'id' must be text (line 1, column",
        "{\"id\": \"a\", \"client\": \"s\"}              | 'client' must be a JSON object (line 1, column",
        "{\"id\": \"a\", \"client\": {\"name\": [1]}}      | 'client.name' must be text (line 1, column",
        "{\"id\": \"a\", \"id\": \"a\"}                  | the body is no JSON",
        "null                                          | a JSON object is needed",
      })
  void refusesADeviceThatMakesNoSense(String json, String words) {
    Answer answer = running.post("/devices", json);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(words).doesNotContain("io.fumarole", "java.", "jackson");
  }

  @Test
  void refusesABodyThatIsNestedWithoutEnd() {
    Answer answer = running.post("/devices", "{\"client\":" + "[".repeat(30_000));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).startsWith("the body is no");
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    assertThat(running.post("/devices", " ".repeat(70_000)).status()).isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1001", "x", "-1"})
  void refusesALimitOutOfRange(String limit) {
    assertThat(running.get("/devices?limit=" + limit).detail()).contains("1 to 1000");
  }

  @Test
  void letsAPendingDeviceIn() {
    running.post("/devices", DEVICE);
    Device it = device();
    var pending =
        new Device(
            new DeviceId("IMEI:2"),
            Device.Standing.PENDING,
            it.profile(),
            it.client(),
            it.server(),
            it.serverNonce(),
            0,
            0,
            it.address(),
            Map.of(),
            it.object(),
            0,
            it.firstSeen(),
            it.lastSeen(),
            Optional.empty(),
            Optional.empty(),
            0);
    running.server().stores().devices().add(pending);
    running.upload("id=p&model=M&to=2", octets("image"));
    Answer tooEarly = running.post("/deployments", "{\"device\": \"IMEI:2\", \"package\": \"p\"}");
    assertThat(tooEarly.status()).isEqualTo(409);
    assertThat(tooEarly.detail()).contains("pending: accept it");
    assertThat(running.post("/devices/IMEI:2/accept", "").text("standing")).isEqualTo("enrolled");
    assertThat(running.post("/devices/IMEI:2/accept", "").status()).isEqualTo(200);
    String terms = "{\"profile\":\"oma-strict\",\"client\":{\"name\":\"u2\",\"secret\":\"s\"}}";
    assertThat(running.post("/devices/IMEI:2/accept", terms).text("clientName")).isEqualTo("u2");
    assertThat(running.post("/devices/IMEI:3/accept", "").status()).isEqualTo(404);
  }

  @Test
  void carriesADeploymentFromOrderToCancel() {
    running.post("/devices", DEVICE);
    running.upload("id=full&model=M&to=2.0", octets("full"));
    running.upload("id=delta&model=M&from=1.0&to=2.0", octets("delta"));
    learn("M", "1.0");
    Answer added =
        running.post(
            "/deployments",
            """
            {"device": "IMEI:1", "version": "2.0", "operation": "download-and-update",
             "delivery": "direct", "question": "Now?", "deadlineHours": 2}
            """);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("package")).isEqualTo("delta");
    assertThat(added.text("state")).isEqualTo("scheduled");
    assertThat(added.text("deadline"))
        .isEqualTo(running.now().plus(Duration.ofHours(2)).toString());
    assertThat(added.text("id")).matches("[a-z0-9]{8}");
    assertThat(added.json().path("events")).hasSize(1);
    assertThat(added.json().path("attempts")).isEmpty();

    Answer second = running.post("/deployments", "{\"device\": \"IMEI:1\", \"package\": \"full\"}");
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.detail()).contains("has an open deployment (" + added.text("id") + ")");

    String path = "/deployments/" + added.text("id");
    assertThat(running.get(path).text("question")).isEqualTo("Now?");
    assertThat(running.get("/deployments?device=IMEI:1").json().path("deployments")).hasSize(1);
    assertThat(running.post(path + "/cancel", "").text("state")).isEqualTo("cancelled");
    assertThat(running.post(path + "/cancel", "").status()).isEqualTo(200);
    assertThat(running.get("/events?deployment=" + added.text("id")).json().path("events"))
        .hasSize(2);
    assertThat(running.get("/deployments/nosuch").status()).isEqualTo(404);
  }

  @Test
  void aVersionThatTheDeviceIsSaidToRunMayBeOrdered() {
    running.post("/devices", DEVICE);
    running.upload("id=same&model=M&to=1.0", octets("same"));
    learn("M", "1.0");
    Answer answer = running.post("/deployments", "{\"device\": \"IMEI:1\", \"version\": \"1.0\"}");
    assertThat(answer.status()).isEqualTo(201);
    assertThat(running.get("/events?deployment=" + answer.text("id")).json().toString())
        .contains("its version is read first");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"device\": \"IMEI:9\", \"package\": \"full\"  | 404 | no device IMEI:9",
        "\"device\": \"IMEI:1\", \"package\": \"none\"  | 404 | no package takes model M to version none",
        "\"device\": \"IMEI:1\", \"package\": \"other\" | 422 | package other is for model N, device IMEI:1 is a M",
        "\"device\": \"IMEI:1\", \"package\": \"delta\" | 422 | starts from version 0.9, device IMEI:1 runs 1.0",
        "\"device\": \"IMEI:1\"                         | 400 | either 'package' or 'version'",
        "\"device\": \"IMEI:1\", \"package\": \"full\", \"operation\": \"x\"     | 400 | operation 'x' is unknown: one of download, update",
        "\"device\": \"IMEI:1\", \"package\": \"full\", \"operation\": \"download\", \"delivery\": \"dm\" | 422 | operation download and delivery dm do not go together: update goes with dm",
        "\"device\": \"IMEI:1\", \"package\": \"full\", \"operation\": \"update\", \"delivery\": \"direct\" | 422 | operation update and delivery direct do not go together",
        "\"device\": \"IMEI:1\", \"package\": \"full\", \"deadlineHours\": 0     | 400 | deadlineHours is a number",
      })
  void refusesAnOrderInWords(String order, int status, String words) {
    running.post("/devices", DEVICE);
    running.upload("id=full&model=M&to=2.0", octets("full"));
    running.upload("id=same&model=M&to=1.0", octets("same"));
    running.upload("id=delta&model=M&from=0.9&to=1.1", octets("delta"));
    running.upload("id=other&model=N&to=2.0", octets("other"));
    learn("M", "1.0");
    Answer answer = running.post("/deployments", "{" + order + "}");
    assertThat(answer.detail()).contains(words);
    assertThat(answer.status()).isEqualTo(status);
  }

  @Test
  void printsANotificationOctetByOctet() {
    running.post("/devices", DEVICE);
    Answer answer =
        running.post(
            "/devices/IMEI:1/notify",
            "{\"print\": true, \"uiMode\": \"background\", \"number\": \"+46700000000\"}");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("sent").booleanValue()).isFalse();
    int id = device().notificationId();
    assertThat(id).isPositive();
    assertThat(answer.text("sessionId")).isEqualTo("%X".formatted(id));
    String package0 = answer.json().path("package0").path("hex").stringValue();
    // Digest, version 11 with ui-mode 1 by the server, session id, "fumarole". Spec: notification 1
    assertThat(package0).matches("[0-9A-F]{32}02D8000000[0-9A-F]{4}0866756D61726F6C65");
    assertThat(answer.json().path("wsp").path("hex").stringValue())
        .matches("[0-9A-F]{2}0603C4AF87" + package0);
    assertThat(answer.json().path("sms").get(0).path("hex").stringValue())
        .endsWith("0605040B84C002" + answer.json().path("wsp").path("hex").stringValue());
  }

  @Test
  void saysWhyANotificationDidNotLeave() {
    running.post("/devices", "{\"id\": \"IMEI:1\", \"server\": {\"secret\": \"s\"}}");
    running.post("/devices", "{\"id\": \"IMEI:2\"}");
    assertThat(running.post("/devices/IMEI:1/notify", "").status()).isEqualTo(502);
    assertThat(running.post("/devices/IMEI:1/notify", "").detail()).contains("has no address");
    assertThat(running.post("/devices/IMEI:2/notify", "").detail()).contains("no server account");
    assertThat(running.post("/devices/IMEI:3/notify", "").status()).isEqualTo(404);
    assertThat(running.post("/devices/IMEI:1/notify", "{\"uiMode\": \"loud\"}").status())
        .isEqualTo(400);
  }

  @Test
  void marksADeploymentAsNotified() {
    running.post("/devices", DEVICE);
    running.upload("id=full&model=M&to=2.0", octets("full"));
    Answer order = running.post("/deployments", "{\"device\": \"IMEI:1\", \"package\": \"full\"}");
    assertThat(running.post("/devices/IMEI:1/notify", "").json().path("sent").booleanValue())
        .isTrue();
    assertThat(running.get("/deployments/" + order.text("id")).text("state")).isEqualTo("notified");
  }

  @Test
  void keepsTheSecretsOfNewDevicesToItself() {
    String path = "/profiles/router/bootstrap-secret";
    String secret = "burnt in at the factory";
    var put = running.call("PUT", path, "{\"secret\": \"" + secret + "\"}");
    assertThat(put.statusCode()).isEqualTo(204);
    var keys = running.server().stores().keys();
    assertThat(keys.find("bootstrap router").orElseThrow().utf8()).isEqualTo(secret);
    assertThat(running.get("/profiles").json().toString()).doesNotContain(secret);
    assertThat(running.call("PUT", path, "{\"secret\": \"short\"}").statusCode()).isEqualTo(400);
    assertThat(running.call("PUT", "/profiles/x/bootstrap-secret", "{}").statusCode())
        .isEqualTo(404);
    assertThat(running.call("DELETE", path, "").statusCode()).isEqualTo(204);
    assertThat(keys.find("bootstrap router").orElseThrow().utf8()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/tokens | {\"name\": \"n\", \"scopes\": [null]} | 'scopes' holds null, which is nothing",
        "/campaigns | {\"name\": \"n\", \"model\": \"M\", \"version\": \"2\", \"phases\": [null]} | 'phases' holds null, which is nothing",
        "/campaigns | {\"name\": \"n\", \"model\": \"M\", \"version\": \"2\", \"windows\": [null]} | 'windows' holds null, which is nothing",
        "/campaigns | {\"name\": \"n\", \"windows\": [{\"days\": [null]}]} | 'windows.days' holds null, which is nothing",
      })
  void aListThatHoldsNothingIsRefused(String path, String body, String words) {
    Answer refused = running.post(path, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains(words);
  }

  @Test
  void listsProfiles() {
    assertThat(running.get("/profiles").json().path("profiles"))
        .extracting(profile -> profile.path("name").stringValue())
        .containsExactly("oma-strict", "router", "handset", "car", "module", "created", "open");
  }

  @Test
  void anAddressWithBlanksOrControlsIsRefused() {
    for (String address : List.of("a b", "a\\u0000", "a".repeat(262), "\\n"))
      assertThat(
              running
                  .post("/devices", "{\"id\": \"d\", \"address\": \"%s\"}".formatted(address))
                  .detail())
          .isEqualTo("an address has at most 261 characters, no blanks or controls among them");
    assertThat(running.post("/devices", "{\"id\": \"d\", \"address\": \"[::1]:2948\"}").status())
        .isEqualTo(201);
  }
}
