package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import io.fumarole.server.rest.EventStream.Told;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class StreamTest {
  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data, it -> it.with("unknownDevices", "OPEN"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void session(String device, String sessionId) {
    String message =
        """
        <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>%s</SessionID>
        <MsgID>1</MsgID><Target><LocURI>http://fota.example/dm</LocURI></Target>
        <Source><LocURI>%s</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>
        <Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """
            .formatted(sessionId, device);
    var request =
        running
            .request("/dm")
            .header("Content-Type", "application/vnd.syncml.dm+xml")
            .POST(BodyPublishers.ofString(message));
    assertThat(running.send(request).statusCode()).isEqualTo(200);
  }

  private static String text(Told told, String key) {
    return told.data().path(key).asString("");
  }

  private static boolean isMessage(Told told, String device, int number) {
    return told.type().equals("message")
        && text(told, "device").equals(device)
        && told.data().path("number").intValue() == number;
  }

  @Test
  void aSessionIsToldMessageByMessageWithoutItsOctets() throws Exception {
    try (var stream = EventStream.open(running, "")) {
      assertThat(stream.next().type()).isEmpty();
      session("IMEI:1", "a");
      List<Told> told = new ArrayList<>();
      while (told.stream().noneMatch(it -> isMessage(it, "IMEI:1", 2))) told.add(stream.next());
      assertThat(told).extracting(Told::type).contains("device", "session", "message");
      Told device =
          told.stream().filter(it -> it.type().equals("device")).findFirst().orElseThrow();
      assertThat(text(device, "device")).isEqualTo("IMEI:1");
      assertThat(text(device, "standing")).isEqualTo("enrolled");
      List<Told> messages = told.stream().filter(it -> it.type().equals("message")).toList();
      assertThat(messages).hasSize(2);
      assertThat(messages.getFirst().data().path("fromDevice").asBoolean()).isTrue();
      assertThat(messages.getLast().data().path("fromDevice").asBoolean()).isFalse();
      assertThat(messages.getFirst().data().propertyNames())
          .containsExactly("session", "number", "device", "at", "fromDevice");
      Told session =
          told.stream().filter(it -> it.type().equals("session")).findFirst().orElseThrow();
      assertThat(text(session, "sessionId")).isEqualTo("a");
      assertThat(running.get("/sessions/" + text(messages.getFirst(), "session")).status())
          .isEqualTo(200);
    }
  }

  @Test
  void whatPeopleDoIsToldToo() throws Exception {
    try (var stream = EventStream.open(running, "?types=campaign,deployment,device")) {
      stream.next();
      assertThat(running.post("/devices", "{\"id\": \"IMEI:2\", \"profile\": \"open\"}").status())
          .isEqualTo(201);
      assertThat(text(stream.next("device"), "device")).isEqualTo("IMEI:2");
      assertThat(running.post("/devices/IMEI:2/quarantine", "{\"reason\": \"it smokes\"}").status())
          .isEqualTo(200);
      assertThat(text(stream.next("device"), "standing")).isEqualTo("quarantined");
      assertThat(text(stream.next("deployment"), "text")).contains("it smokes");
    }
  }

  @Test
  void onlyWhatIsAskedForIsTold() throws Exception {
    try (var stream = EventStream.open(running, "?types=message&device=IMEI:2")) {
      stream.next();
      session("IMEI:1", "a");
      session("IMEI:2", "b");
      Told first = stream.next();
      assertThat(first.type()).isEqualTo("message");
      assertThat(text(first, "device")).isEqualTo("IMEI:2");
      assertThat(text(stream.next(), "device")).isEqualTo("IMEI:2");
    }
    assertThat(running.get("/stream?types=weather").status()).isEqualTo(400);
    assertThat(running.get("/stream?device=%00").status()).isEqualTo(400);
    assertThat(running.send(running.request("/api/v1/stream").GET()).statusCode()).isEqualTo(401);
  }

  @Test
  void whoeverComesAgainIsToldExactlyTheRest() throws Exception {
    try (var stays = EventStream.open(running, "?types=message")) {
      stays.next();
      Told last;
      try (var leaves = EventStream.open(running, "?types=message")) {
        leaves.next();
        session("IMEI:1", "a");
        last = leaves.next(it -> isMessage(it, "IMEI:1", 1));
      }
      session("IMEI:2", "b");
      stays.next(it -> isMessage(it, "IMEI:2", 2));
      try (var again =
          EventStream.open(
              running,
              "?types=message",
              "Authorization",
              "Bearer " + running.token(),
              "Last-Event-ID",
              last.id())) {
        again.next();
        assertThat(isMessage(again.next(), "IMEI:1", 2)).isTrue();
        assertThat(isMessage(again.next(), "IMEI:2", 1)).isTrue();
        assertThat(isMessage(again.next(), "IMEI:2", 2)).isTrue();
      }
    }
  }

  @Test
  void nothingIsLostWhileTheServerStartsAnew() throws Exception {
    Told last;
    try (var stream = EventStream.open(running, "")) {
      stream.next();
      session("IMEI:1", "a");
      last = stream.next(it -> isMessage(it, "IMEI:1", 2));
      session("IMEI:2", "b");
      running.close();
      stream.next("end");
    }
    String token = running.token();
    running = new RunningServer(data, token, it -> it.with("unknownDevices", "OPEN"));
    try (var again = EventStream.after(running, last.id())) {
      again.next(it -> isMessage(it, "IMEI:2", 1));
      again.next(it -> isMessage(it, "IMEI:2", 2));
      session("IMEI:3", "c");
      again.next(it -> isMessage(it, "IMEI:3", 2));
    }
  }

  @Test
  void whoeverWasAwayTooLongIsToldToReadAnew() throws Exception {
    String first;
    try (var stream = EventStream.open(running, "?types=message")) {
      first = stream.next().id();
    }
    running.pass(Duration.ofMinutes(11));
    for (String id : List.of(first, "nonsense", "-1-x"))
      try (var again = EventStream.after(running, id)) {
        again.next();
        assertThat(again.next().type()).as(id).isEqualTo("reset");
      }
  }

  @Test
  void streamsThatStandTakeNoPlaceOfTheCalls() throws Exception {
    String token = running.token();
    running.close();
    running = new RunningServer(data, token, it -> it.with("capacity.calls", 1));
    List<EventStream> standing = new ArrayList<>();
    try {
      for (int i = 0; i < 4; i++) {
        EventStream stream = EventStream.open(running, "");
        standing.add(stream);
        stream.next();
      }
      assertThat(running.get("/devices").status()).isEqualTo(200);
    } finally {
      standing.forEach(EventStream::close);
    }
  }

  @Test
  void aStreamEndsSoonAfterTheTokenOrTheSignInThatOpenedIt() throws Exception {
    String made = "{\"name\": \"ci\", \"scopes\": [\"read\"]}";
    var token = running.post("/tokens", made);
    var browser = new Browser(running);
    browser.signIn("{\"token\": \"" + running.token() + "\"}");
    try (var byToken =
            EventStream.open(running, "", "Authorization", "Bearer " + token.text("token"));
        var byCookie = EventStream.open(running, "", "Cookie", browser.cookie())) {
      byToken.next();
      byCookie.next();
      running.call("DELETE", "/tokens/" + token.text("id"), "");
      browser.call("DELETE", "/session", "");
      byToken.next("end");
      byCookie.next("end");
    }
  }
}
