package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Rehearsals as jobs of the server; what they forecast is made above it.
@Tag("slow")
class RehearsalsTest {
  private static final String CAMPAIGN =
      "{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\", \"dynamic\": true}";

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    assertThat(running.upload("model=M-1&to=2.0", new byte[] {1}).status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    running.rehearsals().let();
    running.close();
  }

  private String draft() {
    return "/campaigns/" + running.post("/campaigns", CAMPAIGN).text("id");
  }

  private Answer rehearse(String campaign, String input) {
    return running.post(campaign + "/rehearsal", input);
  }

  private Answer awaitState(String campaign, String state) {
    return await()
        .until(() -> running.get(campaign + "/rehearsal"), it -> it.text("state").equals(state));
  }

  private HttpResponse<byte[]> forget(String campaign) {
    return running.call("DELETE", campaign + "/rehearsal", "");
  }

  @Test
  void aDraftIsRehearsedAndItsForecastStaysWhenItStarts() {
    String campaign = draft();
    assertThat(running.get(campaign + "/rehearsal").text("state")).isEqualTo("none");
    Answer begun = rehearse(campaign, "{\"poll\": \"6h\", \"fail\": {\"410\": 2.5}}");
    assertThat(begun.status()).as("%s", begun.json()).isEqualTo(202);
    Answer done = awaitState(campaign, "done");
    assertThat(done.json().at("/forecast/runs").asInt()).isEqualTo(21);
    assertThat(done.json().at("/given/poll").asString()).isEqualTo("6h");
    assertThat(done.json().at("/habits/poll").asString()).isEqualTo("PT6H");
    assertThat(done.json().at("/habits/fail/410").asDouble()).isEqualTo(2.5);
    assertThat(done.json().at("/habits/answers").asDouble()).isEqualTo(90);
    assertThat(running.post(campaign + "/start", "").status()).isEqualTo(200);
    assertThat(running.get(campaign + "/rehearsal").text("state")).isEqualTo("done");
    assertThat(rehearse(campaign, "").detail()).contains("has begun");
    assertThat(forget(campaign).statusCode()).isEqualTo(409);
  }

  @Test
  void oneIsRehearsedAtATimeAndMayBeStopped() {
    running.rehearsals().hold();
    String first = draft();
    String second = draft();
    rehearse(first, "");
    await().until(() -> running.get(first + "/rehearsal").json().path("plays").asInt() == 3);
    Answer busy = rehearse(second, "");
    assertThat(busy.status()).isEqualTo(409);
    assertThat(busy.detail()).contains("is being rehearsed now").contains(first.substring(11));
    assertThat(forget(first).statusCode()).isEqualTo(204);
    assertThat(running.get(first + "/rehearsal").text("state")).isEqualTo("none");
    assertThat(rehearse(second, "").status()).isEqualTo(202);
    running.rehearsals().let();
    awaitState(second, "done");
    assertThat(running.get(first + "/rehearsal").text("state")).isEqualTo("none");
  }

  @Test
  void aDraftThatIsChangedLosesItsForecast() {
    String campaign = draft();
    rehearse(campaign, "");
    awaitState(campaign, "done");
    assertThat(running.put(campaign, CAMPAIGN, "\"0\"").status()).isEqualTo(200);
    assertThat(running.get(campaign + "/rehearsal").text("state")).isEqualTo("none");
  }

  @Test
  void whatCannotBeRehearsedSaysWhy() {
    String campaign = draft();
    rehearse(campaign, "{\"like\": \"nobody\"}");
    assertThat(awaitState(campaign, "failed").text("words"))
        .isEqualTo("no campaign nobody whose rates could count");
    assertThat(running.get("/campaigns/nobody/rehearsal").status()).isEqualTo(404);
    assertThat(rehearse("/campaigns/nobody", "").status()).isEqualTo(404);
  }

  /// As of a node that has gone down.
  @Test
  void aRehearsalThatNobodyTellsOfHasFailed() {
    String campaign = draft();
    var id = new CampaignId(campaign.substring(11));
    running.server().stores().rehearsals().begin(id, "other", "{}", running.now());
    assertThat(running.get(campaign + "/rehearsal").text("state")).isEqualTo("running");
    running.pass(Duration.ofMinutes(3));
    Answer lost = running.get(campaign + "/rehearsal");
    assertThat(lost.text("state")).isEqualTo("failed");
    assertThat(lost.text("words")).contains("rehearse again");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{`poll`: `soon`}                     | poll is a time such as 90m",
        "{`poll`: `0s`}                       | poll: it is 1 s to 366 days",
        "{`install`: `400d`}                  | install: it is 0 s to 366 days",
        "{`answers`: 101}                     | answers: it is a share in percent",
        "{`offline`: 100}                     | offline: it is less than 100 percent",
        "{`offlineFor`: `1h`}                 | offlineFor: it goes with offline",
        "{`link`: 0}                          | link: it is 1 octet a second",
        "{`fail`: {`200`: 2}}                 | is no code of a failure",
        "{`fail`: {`410`: 60}, `silent`: 50}  | with silent it is at most 100 percent",
        "{`fail`: {`410`: null}}              | null",
        "{`price`: -1}                        | price: it is a number from 0 on",
        "{`start`: `tomorrow`}                | start: it is a time such as",
        "{`polls`: `1h`}                      | polls",
      })
  void whatIsSaidOfDevicesIsRefusedByFieldAndRule(String input, String words) {
    HttpResponse<byte[]> answer =
        running.call("POST", draft() + "/rehearsal", input.replace('`', '"'));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains(words);
  }
}
