package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Searching, labelling, grouping and holding back devices.
@Tag("slow")
class InventoryApiTest {
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

  private void add(String... ids) {
    for (String id : ids)
      assertThat(running.post("/devices", "{\"id\": \"" + id + "\"}").status()).isEqualTo(201);
  }

  private void learn(String id, String model) {
    var stores = running.server().stores();
    Device device = stores.devices().find(new DeviceId(id)).orElseThrow();
    assertThat(stores.devices().update(device.withInventory(Map.of("Mod", model)))).isTrue();
  }

  private void label(String id, String json) {
    var response = running.call("PATCH", "/devices/" + id + "/labels", "{\"labels\":" + json + "}");
    assertThat(response.statusCode()).isEqualTo(200);
  }

  private static String query(String filter) {
    return "filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }

  private Answer search(String filter) {
    return running.get("/devices?" + query(filter));
  }

  private static List<String> ids(JsonNode answer) {
    return StreamSupport.stream(answer.path("devices").spliterator(), false)
        .map(device -> device.path("id").stringValue())
        .toList();
  }

  private static String tag(HttpResponse<byte[]> response) {
    return response.headers().firstValue("ETag").orElseThrow();
  }

  @Test
  void findsDevicesByWhatIsKnownOfThem() {
    add("a", "b", "c");
    learn("b", "NW-410");
    label("c", "{\"ring\":\"canary\"}");
    assertThat(ids(search("model==NW-*").json())).containsExactly("b");
    assertThat(ids(search("label.ring==canary,model==NW-410").json())).containsExactly("b", "c");
    JsonNode found = search("label.ring==canary").json().path("devices").get(0);
    assertThat(found.path("labels").path("ring").stringValue()).isEqualTo("canary");
    assertThat(found.path("standing").stringValue()).isEqualTo("enrolled");
    assertThat(ids(search("firstSeen>-PT1H;standing!=pending").json())).hasSize(3);
    assertThat(search("model!=*").json().path("total").isMissingNode()).isTrue();
    assertThat(running.get("/devices?count=true&limit=1&" + query("model!=*")).text("total"))
        .isEqualTo("2");
  }

  @Test
  void pagesByCursor() {
    add("e", "d", "c/ä", "b", "a");
    List<String> all = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = running.get("/devices?limit=2" + cursor).json();
      all.addAll(ids(page));
      cursor = page.has("cursor") ? "&cursor=" + page.path("cursor").stringValue() : "";
      pages++;
    } while (!cursor.isEmpty());
    assertThat(all).containsExactly("a", "b", "c/ä", "d", "e");
    assertThat(pages).isEqualTo(3);
    assertThat(running.get("/devices?limit=5").json().has("cursor")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "filter=color%3D%3Dred         | color  | 1 | no such field: known are id",
        "filter=model%3D%3Da%3Blabel.x%3Db | label.x | 10 | no operator =",
        "filter=model%3D%3D            |        | 8 | not complete",
        "filter=group%3D%3Dnobody      | filter |   | there is no group 'nobody'",
        "cursor=*                      | cursor |   | as it stood in the page before",
        "count=yes                     | count  |   | true or false",
      })
  void namesTheFieldAndTheRuleOfABadSearch(
      String query, String field, Integer position, String words) {
    Answer answer = running.get("/devices?" + query);
    assertThat(answer.status()).isEqualTo(400);
    JsonNode fault = answer.json().path("errors").get(0);
    assertThat(answer.detail()).contains(words);
    assertThat(fault.path("rule").stringValue()).contains(words);
    assertThat(fault.path("field").stringValue(null)).isEqualTo(field);
    assertThat(fault.has("position") ? fault.path("position").intValue() : null)
        .isEqualTo(position);
  }

