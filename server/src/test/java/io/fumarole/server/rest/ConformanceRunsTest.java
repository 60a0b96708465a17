package io.fumarole.server.rest;

import static io.fumarole.server.rest.PlainDevice.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import io.fumarole.storage.ConformanceStore.Run;
import io.fumarole.storage.ConformanceStore.State;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A device is handed to the kit and comes back; what the kit does is for the lab's tests.
@Tag("slow")
class ConformanceRunsTest {
  private static final String RUNS = "/devices/d1/conformance-runs";
  private static final String PLAIN = "{\"cases\": [\"plain\"]}";
  private static final DeviceId LAMP = new DeviceId("d1");

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = RunningServer.open(data);
    for (String id : List.of("d1", "d2"))
      assertThat(
              running
                  .post("/devices", "{\"id\": \"%s\", \"profile\": \"open\"}".formatted(id))
                  .status())
          .isEqualTo(201);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<byte[]> say(String device, String path) {
    return PlainDevice.says(running, device, path);
  }

  private String begin() {
    Answer begun = running.post(RUNS, PLAIN);
    assertThat(begun.status()).as(begun.detail()).isEqualTo(201);
    return begun.text("run");
  }

  private Answer ended(String run) {
    await().until(() -> running.get("/conformance-runs/" + run).json().has("ended"));
    return running.get("/conformance-runs/" + run);
  }

  private String standing(String device) {
    return running.get("/devices/" + device).text("standing");
  }

  @Test
  void theKitAnswersTheDeviceUntilTheRunHasEndedAndNoOther() {
    String run = begin();
    assertThat(standing("d1")).isEqualTo("examined");
    assertThat(text(say("d2", "/dm"))).contains("<SyncML");
    assertThat(text(say("d1", "/dm/elsewhere?part=2")))
        .isEqualTo("the kit at /dm/elsewhere?part=2");
    Answer ended = ended(run);
    assertThat(ended.text("state")).isEqualTo("ended");
    assertThat(ended.json().path("counts").path("pass").asInt()).isEqualTo(1);
    assertThat(standing("d1")).isEqualTo("enrolled");
    assertThat(text(say("d1", "/dm"))).contains("<SyncML");
    assertThat(running.get(RUNS).json().path("runs").size()).isEqualTo(1);
    HttpResponse<byte[]> page =
        running.call("GET", "/conformance-runs/" + run + "/report?format=html", "");
    assertThat(text(page)).contains("<title>");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'");
  }

  /// To the kit that looks like silence, and to whoever waits for the device, too.
  @Test
  void whatIsRefusedBeforeTheKitHearsItIsToldOnceToThoseWhoWait() {
    String run = begin();
    await().until(() -> sentence(run), it -> !it.isEmpty());
    assertThat(PlainDevice.says(running, "d2", "/dm", "text/xml").statusCode()).isEqualTo(415);
    assertThat(sentence(run)).doesNotContain("refused");
    assertThat(PlainDevice.says(running, "d1", "/dm", "text/xml").statusCode()).isEqualTo(415);
    assertThat(PlainDevice.says(running, "d1", "/dm", "text/html").statusCode()).isEqualTo(415);
    assertThat(sentence(run))
        .startsWith("Let it fetch")
        .contains("was refused: 415, Content-Type 'text/xml' is not SyncML")
        .doesNotContain("text/html");
    say("d1", "/dm");
    assertThat(ended(run).json().path("findings").get(0).path("why").asString())
        .contains("415, Content-Type 'text/html'");
  }

  private String sentence(String run) {
    return running.get("/conformance-runs/" + run).json().path("now").path("sentence").asString("");
  }

