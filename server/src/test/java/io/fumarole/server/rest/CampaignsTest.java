package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

@Tag("slow")
class CampaignsTest {
  private static final String CANARY =
      """
      {"name": "2.0 for all", "model": "M-1", "version": "2.0", "phases": [
        {"name": "canary", "count": 4, "success": 75, "failure": {"count": 1}, "soak": "1h"},
        {"name": "rest"}]}
      """;

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    assertThat(running.upload("id=full&model=M-1&to=2.0", new byte[] {1, 2, 3}).status())
        .isEqualTo(201);
    for (int i = 0; i < 10; i++) device("device-" + i, "M-1", "1.0");
    device("other", "M-2", "1.0");
    device("done", "M-1", "2.0");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void device(String id, String model, String version) {
    Device device =
        Device.enrolled(
                new DeviceId(id), "oma-strict", Optional.empty(), Optional.empty(), running.now())
            .withInventory(Map.of("Mod", model, Device.VERSION, version));
    assertThat(running.server().stores().devices().add(device)).isTrue();
  }

  private String add(String json) {
    Answer added = running.post("/campaigns", json);
    assertThat(added.status()).as("%s", added.json()).isEqualTo(201);
    assertThat(added.text("state")).isEqualTo("draft");
    return added.text("id");
  }

  private Answer show(String id) {
    return running.get("/campaigns/" + id);
  }

