package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.node.NodeAnswer;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.UserQuestion;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class NodeOrdersTest {
  private static final DeviceId DEVICE = new DeviceId("d1");
  private static final String PATH = "/devices/d1/node-orders";
  private static final String GET = "{\"command\": \"get\", \"node\": \"./A\"}";

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    assertThat(running.post("/devices", "{\"id\": \"d1\"}").status()).isEqualTo(201);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void answered(long number, NodeAnswer.Node... nodes) {
    var orders = running.server().stores().nodeOrders();
    NodeOrder sent = orders.find(DEVICE, number).orElseThrow().sent();
    assertThat(orders.update(sent)).isTrue();
    NodeOrder done = sent.withRevision(1).answered(StatusCode.OK, List.of(nodes), running.now());
    assertThat(orders.update(done)).isTrue();
  }

  @Test
  void anOrderIsQueuedAndShowsWhatTheDeviceAnswered() {
    Answer queued = running.post(PATH, GET);
    assertThat(queued.status()).isEqualTo(201);
    assertThat(queued.text("state")).isEqualTo("queued");
    assertThat(queued.json().path("number").asLong()).isEqualTo(1);
    answered(
        1,
        new NodeAnswer.Node("./A", "node", "", Octets.utf8("B/C"), false),
        new NodeAnswer.Node("./A/B", "chr", "text/plain", Octets.utf8("ö"), true),
        new NodeAnswer.Node("./A/C", "bin", "", Octets.hex("00ff"), false));
    Answer done = running.get(PATH + "/1");
    assertThat(done.text("state")).isEqualTo("done");
    assertThat(done.text("words")).isEqualTo("200 OK");
    var nodes = done.json().path("nodes");
    assertThat(nodes.get(0).path("children")).hasSize(2);
    assertThat(nodes.get(1).path("text").asString()).isEqualTo("ö");
    assertThat(nodes.get(1).path("cut").asBoolean()).isTrue();
    assertThat(nodes.get(2).path("base64").asString()).isEqualTo("AP8=");
  }

  @Test
  void aQuestionWaitsInLineAndShowsWhatTheUserSaid() {
    running.post(PATH, GET);
    Answer asked =
        running.post(
            "/devices/d1/questions",
            "{\"kind\": \"choices\", \"text\": \"Which?\", \"choices\": [\"A\", \"B\"], \"seconds\": 30, \"answer\": \"1-2\"}");
    assertThat(asked.status()).isEqualTo(201);
    assertThat(asked.text("command")).isEqualTo("ask");
    assertThat(asked.json().path("number").asLong()).isEqualTo(2);
    assertThat(asked.json().path("question").path("kind").asString()).isEqualTo("choices");
    assertThat(asked.json().path("node").isMissingNode()).isTrue();
    var orders = running.server().stores().nodeOrders();
    NodeOrder sent = orders.find(DEVICE, 2).orElseThrow();
    var question = (UserQuestion) sent.request();
    assertThat(
            orders.update(sent.sent().said(question, StatusCode.OK, List.of("2"), running.now())))
        .isTrue();
    Answer done = running.get(PATH + "/2");
    assertThat(done.text("words")).isEqualTo("2 (B)");
    assertThat(done.json().path("said").get(0).asString()).isEqualTo("2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                          | 400 | 'kind' is missing",
        "{\"kind\": \"shout\", \"text\": \"x\"}                     | 400 | 'shout' is unknown: one of show, confirm, text, choice, choices",
        "{\"kind\": \"show\"}                                        | 400 | 'text' is missing",
        "{\"kind\": \"choice\", \"text\": \"x\"}                    | 422 | choices are missing",
        "{\"kind\": \"confirm\", \"text\": \"x\", \"choices\": [\"a\"]} | 422 | only choice and choices have choices",
        "{\"kind\": \"confirm\", \"text\": \"x\", \"answer\": \"yes\"}  | 422 | 1 for yes or 0 for no",
        "{\"kind\": \"choice\", \"text\": \"x\", \"choices\": [\"a\"], \"answer\": \"2\"} | 422 | the number of a choice",
        "{\"kind\": \"show\", \"text\": \"x\", \"seconds\": 0}        | 422 | seconds is a number from 1",
        "{\"kind\": \"show\", \"text\": \"x\", \"length\": 3}         | 422 | only text has an input and a length",
        "{\"kind\": \"text\", \"text\": \"x\", \"length\": 0}         | 400 | length: it is a number from 1",
        "{\"kind\": \"text\", \"text\": \"x\", \"input\": \"numeric\", \"answer\": \"many\"} | 422 | of the kind and length",
      })
  void whatIsWrongWithAQuestionIsSaid(String json, int status, String words) {
    Answer refused = running.post("/devices/d1/questions", json);
    assertThat(refused.status()).as("%s", refused.json()).isEqualTo(status);
    assertThat(refused.detail()).contains(words);
    assertThat(running.get(PATH).json().path("orders")).isEmpty();
  }

  @Test
  void ordersAreListedInPages() {
    for (int i = 0; i < 3; i++) assertThat(running.post(PATH, GET).status()).isEqualTo(201);
    Answer first = running.get(PATH + "?limit=2");
    assertThat(first.json().path("orders"))
        .extracting(it -> it.path("number").asLong())
        .containsExactly(3L, 2L);
    Answer rest = running.get(PATH + "?limit=2&cursor=" + first.text("cursor"));
    assertThat(rest.json().path("orders"))
        .extracting(it -> it.path("number").asLong())
        .containsExactly(1L);
  }

  @Test
  void whatWasNotSentCanBeCancelled() {
    running.post(PATH, GET);
    running.post(PATH, GET);
    assertThat(RunningServer.json(running.call("DELETE", PATH + "/1", "")).path("state").asString())
        .isEqualTo("cancelled");
    answered(2);
    var refused = running.call("DELETE", PATH + "/2", "");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(RunningServer.json(refused).path("detail").asString())
        .isEqualTo("order 2 is done: it cannot be cancelled any more");
  }

  @Test
  void itExpiresByItself() {
    running.post(PATH, "{\"command\": \"get\", \"node\": \"./A\", \"hours\": 1}");
    running.pass(Duration.ofMinutes(61));
    Answer late =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> running.get(PATH + "/1"), it -> !it.json().path("open").asBoolean());
    assertThat(late.text("state")).isEqualTo("expired");
    assertThat(late.text("words")).isEqualTo("the device did not come in time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                      | 400 | 'command' is missing",
        "{\"command\": \"read\", \"node\": \"./A\"}              | 400 | 'read' is unknown: one of get, replace, add, delete, exec",
        "{\"command\": \"get\"}                                  | 400 | 'node' is missing",
        "{\"command\": \"get\", \"node\": \"./A?list=x\"}        | 400 | LocURI of a node",
        "{\"command\": \"get\", \"node\": \"./A\", \"hours\": 0} | 400 | hours: it is a number from 1",
        "{\"command\": \"get\", \"node\": \"./A\", \"value\": \"x\"} | 422 | Get takes no value",
        "{\"command\": \"get\", \"node\": \"./A\", \"type\": \"x\"} | 400 | only it has a format",
        "{\"command\": \"replace\", \"node\": \"./A\"}           | 422 | Replace needs a value",
        "{\"command\": \"delete\", \"node\": \".\"}              | 422 | the root can only be read",
        "{\"command\": \"add\", \"node\": \"./A\", \"value\": \"x\", \"format\": \"node\"} | 422 | format is one of",
        "{\"command\": \"replace\", \"node\": \"./DMAcc/1/AppAuth/1/AAuthSecret\", \"value\": \"x\"} | 422 | a secret is not written like this",
      })
  void whatIsWrongIsSaid(String json, int status, String words) {
    Answer refused = running.post(PATH, json);
    assertThat(refused.status()).as("%s", refused.json()).isEqualTo(status);
    assertThat(refused.detail()).contains(words);
    assertThat(running.get(PATH).json().path("orders")).isEmpty();
  }

  @Test
  void theFirmwareUpdateObjectIsLeftToDeployments() {
    Device device = running.server().stores().devices().find(DEVICE).orElseThrow();
    var object = new FumoObject(DmUri.of("./Fw/Pkg"), Set.of(), Optional.empty(), Map.of());
    assertThat(running.server().stores().devices().update(device.withObject(object))).isTrue();
    for (String json :
        List.of(
            "{\"command\": \"exec\", \"node\": \"./Fw/Pkg/Update\"}",
            "{\"command\": \"delete\", \"node\": \"./Fw\"}",
            "{\"command\": \"replace\", \"node\": \"./Fw/Pkg/State\", \"value\": \"10\"}")) {
      Answer refused = running.post(PATH, json);
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.detail()).contains("belongs to the firmware update object");
    }
    for (String json :
        List.of(
            "{\"command\": \"get\", \"node\": \"./Fw/Pkg/State\"}",
            "{\"command\": \"add\", \"node\": \"./Fw/Other\"}"))
      assertThat(running.post(PATH, json).status()).isEqualTo(201);
  }

  @Test
  void aDeviceHasOnlySoManyWaiting() {
    for (int i = 0; i < 100; i++) assertThat(running.post(PATH, GET).status()).isEqualTo(201);
    Answer refused = running.post(PATH, GET);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("100 orders waiting already");
    assertThat(running.get("/devices/nobody/node-orders").status()).isEqualTo(404);
    assertThat(running.get(PATH + "/101").status()).isEqualTo(404);
    assertThat(running.get(PATH + "/x").status()).isEqualTo(400);
  }

  /// Each may hold an answer of 64 KiB.
  @Test
  void aListHoldsAHundredHoweverManyAreAskedFor() {
    for (int i = 1; i <= 101; i++) {
      assertThat(running.post(PATH, GET).status()).isEqualTo(201);
      answered(i);
    }
    Answer page = running.get(PATH + "?limit=1000");
    assertThat(page.json().path("orders")).hasSize(100);
    Answer rest = running.get(PATH + "?cursor=" + page.text("cursor"));
    assertThat(rest.json().path("orders")).hasSize(1);
    assertThat(rest.json().has("cursor")).isFalse();
    assertThat(running.get(PATH + "?cursor=YQ").status()).isEqualTo(400);
  }
}