  @Test
  void labelsADeviceUnlessSomebodyElseDidMeanwhile() {
    add("a");
    HttpResponse<byte[]> first = running.call("GET", "/devices/a/labels", "");
    String labels = "{\"labels\":{\"ring\":\"canary\",\"site\":\"north\"}}";
    HttpResponse<byte[]> put =
        running.call("PUT", "/devices/a/labels", labels, "If-Match", tag(first));
    assertThat(put.statusCode()).isEqualTo(200);
    HttpResponse<byte[]> late =
        running.call("PUT", "/devices/a/labels", "{\"labels\":{}}", "If-Match", tag(first));
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(RunningServer.json(late).path("detail").stringValue())
        .contains("have changed since you read them");
    HttpResponse<byte[]> patched =
        running.call(
            "PATCH",
            "/devices/a/labels",
            "{\"labels\":{\"ring\":null,\"x\":\"\"}}",
            "If-Match",
            "\"other\", " + tag(put));
    assertThat(RunningServer.json(patched).path("labels").toString())
        .isEqualTo("{\"site\":\"north\",\"x\":\"\"}");
    assertThat(running.get("/devices/a").json().path("labels").path("site").stringValue())
        .isEqualTo("north");
    assertThat(running.call("PUT", "/devices/nobody/labels", labels).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                              | it is missing",
        "{\"labels\":{\"Ring\":\"x\"}}   | 1 to 64 of a-z",
        "{\"labels\":{\"ring\":null}}    | has no value",
        "{\"labels\":{\"ring\":\"a\\tb\"}} | no control characters",
        "{\"labels\":{\"zone\":\"CET-1\"}} | a time zone such as Europe/Berlin",
      })
  void refusesLabelsThatAreNone(String json, String words) {
    add("a");
    Answer answer =
        new Answer(400, RunningServer.json(running.call("PUT", "/devices/a/labels", json)));
    assertThat(answer.detail()).contains(words);
    assertThat(answer.json().path("errors").get(0).path("field").stringValue()).isEqualTo("labels");
  }

  @Test
  void labelsAllThatAFilterTakesIn() {
    add("a", "b", "c");
    String full =
        IntStream.range(0, 32)
            .mapToObj(i -> "\"l%d\":\"\"".formatted(i))
            .collect(Collectors.joining(",", "{", "}"));
    label("c", full);
    String change = "{\"labels\":{\"wave\":\"1\",\"old\":null}}";
    JsonNode answer =
        RunningServer.json(running.call("PATCH", "/devices?" + query("id==*"), change));
    assertThat(answer.toString()).isEqualTo("{\"selected\":3,\"refused\":1}");
    assertThat(ids(search("label.wave==1").json())).containsExactly("a", "b");
    HttpResponse<byte[]> unsaid = running.call("PATCH", "/devices", change);
    assertThat(unsaid.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(unsaid).path("detail").stringValue()).contains("id==*");
  }

  @Test
  void keepsGroups() {
    add("a", "b");
    label("a", "{\"ring\":\"canary\"}");
    String canaries = "{\"filter\":\"label.ring==canary\",\"description\":\"the first\"}";
    HttpResponse<byte[]> made =
        running.call("PUT", "/groups/canaries", canaries, "If-None-Match", "*");
    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(running.call("PUT", "/groups/canaries", canaries, "If-None-Match", "*").statusCode())
        .isEqualTo(412);
    assertThat(ids(search("group==canaries").json())).containsExactly("a");
    assertThat(ids(search("group!=canaries").json())).containsExactly("b");
    assertThat(running.get("/groups/canaries").text("devices")).isEqualTo("1");
    HttpResponse<byte[]> changed =
        running.call("PUT", "/groups/canaries", "{\"filter\":\"id==b\"}", "If-Match", tag(made));
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(
            running.call("PUT", "/groups/canaries", canaries, "If-Match", tag(made)).statusCode())
        .isEqualTo(412);
    assertThat(ids(search("group==canaries").json())).containsExactly("b");
    running.call("PUT", "/groups/others", "{\"filter\":\"group!=canaries\"}");
    HttpResponse<byte[]> circle =
        running.call("PUT", "/groups/canaries", "{\"filter\":\"group==others\"}");
    assertThat(circle.statusCode()).isEqualTo(409);
    assertThat(RunningServer.json(circle).path("detail").stringValue()).contains("in a circle");
    assertThat(running.call("DELETE", "/groups/canaries", "").statusCode()).isEqualTo(409);
    assertThat(running.call("DELETE", "/groups/others", "", "If-Match", "\"0\"").statusCode())
        .isEqualTo(412);
    assertThat(running.call("DELETE", "/groups/others", "").statusCode()).isEqualTo(204);
    assertThat(running.get("/groups").json().path("groups")).hasSize(1);
    assertThat(running.get("/groups/others").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"filter\":\"color==red\"}",
        "{\"filter\":\"\",\"description\":\"a\\nb\"}",
      })
  void refusesAGroupThatIsNone(String json) {
    HttpResponse<byte[]> refused = running.call("PUT", "/groups/g", json);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(RunningServer.json(refused).path("errors")).hasSize(1);
    assertThat(running.call("PUT", "/groups/G", "{\"filter\":\"\"}").statusCode()).isEqualTo(400);
  }