  private Answer awaitState(String id, String state) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> show(id), it -> it.text("state").equals(state));
  }

  private List<Deployment> awaitOpen(int count) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                running
                    .server()
                    .stores()
                    .deployments()
                    .list(Optional.empty(), Before.ALL, 99)
                    .stream()
                    .filter(d -> !d.state().isEnd())
                    .toList(),
            it -> it.size() == count);
  }

  private void end(Deployment open, DeploymentState state) {
    Deployment ended =
        open.ended(state, Ending.Cause.REPORTED, "result code 500", running.now())
            .wakingAt(Optional.empty());
    var event =
        new Event(open.device(), Optional.of(open.id()), running.now(), "over", "result code 500");
    assertThat(running.server().stores().deployments().update(ended, event)).isTrue();
  }

  @Test
  void aCampaignSaysWhomItReachesThenRunsUntilItsCanaryFails() {
    String id = add(CANARY);
    Answer expected = running.get("/campaigns/" + id + "/dry-run");
    assertThat(expected.json().path("in").asInt()).isEqualTo(10);
    assertThat(expected.json().path("out").asInt()).isEqualTo(1);
    assertThat(expected.text("words")).contains("10 get full, the full image", "1 run 2.0 already");

    assertThat(running.post("/campaigns/" + id + "/start", "").status()).isEqualTo(200);
    List<Deployment> canary = awaitOpen(4);
    canary.subList(0, 2).forEach(it -> end(it, DeploymentState.FAILED));
    running.pass(Duration.ofMinutes(1));
    Answer paused = awaitState(id, "paused");
    assertThat(paused.text("reason")).isEqualTo("phase canary: 2 of 2 devices failed");
    assertThat(paused.json().path("phases").get(0).path("failed").asInt()).isEqualTo(2);

    JsonNode own =
        running.get("/audit?actor=server&subject=campaigns/" + id).json().path("entries");
    assertThat(own.valueStream().map(it -> it.path("outcome").asString()))
        .containsExactly("200", "asked");
    assertThat(own.get(0).path("action").asString()).isEqualTo("pause campaign");
    assertThat(own.get(1).path("detail").path("words").asString())
        .isEqualTo("phase canary: 2 of 2 devices failed");

    Answer devices = running.get("/campaigns/" + id + "/devices?limit=4");
    assertThat(devices.json().path("devices")).hasSize(4);
    String next = "/campaigns/" + id + "/devices?limit=6&cursor=" + devices.text("cursor");
    Answer others = running.get(next);
    assertThat(others.json().path("devices")).hasSize(6);
    assertThat(others.json().has("cursor")).isFalse();
    assertThat(why(canary.getFirst().device().value())).contains("is failed: result code 500");
    assertThat(why(canary.getLast().device().value())).contains("is paused");
    assertThat(running.get("/deployments/" + canary.getLast().id()).text("reason"))
        .isEqualTo("campaign " + id + " is paused; phase canary: 2 of 2 devices failed");
    assertThat(why("other")).isEqualTo("no campaign has it, and nothing is ordered for it now");

    assertThat(running.post("/campaigns/" + id + "/skip", "").status()).isEqualTo(200);
    assertThat(running.post("/campaigns/" + id + "/resume", "").text("state")).isEqualTo("running");
    awaitOpen(8);
    assertThat(running.post("/campaigns/" + id + "/retry", "").json().path("retried").asInt())
        .isEqualTo(2);
    assertThat(running.post("/campaigns/" + id + "/abort", "").text("state")).isEqualTo("aborting");
    awaitOpen(0);
    running.pass(Duration.ofMinutes(1));
    assertThat(awaitState(id, "aborted").text("reason")).isEqualTo("aborted by an operator");
  }

  @Test
  void aWayOverAnotherVersionIsShownAndWalked() {
    assertThat(running.upload("id=to-3&model=M-1&from=2.0&to=3.0", new byte[] {4}).status())
        .isEqualTo(201);
    String id =
        add("{\"name\":\"3.0\",\"model\":\"M-1\",\"version\":\"3.0\",\"filter\":\"version==1.0\"}");
    Answer expected = running.get("/campaigns/" + id + "/dry-run");
    assertThat(expected.text("words"))
        .isEqualTo(
            "10 get 2 packages one after the other: full, the full image, to 2.0; to-3, the delta from 2.0, to 3.0");
    assertThat(expected.json().path("groups").get(0).path("path")).hasSize(2);
    assertThat(running.post("/campaigns/" + id + "/start", "").status()).isEqualTo(200);
    Deployment first = awaitOpen(10).getFirst();
    assertThat(running.get("/deployments/" + first.id()).json().path("step").toString())
        .isEqualTo("{\"number\":1,\"of\":2}");
    assertThat(why(first.device().value())).startsWith("step 1 of 2, deployment ");
  }

  @Test
  void whetherItIsForcedIsTrueOrFalse() {
    Answer refused = running.post("/campaigns/" + add(CANARY) + "/start?force=maybe", "");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).isEqualTo("force: it is true or false");
  }

  private String why(String device) {
    return running
        .get("/devices/" + device + "/why")
        .json()
        .path("answers")
        .get(0)
        .path("why")
        .asString();
  }

  @Test
  void aDeviceThatAnotherCampaignHasSaysWhichAndIsFreeOnceThatIsCancelled() {
    String first = add("{\"name\":\"first\",\"model\":\"M-1\",\"version\":\"2.0\"}");
    running.post("/campaigns/" + first + "/start", "");
    Deployment open = awaitOpen(10).getFirst();
    String second = add("{\"name\":\"second\",\"model\":\"M-1\",\"version\":\"2.0\"}");
    running.post("/campaigns/" + second + "/start", "");
    JsonNode member =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> member(second, open.device().value()),
                it -> it.path("kind").asString("").equals("busy"));
    assertThat(member.path("other").toString())
        .isEqualTo(
            "{\"deployment\":\"%s\",\"state\":\"scheduled\",\"campaign\":\"%s\",\"name\":\"first\"}"
                .formatted(open.id(), first));
    JsonNode why = running.get("/devices/" + open.device() + "/why").json().path("answers");
    JsonNode held =
        why.valueStream()
            .filter(it -> it.path("name").asString("").equals("second"))
            .findFirst()
            .get();
    assertThat(held.path("other")).isEqualTo(member.path("other"));
    assertThat(held.path("why").asString()).contains("of campaign " + first);

    assertThat(running.post("/deployments/" + open.id() + "/cancel", "").status()).isEqualTo(200);
    running.pass(Duration.ofMinutes(1));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> member(second, open.device().value()).has("deployment"));
  }

  private JsonNode member(String campaign, String device) {
    return running
        .get("/campaigns/" + campaign + "/devices?limit=99")
        .json()
        .path("devices")
        .valueStream()
        .filter(it -> it.path("device").asString("").equals(device))
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  @Test
  void aDryRunWarnsOfALimitThatCanNeverBeExceeded() {
    String id =
        add(
            """
            {"name": "n", "model": "M-1", "version": "2.0", "phases": [
              {"name": "canary", "count": 4, "failure": {"percent": 5}}, {"name": "rest"}]}
            """);
    assertThat(running.get("/campaigns/" + id + "/dry-run").json().path("warnings").toString())
        .contains("phase canary takes 4 devices", "more than 5 % of at least 10");
  }

  @Test
  void aDryRunTellsOfDevicesThatDoNotCallAnyMore() {
    running.pass(Duration.ofHours(2));
    for (int i = 10; i < 20; i++) device("device-" + i, "M-1", "1.0");
    running.pass(Duration.ofSeconds(10));
    Answer dryRun =
        running.get(
            "/campaigns/"
                + add("{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\"}")
                + "/dry-run");
    JsonNode calls = dryRun.json().path("calls");
    assertThat(calls.path("silent").asInt()).isEqualTo(10);
    assertThat(calls.path("latest").asString())
        .isEqualTo(running.now().minusSeconds(10).toString());
    assertThat(calls.path("silentBefore").asString())
        .isEqualTo(running.now().minus(Duration.ofMinutes(5)).toString());
    assertThat(dryRun.json().path("warnings").toString())
        .contains("10 of 20 devices have not called for more than 5 min");
    assertThat(running.get("/devices?filter=lastSeen=lt=-PT5M;model==M-1").json().path("devices"))
        .as("the filter that it names, with the one that has the version")
        .hasSize(11);
  }

  @Test
  void aDryRunTellsOfAnotherCampaignWithTheSameRelease() {
    String before = add("{\"name\": \"before\", \"model\": \"M-1\", \"version\": \"2.0\"}");
    String id = add("{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\"}");
    assertThat(running.get("/campaigns/" + id + "/dry-run").json().path("warnings")).isEmpty();
    running.post("/campaigns/" + before + "/start", "");
    running.post("/campaigns/" + before + "/pause", "");
    assertThat(running.get("/campaigns/" + id + "/dry-run").json().path("warnings").toString())
        .contains("campaign " + before + " with the same release is paused");
  }

  @Test
  void aDeviceThatIsExcludedGetsNothing() {
    String id = add("{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\"}");
    for (int i = 0; i < 9; i++)
      assertThat(
              running.post("/campaigns/" + id + "/devices/device-" + i + "/exclude", "").status())
          .isEqualTo(200);
    running.post("/campaigns/" + id + "/start", "");
    assertThat(awaitOpen(1).getFirst().device().value()).isEqualTo("device-9");
    assertThat(why("device-0")).isEqualTo("excluded by an operator");
    assertThat(running.post("/campaigns/" + id + "/devices/none/exclude", "").status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{~model~: ~M-1~, ~version~: ~2.0~} | 400 | name",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~precondition~: ~group==x~} | 400 | precondition: it may not ask for groups",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~retry~: {~attempts~: 0}} | 400 | a budget is 1 to 100",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~limits~: {~updating~: ~soon~}} | 400 | limits.updating",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~9~} | 422 | no package takes model M-1 to version 9",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~filter~: ~colour==red~} | 422 | filter: ",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~zone~: ~Mars~} | 400 | zone is one such as",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~within~: ~soon~} | 400 | within is a time",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~phases~: [{~count~: 1}]} | 400 | the last one takes the rest",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~phases~: [{~percent~: 101}, {}]} | 400 | share.percent is 0 to 100",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~phases~: [{~failure~: {}}]} | 400 | has a ~count~ or a ~percent~",
        "{~name~: ~n~, ~model~: ~M-1~, ~version~: ~2.0~, ~speed~: 1} | 400 | speed",
      })
  void whatMakesNoSenseIsRefusedWithFieldAndRule(String json, int status, String words) {
    Answer refused = running.post("/campaigns", json.replace('~', '"'));
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.detail()).contains(words.replace('~', '\''));
    assertThat(running.get("/campaigns").json().path("campaigns")).isEmpty();
  }

  @Test
  void aCampaignSaysWhatItAsksOfItsDevicesAndHowItTreatsThem() {
    String id =
        add(
            """
            {"name": "n", "model": "M-1", "version": "2.0", "filter": "id==device-1",
             "question": "Install 2.0?", "precondition": "label.battery==ok",
             "retry": {"attempts": 3, "first": "10m", "longest": "2h"},
             "limits": {"updating": "3h"},
             "postpone": {"times": 2, "until": "2027-01-31T22:00:00Z"}}
            """);
    Answer shown = show(id);
    assertThat(shown.text("precondition")).isEqualTo("label.battery==ok");
    assertThat(shown.json().path("treatment").toString())
        .contains(
            "\"updating\":\"PT3H\"",
            "\"attempts\":3",
            "\"backoff\":{\"first\":\"PT10M\",\"longest\":\"PT2H\",\"jitter\":20}",
            "\"asking\":{\"postponements\":2,\"choiceUntil\":\"2027-01-31T22:00:00Z\"}");
    assertThat(running.post("/campaigns/" + id + "/start", "").status()).isEqualTo(200);
    awaitOpen(1);
    running.pass(Duration.ofMinutes(1));
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> why("device-1").contains("it is not yet as campaign " + id + " asks"));
    Answer devices = running.get("/campaigns/" + id + "/devices");
    assertThat(devices.json().path("devices").get(0).path("kind").asString(""))
        .isEqualTo("not-ready");
  }

  @Test
  void whatWouldReachNobodyDoesNotStart() {
    String id =
        add("{\"name\": \"n\", \"model\": \"M-1\", \"version\": \"2.0\", \"filter\": \"id==x*\"}");
    Answer refused = running.post("/campaigns/" + id + "/start", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail())
        .isEqualTo(
            "campaign "
                + id
                + " would reach no device: no enrolled device of the model matches its filter");
    assertThat(show(id).text("state")).isEqualTo("draft");
  }

  @Test
  void devicesWithoutAPackageAreToldBeforeItStarts() {
    assertThat(running.upload("id=delta&model=M-3&from=1.0&to=2.0", new byte[] {4}).status())
        .isEqualTo(201);
    device("old", "M-3", "0.9");
    device("new", "M-3", "1.0");
    String id = add("{\"name\": \"n\", \"model\": \"M-3\", \"version\": \"2.0\"}");
    Answer refused = running.post("/campaigns/" + id + "/start", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail()).contains("no package for 1 of its devices", "force=true");
    assertThat(running.post("/campaigns/" + id + "/start?force=true", "").status()).isEqualTo(200);
    assertThat(awaitOpen(1).getFirst().device().value()).isEqualTo("new");
  }

  @Test
  void controlsThatDoNotFitAreConflicts() {
    String id = add(CANARY);
    for (String verb : List.of("pause", "resume", "skip"))
      assertThat(running.post("/campaigns/" + id + "/" + verb, "").status())
          .as(verb)
          .isEqualTo(409);
    assertThat(running.post("/campaigns/none/start", "").status()).isEqualTo(404);
    running.post("/campaigns/" + id + "/start", "");
    assertThat(running.post("/campaigns/" + id + "/start", "").detail())
        .contains("has started already");
  }

  @Test
  void aDraftIsChangedByWhoeverHasReadItLast() {
    String id = add(CANARY);
    String other = CANARY.replace("2.0 for all", "another name");
    assertThat(running.put("/campaigns/" + id, other, "\"7\"").status()).isEqualTo(412);
    assertThat(running.put("/campaigns/" + id, other, "\"0\"").text("name"))
        .isEqualTo("another name");
    assertThat(running.put("/campaigns/" + id, other, "\"0\"").status()).isEqualTo(412);
    running.post("/campaigns/" + id + "/start", "");
    assertThat(running.put("/campaigns/" + id, other, "*").status()).isEqualTo(409);
  }

  @Test
  void aCampaignWhoseGroupHasGoneIsRefusedWithTheReason() {
    String group = "/groups/berlin";
    String filter = "{\"filter\": \"label.site==berlin\"}";
    assertThat(running.call("PUT", group, filter, "If-None-Match", "*").statusCode())
        .isLessThan(300);
    String id =
        add(
            """
            {"name": "b", "model": "M-1", "version": "2.0", "filter": "group==berlin",
             "phases": [{"name": "all"}]}
            """);
    assertThat(running.call("DELETE", group, "").statusCode()).isLessThan(300);
    for (Answer refused :
        List.of(
            running.get("/campaigns/" + id + "/dry-run"),
            running.post("/campaigns/" + id + "/start", ""))) {
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.detail()).contains("berlin");
    }
  }
}
