package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import io.fumarole.storage.CallStore.CallId;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class IdempotencyTest {
  private static final String CAMPAIGN =
      "{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\"}";

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    assertThat(running.upload("id=full&model=M-1&to=2.0", new byte[] {1, 2, 3}).status())
        .isEqualTo(201);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<byte[]> post(String path, String body, String key) {
    return running.call("POST", path, body, "Idempotency-Key", key);
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private int campaigns() {
    return running.get("/campaigns").json().path("campaigns").size();
  }

  @Test
  void aCreationThatComesAgainMakesNothingAndGetsTheSameAnswer() {
    HttpResponse<byte[]> first = post("/campaigns", CAMPAIGN, "k1");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(header(first, "Idempotency-Replayed")).isEmpty();
    running.pass(Duration.ofHours(23));
    HttpResponse<byte[]> again = post("/campaigns", CAMPAIGN, "k1");
    assertThat(again.statusCode()).isEqualTo(201);
    assertThat(text(again)).isEqualTo(text(first)).contains("\"draft\"");
    assertThat(header(again, "ETag")).isEqualTo(header(first, "ETag")).isNotEmpty();
    assertThat(header(again, "Content-Type")).isEqualTo(header(first, "Content-Type"));
    assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
    assertThat(campaigns()).isEqualTo(1);
    assertThat(post("/campaigns", CAMPAIGN, "k2").statusCode()).isEqualTo(201);
    assertThat(campaigns()).isEqualTo(2);
    running.pass(Duration.ofHours(2));
    assertThat(post("/campaigns", CAMPAIGN, "k1").statusCode()).isEqualTo(201);
    assertThat(campaigns()).isEqualTo(3);
  }

  @Test
  void aKeyBelongsToOneCall() {
    assertThat(post("/devices", "{\"id\": \"IMEI:1\"}", "k").statusCode()).isEqualTo(201);
    HttpResponse<byte[]> other = post("/devices", "{\"id\": \"IMEI:2\"}", "k");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(RunningServer.json(other).path("detail").asString())
        .contains("belongs to another call");
    assertThat(post("/campaigns", "{\"id\": \"IMEI:1\"}", "k").statusCode()).isEqualTo(422);
    assertThat(running.get("/devices/IMEI:2").status()).isEqualTo(404);
  }

  @Test
  void aKeyIsItsCallersAlone() {
    String other =
        running.post("/tokens", "{\"name\": \"o\", \"scopes\": [\"operate\"]}").text("token");
    assertThat(post("/devices", "{\"id\": \"IMEI:1\"}", "k").statusCode()).isEqualTo(201);
    var request =
        running
            .request("/api/v1/devices")
            .header("Authorization", "Bearer " + other)
            .header("Idempotency-Key", "k")
            .POST(BodyPublishers.ofString("{\"id\": \"IMEI:2\"}"));
    assertThat(running.send(request).statusCode()).isEqualTo(201);
  }

  @Test
  void whatWasRefusedMayBeTriedAgain() {
    assertThat(post("/devices", "{", "k").statusCode()).isEqualTo(400);
    assertThat(post("/devices", "{\"id\": \"IMEI:1\"}", "k").statusCode()).isEqualTo(201);
    assertThat(post("/devices", "{\"id\": \"IMEI:1\"}", "k").statusCode()).isEqualTo(201);
    assertThat(post("/devices", "{\"id\": \"IMEI:1\"}", "k2").statusCode()).isEqualTo(409);
  }

  @Test
  void aPackageIsAddedOnce() {
    String path = "/packages?id=p&model=M-1&from=1.0&to=2.0";
    HttpResponse<byte[]> first = post(path, "image", "k");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(text(post(path, "image", "k"))).isEqualTo(text(first));
    assertThat(post(path.replace("id=p", "id=q"), "image", "k").statusCode()).isEqualTo(422);
    assertThat(post(path, "another image", "k").statusCode()).isEqualTo(422);
  }

  @Test
  void anImportComesInOnce() {
    String path = "/devices/import";
    String[] key = {"Idempotency-Key", "k", "Content-Type", "text/csv"};
    HttpResponse<byte[]> first = running.call("POST", path, "id\nIMEI:1\n", key);
    assertThat(first.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> again = running.call("POST", path, "id\nIMEI:1\n", key);
    assertThat(text(again)).isEqualTo(text(first)).contains("\"added\":1");
    assertThat(header(again, "Idempotency-Replayed")).isEqualTo("true");
    assertThat(running.call("POST", path, "id\nIMEI:1\nIMEI:2\n", key).statusCode()).isEqualTo(422);
    assertThat(running.call("POST", path + "?dryRun=true", "id\nIMEI:1\n", key).statusCode())
        .isEqualTo(422);
  }

  @Test
  void anOrderToANodeIsGivenOnce() {
    assertThat(post("/devices", "{\"id\": \"a/b\"}", "d").statusCode()).isEqualTo(201);
    String path = "/devices/a%2Fb/node-orders";
    String order = "{\"command\": \"get\", \"node\": \"./A\"}";
    HttpResponse<byte[]> first = post(path, order, "k");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(text(post(path, order, "k"))).isEqualTo(text(first));
    assertThat(running.get(path).json().path("orders")).hasSize(1);
    assertThat(post("/devices", order, "k").statusCode()).isEqualTo(422);
  }

  /// As when the server was killed amid it.
  @Test
  void aCallThatBrokeOffIsNotMadeTwice() {
    String body = "{\"id\": \"IMEI:1\"}";
    assertThat(post("/devices", body, "k").statusCode()).isEqualTo(201);
    var calls = running.server().stores().calls();
    calls.forget(new CallId("first", "k"));
    assertThat(post("/devices", body, "k").statusCode()).as("exists").isEqualTo(409);
    String request = HexFormat.of().formatHex(sha256("/devices\0\0" + body));
    calls.begin(new CallId("first", "k3"), request, running.now(), running.now().minusSeconds(9));
    HttpResponse<byte[]> doubtful = post("/devices", body, "k3");
    assertThat(doubtful.statusCode()).isEqualTo(409);
    assertThat(text(doubtful)).contains("has not been answered");
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/devices | ' ' | it has 1 to 200 characters",
        "/tokens | k | it goes with POST of /campaigns, /deployments, /devices, /devices/import, /devices/{id}/node-orders, /devices/{id}/questions, /packages, /uploads",
        "/campaigns/none/start | k | it goes with POST of",
      })
  void aKeyWhereItMeansNothingIsRefused(String path, String key, String words) {
    HttpResponse<byte[]> refused = post(path, "{\"id\": \"IMEI:1\"}", key);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(refused).path("detail").asString()).contains(words);
    assertThat(running.get("/devices").json().path("devices")).isEmpty();
  }
}