  private HttpResponse<byte[]> imported(String query, String type, String body) {
    return running.call("POST", "/devices/import" + query, body, "Content-Type", type);
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void importsDevicesAsCsv() {
    String csv =
        """
        \uFEFFid,profile,clientSecret,serverSecret,address,label.ring,model\r
        IMEI:1,oma-strict,s1,s2,10.0.0.1,canary,passed over\r
        "IMEI:2",,,,,"say ""so"", and\r
        more",\r

        IMEI:3,router,s1,,,,
        """;
    String good = csv.replace("\r\nmore", "");
    assertThat(text(imported("?dryRun=true", "text/csv", good)))
        .isEqualTo("{\"lines\":3,\"added\":0,\"kept\":0,\"dryRun\":true}");
    assertThat(ids(search("").json())).isEmpty();
    HttpResponse<byte[]> done = imported("", "text/csv; charset=utf-8", good);
    assertThat(text(done)).isEqualTo("{\"lines\":3,\"added\":3,\"kept\":0,\"dryRun\":false}");
    Answer first = running.get("/devices/IMEI:1");
    assertThat(first.text("clientName")).isEqualTo("IMEI:1");
    assertThat(first.text("serverName")).isEqualTo("fumarole");
    assertThat(first.text("address")).isEqualTo("10.0.0.1");
    assertThat(first.json().path("labels").toString()).isEqualTo("{\"ring\":\"canary\"}");
    assertThat(ids(search("label.ring=='say \"so\", and'").json())).containsExactly("IMEI:2");
    assertThat(ids(search("model==*").json())).as("only devices tell").isEmpty();
    Device third = running.server().stores().devices().find(new DeviceId("IMEI:3")).orElseThrow();
    assertThat(third.client().orElseThrow().secret()).as("only its hash is kept").isEmpty();
    HttpResponse<byte[]> refused = imported("", "text/csv", csv.replace("IMEI", "ESN"));
    assertThat(RunningServer.json(refused).path("errors").toString())
        .contains("\"line\":3,\"field\":\"labels\"", "no control characters");
  }

  @Test
  void saysOfEachLineWhatIsWrongAndImportsNothing() {
    add("old");
    HttpResponse<byte[]> refused =
        imported(
            "",
            "application/jsonl",
            """
            {"id":"new","labels":{"a":"1"}}
            {"id":"old"}
            {"id":"a b"}

            {"id":"x","profile":"nobody"}
            {"id":"y","color":"red"}
            {"id":"z"
            {"id":"new"}
            {"id":"w","labels":{"A":"1"}}
            {"id":"v","labels":{"a":null}}
            {"profile":"router"}
            %s
            """
                .formatted("{\"id\":\"" + "u".repeat(70_000) + "\"}"));
    assertThat(refused.statusCode()).isEqualTo(422);
    JsonNode problem = RunningServer.json(refused);
    assertThat(problem.path("detail").stringValue())
        .contains("of 11 lines are wrong", "nothing was imported");
    assertThat(problem.path("errors"))
        .extracting(it -> it.path("line").intValue() + " " + it.path("field").stringValue("-"))
        .containsExactly(
            "2 id",
            "3 id",
            "5 profile",
            "6 -",
            "7 -",
            "8 id",
            "9 labels",
            "10 labels",
            "11 id",
            "12 -");
    assertThat(ids(search("").json())).containsExactly("old");
    assertThat(imported("", "application/jsonl", "{\"id\":\"a\"}\n{\"id\":\"old\"}").statusCode())
        .isEqualTo(422);
    assertThat(
            text(
                imported(
                    "?existing=keep", "application/x-ndjson", "{\"id\":\"a\"}\n{\"id\":\"old\"}")))
        .contains("\"added\":1,\"kept\":1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/csv  | profile,address    | 400 | id: the column is missing",
        "text/csv  | id,color           | 400 | color: there is no such column: known are [id, profile",
        "text/csv  | id,id              | 400 | id: the column is there twice",
        "text/csv  | ``                 | 400 | the first line names the columns",
        "text/csv  | id!a,b!            | 422 | the line has 2 cells, the first one 1",
        "text/csv  | id!\"a            | 400 | after line 1: no CSV",
        "text/html | id                 | 415 | is text/csv or application/jsonl",
      })
  void refusesAnImportThatIsNone(String type, String body, int status, String words) {
    HttpResponse<byte[]> refused = imported("", type, body.replace('!', '\n'));
    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(RunningServer.json(refused).path("detail").stringValue()).contains(words);
  }

  @Test
  void exportsWhatAFilterTakesInAndImportsItAgain() {
    add("=cmd|'/c'!A0", "b,c", "'d");
    learn("b,c", "-1+1\n\"@x\"");
    label("'d", "{\"ring\":\"+46\"}");
    HttpResponse<byte[]> csv = running.call("GET", "/devices.csv", "");
    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(text(csv))
        .startsWith("id,standing,profile,manufacturer,model,version,")
        .contains(",label.ring\r\n")
        .contains("'=cmd|'/c'!A0,enrolled", "\"b,c\",", "''d,", ",'+46\r\n")
        .contains("\"'-1+1\n\"\"@x\"\"\"");
    HttpResponse<byte[]> jsonl = running.call("GET", "/devices.jsonl?" + query("id!=b*"), "");
    assertThat(text(jsonl).lines()).hasSize(2).allMatch(line -> line.startsWith("{\"id\":"));
    assertThat(running.call("GET", "/devices.csv?filter=x", "").statusCode()).isEqualTo(400);
    assertThat(text(imported("?existing=keep", "text/csv", text(csv))))
        .contains("\"added\":0,\"kept\":3");
    assertThat(text(imported("?existing=keep", "application/jsonl", text(jsonl))))
        .contains("\"added\":0,\"kept\":2");
  }

  @Test
  void holdsADeviceBackAndLetsItGo() {
    add("a");
    running.upload("id=p&model=M&to=2", "image".getBytes(StandardCharsets.UTF_8));
    String order = "{\"device\": \"a\", \"package\": \"p\"}";
    String id = running.post("/deployments", order).text("id");
    HttpResponse<byte[]> shown = running.call("GET", "/devices/a", "");
    HttpResponse<byte[]> held =
        running.call(
            "POST", "/devices/a/quarantine", "{\"reason\":\"it smokes\"}", "If-Match", tag(shown));
    assertThat(RunningServer.json(held).path("standing").stringValue()).isEqualTo("quarantined");
    Answer waiting = running.get("/deployments/" + id);
    assertThat(waiting.text("state")).isEqualTo("waiting");
    assertThat(waiting.text("reason")).contains("in quarantine");
    assertThat(ids(search("standing==quarantined").json())).containsExactly("a");
    assertThat(running.get("/events?device=a").json().toString()).contains("it smokes");
    assertThat(running.post("/devices/a/accept", "").status()).isEqualTo(409);
    assertThat(running.call("POST", "/devices/a/release", "", "If-Match", tag(shown)).statusCode())
        .isEqualTo(412);
    assertThat(running.post("/devices/a/release", "").text("standing")).isEqualTo("enrolled");
    assertThat(running.get("/deployments/" + id).text("reason")).contains("released");
    assertThat(running.post("/devices/nobody/quarantine", "").status()).isEqualTo(404);
  }
}
