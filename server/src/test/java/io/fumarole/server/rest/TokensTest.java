package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class TokensTest {
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

  private Answer add(String more, String... scopes) {
    String list = String.join("\", \"", scopes);
    return running.post(
        "/tokens", "{\"name\": \"ci\", \"scopes\": [\"" + list + "\"]" + more + "}");
  }

  private HttpResponse<byte[]> call(String method, String path, String token) {
    return running.send(
        running
            .request("/api/v1" + path)
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString("{}")));
  }

  @Test
  void aTokenIsShownOnceAndOnlyItsDigestIsKept() throws IOException {
    Answer made = add("", "read");
    assertThat(made.status()).isEqualTo(201);
    String token = made.text("token");
    assertThat(token).matches("[a-z0-9]{8}\\.[A-Za-z0-9_-]{43}").startsWith(made.text("id") + ".");
    HttpResponse<byte[]> list = running.call("GET", "/tokens", "");
    String secret = token.substring(token.indexOf('.') + 1);
    assertThat(new String(list.body(), StandardCharsets.UTF_8))
        .contains(made.text("id"), "\"scopes\":[\"read\"]")
        .doesNotContain(secret, "digest");
    assertThat(call("GET", "/devices", token).statusCode()).isEqualTo(200);
    running.server().stores().flush();
    try (var files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(secret);
    }
  }

  @Test
  void aTokenDoesWhatItsScopesSayAndNothingElse() {
    String reader = add("", "read").text("token");
    HttpResponse<byte[]> refused = call("POST", "/devices", reader);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(RunningServer.json(refused).path("detail").asString())
        .isEqualTo("this needs the scope operate; your token has read");
    String both = add("", "operate", "release").text("token");
    assertThat(call("POST", "/devices", both).statusCode()).isEqualTo(400);
    assertThat(call("GET", "/releases", both).statusCode()).isEqualTo(200);
    assertThat(call("POST", "/tokens", both).statusCode()).isEqualTo(403);
    String admin = add("", "admin").text("token");
    assertThat(call("GET", "/tokens", admin).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/nowhere", reader).statusCode()).isEqualTo(404);
  }

  @Test
  void aScraperSeesTheMetricsAlone() {
    String scraper = add("", "metrics").text("token");
    var metrics = running.request("/metrics").header("Authorization", "Bearer " + scraper).GET();
    assertThat(running.send(metrics).statusCode()).isEqualTo(200);
    assertThat(call("GET", "/devices", scraper).statusCode()).isEqualTo(403);
  }

  @Test
  void aTokenEnds() {
    String token = add(", \"expiresIn\": \"1h\"", "read").text("token");
    running.pass(Duration.ofMinutes(59));
    assertThat(call("GET", "/devices", token).statusCode()).isEqualTo(200);
    running.pass(Duration.ofMinutes(1));
    HttpResponse<byte[]> over = call("GET", "/devices", token);
    assertThat(over.statusCode()).isEqualTo(401);
    assertThat(RunningServer.json(over).path("detail").asString())
        .startsWith("the token 'ci' was good until ");
    assertThat(running.get("/tokens").json().path("tokens").get(0).path("expired").asBoolean())
        .isTrue();
  }

  @Test
  void aRevokedTokenIsWrongAtOnce() {
    Answer made = add("", "read");
    assertThat(call("GET", "/devices", made.text("token")).statusCode()).isEqualTo(200);
    assertThat(running.call("DELETE", "/tokens/" + made.text("id"), "").statusCode())
        .isEqualTo(200);
    assertThat(call("GET", "/devices", made.text("token")).statusCode()).isEqualTo(401);
    assertThat(running.call("DELETE", "/tokens/" + made.text("id"), "").statusCode())
        .isEqualTo(404);
  }

  @Test
  void aTokenIsGoodAfterARestart() throws IOException {
    String token = add("", "read").text("token");
    String first = running.token();
    running.close();
    running = new RunningServer(data, first, it -> it);
    assertThat(call("GET", "/devices", token).statusCode()).isEqualTo(200);
    assertThat(running.get("/tokens").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"X", ".", "x.", "X.y", "'; DROP.y"})
  void anotherSecretIsWrongWhateverTheIdIs(String shape) {
    Answer made = add("", "admin");
    String token = shape.replace("X", made.text("id"));
    assertThat(call("GET", "/devices", token).statusCode()).isEqualTo(401);
    assertThat(call("GET", "/devices", made.text("token") + "x").statusCode()).isEqualTo(401);
  }

  @Test
  void guessesOfOneTokenAreSlowedDownAndItsOwnerGetsIn() {
    Answer made = add("", "read");
    for (int i = 0; i < 10; i++)
      assertThat(call("GET", "/devices", made.text("id") + ".guess" + i).statusCode())
          .isEqualTo(401);
    assertThat(call("GET", "/devices", made.text("id") + ".guess").statusCode()).isEqualTo(429);
    assertThat(call("GET", "/devices", made.text("token")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{~scopes~: [~read~]} | name' is missing",
        "{~name~: ~n~} | scopes' is missing",
        "{~name~: ~n~, ~scopes~: []} | scopes' is missing",
        "{~name~: ~n~, ~scopes~: [~root~]} | scope 'root' is unknown: one of metrics, read, operate, release, approve, admin",
        "{~name~: ~n~, ~scopes~: [~anyone~]} | scope 'anyone' is unknown",
        "{~name~: ~n~, ~scopes~: [~read~], ~expiresIn~: ~soon~} | expiresIn is a time",
        "{~name~: ~n~, ~scopes~: [~read~], ~expiresIn~: ~0s~} | at most 3650d",
        "{~name~: ~n~, ~scopes~: [~read~], ~expiresIn~: ~9999d~} | at most 3650d",
      })
  void whatMakesNoSenseIsRefused(String json, String words) {
    Answer refused = running.post("/tokens", json.replace('~', '"'));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains(words);
    assertThat(running.get("/tokens").json().path("tokens")).isEmpty();
  }
}
