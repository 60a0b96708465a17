package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.profile.ProfileRevision;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import io.fumarole.server.rest.EventStream.Told;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Profiles that are changed while the server runs.
@Tag("slow")
class ProfilesTest {
  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    PollTest.meter(data);
    running = new RunningServer(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static String json(String text, String note) {
    return Input.JSON.writeValueAsString(Map.of("text", text, "note", note));
  }

  private Answer put(String name, String text, String... headers) {
    var answer = running.call("PUT", "/profiles/" + name, json(text, "because"), headers);
    return new Answer(answer.statusCode(), RunningServer.json(answer));
  }

  private int remove(String name, String... headers) {
    return running.call("DELETE", "/profiles/" + name, "", headers).statusCode();
  }

  private String text(String name) {
    return running.get("/profiles/" + name).text("text");
  }

  private void device(String id, String profile) {
    Device device =
        Device.enrolled(
            new DeviceId(id), profile, Optional.empty(), Optional.empty(), running.now());
    assertThat(running.server().stores().devices().add(device)).isTrue();
  }

  private JsonNode listed(String name) {
    JsonNode all = running.get("/profiles?count=true").json().path("profiles");
    return StreamSupport.stream(all.spliterator(), false)
        .filter(it -> it.path("name").asString("").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aProfileIsShownAsItIsWrittenWithWhereItIsFrom() {
    device("a", "router");
    Answer shipped = running.get("/profiles/router");
    assertThat(shipped.text("origin")).isEqualTo("shipped");
    assertThat(shipped.text("text")).startsWith("{\n  \"name\": \"router\"");
    assertThat(shipped.json().path("revision").intValue()).isZero();
    assertThat(shipped.json().path("devices").intValue()).isEqualTo(1);
    assertThat(running.get("/profiles/meter").text("origin")).isEqualTo("file");
    Answer unknown = running.get("/profiles/none");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.detail()).contains("no profile 'none'", "PUT /profiles/none makes one");
    for (String odd : List.of("%F0%9F%8C%8B", "a%20b")) {
      assertThat(running.get("/profiles/" + odd).status()).isEqualTo(404);
      assertThat(running.get("/profiles/" + odd + "/revisions/1").status()).isEqualTo(404);
      assertThat(running.post("/profiles/" + odd + "/check", json("{}", "")).status())
          .isEqualTo(400);
    }
    assertThat(listed("router").path("devices").intValue()).isEqualTo(1);
    assertThat(listed("meter").path("origin").asString("")).isEqualTo("file");
  }

  @Test
  void aStoredOneTakesThePlaceOfAShippedOneUntilItIsRemoved() {
    String shipped = text("router");
    String changed = shipped.replace("5120", "9000");
    Answer stored = put("router", changed);
    assertThat(stored.status()).as("%s", stored.json()).isEqualTo(200);
    assertThat(stored.text("origin")).isEqualTo("stored");
    assertThat(stored.text("by")).isEqualTo("first");
    assertThat(stored.text("note")).isEqualTo("because");
    assertThat(stored.json().path("base").path("origin").asString("")).isEqualTo("shipped");
    assertThat(stored.json().path("base").path("text").asString("")).isEqualTo(shipped);
    assertThat(listed("router").path("replyLimit").intValue()).isEqualTo(9_000);
    assertThat(listed("router").path("revision").intValue()).isEqualTo(1);
    device("a", "router");
    assertThat(remove("router")).isEqualTo(204);
    assertThat(text("router")).isEqualTo(shipped);
    assertThat(listed("router").path("replyLimit").intValue()).isEqualTo(5_120);
    Answer nothing = running.get("/profiles/router");
    assertThat(nothing.json().path("revision").intValue()).isEqualTo(2);
    assertThat(remove("router")).isEqualTo(409);
  }

  @Test
  void whatWasStoredIsKeptAndCanBeReadAgain() {
    String first = text("router").replace("5120", "9000");
    String second = first.replace("9000", "9001");
    assertThat(put("router", first).status()).isEqualTo(200);
    assertThat(put("router", second).status()).isEqualTo(200);
    assertThat(put("router", second).json().path("revision").intValue()).isEqualTo(2);
    assertThat(remove("router")).isEqualTo(204);
    JsonNode revisions = running.get("/profiles/router/revisions").json().path("revisions");
    assertThat(revisions.valueStream().map(it -> it.path("revision").intValue()))
        .containsExactly(3, 2, 1);
    assertThat(revisions.path(0).path("removed").booleanValue()).isTrue();
    assertThat(running.get("/profiles/router/revisions/1").text("text")).isEqualTo(first);
    Answer page = running.get("/profiles/router/revisions?limit=2");
    Answer rest = running.get("/profiles/router/revisions?limit=2&cursor=" + page.text("cursor"));
    assertThat(rest.json().path("revisions").size()).isEqualTo(1);
    assertThat(running.get("/profiles/router/revisions/4").status()).isEqualTo(404);
    assertThat(running.get("/profiles/none/revisions").status()).isEqualTo(404);
    assertThat(running.get("/profiles/car/revisions").json().path("revisions").size()).isZero();
  }

  @Test
  void whoeverHasReadAnotherOneIsTold() {
    String text = text("router");
    assertThat(put("router", text + "\n", "If-Match", "\"0\"").status()).isEqualTo(200);
    Answer late = put("router", text + "\t", "If-Match", "\"0\"");
    assertThat(late.status()).isEqualTo(412);
    assertThat(late.detail()).contains("its revision is 1");
    assertThat(remove("router", "If-Match", "\"0\"")).isEqualTo(412);
    assertThat(put("router", text, "If-None-Match", "*").status()).isEqualTo(412);
    assertThat(put("mine", text.replace("\"router\"", "\"mine\""), "If-Match", "\"1\"").status())
        .isEqualTo(412);
    assertThat(text("router")).isEqualTo(text + "\n");
  }

  @Test
  void whatIsWrongIsToldWithItsPlace() {
    String text = text("router").replace("\"plain\"", "\"together\"");
    Answer refused = put("router", text);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail())
        .contains("profile router, line 8, column 5, key 'object.grouping'", "allowed are");
    JsonNode fault = refused.json().path("errors").path(0);
    assertThat(fault.path("line").intValue()).isEqualTo(8);
    assertThat(fault.path("position").intValue()).isEqualTo(5);
    assertThat(fault.path("field").asString("")).isEqualTo("object.grouping");
    assertThat(put("router", "{\n  \"name\" \"router\"}").detail()).contains("line 2", "no JSON");
    Answer other = put("mine", text("router"));
    assertThat(other.detail()).contains("line 2", "it has to be 'mine'");
    assertThat(running.call("PUT", "/profiles/router", "{}").statusCode()).isEqualTo(400);
    assertThat(running.call("PUT", "/profiles/.x", json(text, "")).statusCode()).isEqualTo(400);
    assertThat(running.get("/profiles/router").json().path("revision").intValue()).isZero();
  }

  @Test
  void aCheckStoresNothingAndSaysWhatTheChangeMeans() {
    device("a", "router");
    String text = text("router").replace("\"client\": \"basic\"", "\"client\": \"md5\"");
    Answer good = running.post("/profiles/router/check", json(text, ""));
    assertThat(good.json().path("good").booleanValue()).isTrue();
    assertThat(good.json().path("devices").intValue()).isEqualTo(1);
    assertThat(good.json().path("remarks").toString())
        .contains("client was basic and is md5", "server none");
    Answer bad = running.post("/profiles/router/check", json("[]", ""));
    assertThat(bad.status()).isEqualTo(200);
    assertThat(bad.json().path("good").booleanValue()).isFalse();
    assertThat(bad.json().path("errors").path(0).path("rule").asString(""))
        .contains("a JSON object is needed");
    String doubled = text("router").replace("\"matches\": []", "\"matches\": [\"M-1\"]");
    assertThat(put("router", doubled).status()).isEqualTo(200);
    Answer beside =
        running.post("/profiles/mine/check", json(doubled.replace("\"router\"", "\"mine\""), ""));
    assertThat(beside.json().path("remarks").toString())
        .contains("profile router names model M-1, too");
    assertThat(running.get("/profiles/mine").status()).isEqualTo(404);
  }

  @Test
  void aProfileOfOnesOwnStaysWhileDevicesHaveIt() {
    String mine = text("router").replace("\"router\"", "\"mine\"");
    assertThat(put("mine", mine, "If-None-Match", "*").status()).isEqualTo(201);
    assertThat(running.post("/devices", "{\"id\": \"a\", \"profile\": \"mine\"}").status())
        .isEqualTo(201);
    Answer used = delete("mine");
    assertThat(used.status()).isEqualTo(409);
    assertThat(used.detail()).contains("1 device has profile mine", "nothing ships by that name");
    assertThat(running.post("/devices/a/accept", "{\"profile\": \"router\"}").status())
        .isEqualTo(200);
    String secret = "{\"secret\": \"sixteen letters.\"}";
    assertThat(running.call("PUT", "/profiles/mine/bootstrap-secret", secret).statusCode())
        .isEqualTo(204);
    assertThat(delete("mine").detail()).contains("bootstrap secret");
    assertThat(running.call("DELETE", "/profiles/mine/bootstrap-secret", "").statusCode())
        .isEqualTo(204);
    assertThat(remove("mine")).isEqualTo(204);
    assertThat(running.get("/profiles/mine").status()).isEqualTo(404);
    Answer gone = running.post("/devices", "{\"id\": \"b\", \"profile\": \"mine\"}");
    assertThat(gone.detail()).contains("no profile 'mine'");
    assertThat(running.get("/profiles/mine/revisions").json().path("revisions").size())
        .isEqualTo(2);
  }

  private Answer delete(String name) {
    var answer = running.call("DELETE", "/profiles/" + name, "");
    return new Answer(answer.statusCode(), RunningServer.json(answer));
  }

  /// What the server asks of a device tells by which profile it is served.
  private String session(String device) {
    String message =
        """
        <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>
        <MsgID>1</MsgID><Target><LocURI>http://fota.example/dm</LocURI></Target>
        <Source><LocURI>%s</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>
        <Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """
            .formatted(device);
    var request =
        running
            .request("/dm")
            .header("Content-Type", "application/vnd.syncml.dm+xml")
            .POST(BodyPublishers.ofString(message));
    return new String(running.send(request).body(), StandardCharsets.UTF_8);
  }

  @Test
  void theNextMessageOfADeviceIsAnsweredByTheChangedProfile() {
    device("IMEI:1", "router");
    assertThat(session("IMEI:1")).contains("syncml:auth-basic");
    put("router", text("router").replace("\"client\": \"basic\"", "\"client\": \"md5\""));
    assertThat(session("IMEI:1")).contains("syncml:auth-md5");
  }

  @Test
  void whatIsStoredHoldsAfterARestartToo() throws IOException {
    put("router", text("router").replace("5120", "9000"));
    running.close();
    running = new RunningServer(data, running.token(), it -> it);
    assertThat(listed("router").path("replyLimit").intValue()).isEqualTo(9_000);
  }

  @Test
  void aServerThatCannotReadAStoredOneDoesNotStart() throws IOException {
    var later =
        new ProfileRevision(
            "later", 1, Optional.of("{\"name\": \"later\", \"new\": 1}"), running.now(), "jo", "");
    assertThat(running.server().stores().profiles().add(later)).isTrue();
    assertThat(running.get("/profiles/router").status()).isEqualTo(200);
    running.close();
    assertThatThrownBy(() -> new RunningServer(data, running.token(), it -> it))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("profile later (revision 1)")
        .hasMessageContaining("A later version of the program may have stored it");
    // What is closed afterwards is one that runs.
    running = new RunningServer(data.resolve("other"));
  }

  @Test
  void aChangeIsToldToWhoeverWatchesAndStandsInTheAudit() throws Exception {
    String text = text("router");
    try (var stream = EventStream.open(running, "?types=profile")) {
      stream.next();
      put("router", text.replace("5120", "9000"));
      Told told = stream.next();
      while (!told.type().equals("profile")) told = stream.next();
      assertThat(told.data().path("profile").asString("")).isEqualTo("router");
      assertThat(told.data().path("revision").intValue()).isEqualTo(1);
      assertThat(told.data().path("removed").booleanValue()).isFalse();
      assertThat(told.data().path("by").asString("")).isEqualTo("first");
    }
    JsonNode entries = running.get("/audit?subject=profiles/router").json().path("entries");
    List<String> words =
        entries.valueStream().map(it -> it.path("detail").path("words").asString("")).toList();
    assertThat(words)
        .anyMatch(
            it ->
                it.matches(
                    "revision 1 with SHA-256 [0-9a-f]{64}, after shipped text with SHA-256 [0-9a-f]{64}; 0 devices have it"));
    assertThat(entries.toString()).contains("because", "9000");
  }
}
