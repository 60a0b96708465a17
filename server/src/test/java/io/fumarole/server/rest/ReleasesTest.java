package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
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
class ReleasesTest {
  private static final String ONE = "?model=M%2F1&version=2.0";

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data, it -> it.with("packages.autoRelease", false));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Answer add(String id, String to) {
    return running.upload(
        "id=" + id + "&model=M%2F1&to=" + to, id.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private Answer move(String verb) {
    return running.post("/release/" + verb + ONE, "{}");
  }

  private HttpResponse<byte[]> patch(String json, String ifMatch) {
    return running.send(
        running
            .request("/api/v1/release" + ONE)
            .header("Authorization", "Bearer " + running.token())
            .header("If-Match", ifMatch)
            .method("PATCH", BodyPublishers.ofString(json)));
  }

  private Answer order(String device) {
    running.post("/devices", "{\"id\": \"" + device + "\"}");
    return running.post("/deployments", "{\"device\": \"" + device + "\", \"package\": \"p\"}");
  }

  @Test
  void aReleaseIsGivenToDevicesOnceItIsReleased() {
    assertThat(add("p", "2.0").text("release")).isEqualTo("draft");
    Answer early = order("d");
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.detail()).isEqualTo("release M/1 2.0 is draft, not released");
    assertThat(move("release").detail()).contains("say first that it is tested");
    assertThat(move("test").text("state")).isEqualTo("tested");
    assertThat(add("late", "2.0").detail())
        .isEqualTo("release M/1 2.0 is tested and takes no more packages");
    assertThat(move("release").status()).isEqualTo(200);
    assertThat(order("d").status()).isEqualTo(201);
    assertThat(running.get("/packages/p").text("release")).isEqualTo("released");
    assertThat(running.get("/releases?model=M%2F1").json().path("releases")).hasSize(1);
    assertThat(running.get("/releases?model=N").json().path("releases")).isEmpty();
    assertThat(running.get("/release" + ONE).json().path("packages")).hasSize(1);
  }

  @Test
  void withdrawingCancelsWhatHasNotBegun() {
    add("p", "2.0");
    move("test");
    move("release");
    String id = order("d").text("id");
    assertThat(move("withdraw").text("state")).isEqualTo("withdrawn");
    Answer cancelled = running.get("/deployments/" + id);
    assertThat(cancelled.text("state")).isEqualTo("cancelled");
    assertThat(cancelled.text("reason")).isEqualTo("release M/1 2.0 was withdrawn");
    assertThat(cancelled.json().path("ending").path("cause").stringValue()).isEqualTo("withdrawn");
    assertThat(order("e").detail()).isEqualTo("release M/1 2.0 is withdrawn");
    assertThat(move("release").detail()).contains("for ever");
    assertThat(add("more", "2.0").status()).isEqualTo(409);
  }

  @Test
  void ofTwoWhoChangeTheSecondIsTold() {
    add("p", "2.0");
    String json =
        "{\"updateClass\": \"security\", \"notes\": \"n\", \"hardware\": [\"H1\"], \"advisory\": \"https://a.example/1\"}";
    HttpResponse<byte[]> first = patch(json, "\"0\"");
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.headers().firstValue("ETag")).contains("\"1\"");
    assertThat(patch("{\"notes\": \"m\"}", "\"0\"").statusCode()).isEqualTo(412);
    Answer now = running.get("/release" + ONE);
    assertThat(now.text("notes")).isEqualTo("n");
    assertThat(now.text("updateClass")).isEqualTo("security");
    assertThat(patch("{\"advisory\": \"\"}", "\"1\"").statusCode()).isEqualTo(200);
    assertThat(running.get("/release" + ONE).json().has("advisory")).isFalse();
    assertThat(running.get("/packages/p").json().path("hardware")).hasSize(1);
  }

  @Test
  void anyOfSeveralTagsMayMatch() {
    add("p", "2.0");
    assertThat(patch("{\"notes\": \"n\"}", "\"7\", \"0\"").statusCode()).isEqualTo(200);
    assertThat(patch("{\"notes\": \"n\"}", "\"7\", \"0\"").statusCode()).isEqualTo(412);
  }

  /// What is stored has milliseconds.
  @Test
  void aChangeIsAnsweredWithTheTimeThatIsShownLater() {
    add("p", "2.0");
    running.pass(Duration.ofNanos(1_234_567));
    HttpResponse<byte[]> changed = patch("{\"notes\": \"n\"}", "*");
    assertThat(RunningServer.json(changed).path("changed").asString())
        .isEqualTo(running.get("/release" + ONE).text("changed"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"updateClass\": \"big\"}",
        "{\"advisory\": \"http://a.example\"}",
        "{\"hardware\": [\"\"]}",
        "{\"notes\": 7.5, \"x\": 1}"
      })
  void refusesWhatItCannotRead(String json) {
    add("p", "2.0");
    assertThat(patch(json, "*").statusCode()).isEqualTo(400);
    assertThat(running.get("/release" + ONE).json().path("revision").longValue()).isZero();
  }

  @Test
  void saysWhichReleaseThereIsNot() {
    assertThat(running.get("/release" + ONE).detail()).isEqualTo("no release M/1 2.0");
    assertThat(running.get("/release?model=M").detail()).isEqualTo("'version' is missing");
  }
}