  /// It looks for its files at an address of the server that nobody can guess, and that is gone
  /// with the run.
  @Test
  void theKitsFilesAreServedWhileTheRunIsOn() {
    String run = begin();
    String files = await().until(() -> sentence(run), it -> !it.isEmpty());
    assertThat(files).contains("/kit/");
    String url = files.substring(files.indexOf("http"));
    assertThat(text(running.send(running.request(url + "/package").GET()))).isEqualTo("GET");
    assertThat(running.send(running.request(url + "x/package").GET()).statusCode()).isEqualTo(404);
    running.post("/conformance-runs/" + run + "/cancel", "");
    ended(run);
    assertThat(running.send(running.request(url + "/package").GET()).statusCode()).isEqualTo(404);
  }

  @Test
  void aCancelledRunSaysWhoDidItAndTheDeviceStandsAsBefore() {
    assertThat(running.post("/devices/d1/quarantine", "").status()).isEqualTo(200);
    String run = begin();
    assertThat(running.post("/devices/d1/quarantine", "").detail())
        .contains("cancel its run first");
    assertThat(running.post("/devices/d1/release", "").detail()).contains("cancel its run first");
    assertThat(running.post("/devices/d1/accept", "").detail()).contains("cancel its run first");
    assertThat(running.post("/conformance-runs/" + run + "/cancel", "").status()).isEqualTo(200);
    Answer ended = ended(run);
    assertThat(ended.text("state")).isEqualTo("cancelled");
    assertThat(ended.text("end")).isEqualTo("cancelled by api-token");
    assertThat(standing("d1")).isEqualTo("quarantined");
    assertThat(running.post("/conformance-runs/" + run + "/cancel", "").status()).isEqualTo(409);
    assertThat(running.post("/conformance-runs/" + run + "/wake", "").status()).isEqualTo(409);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "d1     | {\"cases\": [\"nonsense\"]}          | 422 | no case 'nonsense'",
        "d1     | {\"cases\": []}                      | 400 | names at least one",
        "d1     | {\"patience\": \"3h\"}               | 400 | from 1s to 2h",
        "d1     | {\"wakes\": true}                    | 422 | needs an address",
        "d1     | {\"firmware\": \"nothing\"}          | 422 | no package nothing",
        "nobody | {}                                   | 404 | no device nobody"
      })
  void whatCannotBePlayedIsRefusedWithTheReason(
      String device, String order, int status, String words) {
    Answer refused = running.post("/devices/" + device + "/conformance-runs", order);
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.detail()).contains(words);
    assertThat(running.get(RUNS).json().path("runs").size()).isZero();
  }

  @Test
  void aDeviceHasOneRunAtATime() {
    begin();
    Answer second = running.post(RUNS, PLAIN);
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.detail()).contains("is being judged already");
  }

  /// As after a crash: the row stands, and nobody plays it.
  @Test
  void aRunThatNobodyPlaysAnyMoreIsLostAndTheDeviceComesBack() {
    var stores = running.server().stores();
    String run = begin();
    running.post("/conformance-runs/" + run + "/cancel", "");
    ended(run);
    String detail = stores.conformance().find(run).orElseThrow().detail();
    Instant now = running.now();
    var left =
        new Run(
            "left",
            LAMP,
            State.RUNNING,
            Standing.ENROLLED,
            "gone",
            now,
            now,
            now.plusSeconds(60),
            detail);
    assertThat(stores.conformance().begin(left)).isTrue();
    Device device = stores.devices().find(LAMP).orElseThrow();
    assertThat(stores.devices().update(device.withStanding(Standing.EXAMINED))).isTrue();
    HttpResponse<byte[]> answer = say("d1", "/dm");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    running.pass(Duration.ofSeconds(61));
    Answer ended = ended("left");
    assertThat(ended.text("state")).isEqualTo("lost");
    assertThat(ended.text("end")).contains("went away");
    assertThat(standing("d1")).isEqualTo("enrolled");
    assertThat(text(say("d1", "/dm"))).contains("<SyncML");
    assertThat(running.get("/events?device=d1").json().toString()).contains("has lost it");
  }
}
