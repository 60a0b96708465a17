package io.fumarole.server.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class DmEndpointTest {
  private static final String WBXML = "application/vnd.syncml.dm+wbxml";
  private static final String XML = "application/vnd.syncml.dm+xml";
  private static final String PACKAGE_1 =
      "/golden/examples/flow-4-download-and-update/01-client-pkg1.";

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = RunningServer.open(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static byte[] golden(String ending) throws IOException {
    try (InputStream in = DmEndpointTest.class.getResourceAsStream(PACKAGE_1 + ending)) {
      return java.util.Objects.requireNonNull(in).readAllBytes();
    }
  }

  private HttpResponse<byte[]> post(String path, String type, byte[] body) {
    return running.send(
        running.request(path).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body)));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @CsvSource({
    "xml, application/vnd.syncml.dm+xml, /dm",
    "xml, application/vnd.syncml.dm+xml; charset=UTF-8, /dm?session=1",
    "xml, application/vnd.syncml+xml, /dm/some/where",
    "wbxml, application/vnd.syncml.dm+wbxml, /dm",
    "wbxml, Application/Vnd.SyncML+WBXML, /dm",
  })
  void answersInTheTypeThatCame(String ending, String type, String path)
      throws IOException, MalformedMessageException {
    HttpResponse<byte[]> response = post(path, type, golden(ending));
    assertThat(response.statusCode()).isEqualTo(200);
    String bare = type.split(";")[0].toLowerCase(java.util.Locale.ROOT);
    assertThat(header(response, "Content-Type")).isEqualTo(bare);
    assertThat(header(response, "Content-Length")).isEqualTo("" + response.body().length);
    assertThat(header(response, "Cache-Control")).isEqualTo("private");
    var encoding = ending.equals("xml") ? Form.Encoding.XML : Form.Encoding.WBXML;
    var answer = Codec.decode(Octets.copyOf(response.body()), encoding, Limits.DEFAULT).message();
    assertThat(answer.commands()).isNotEmpty();
  }

  @Test
  void namesTheOffsetOfWhatIsMalformed() throws IOException {
    byte[] whole = golden("wbxml");
    byte[] cut = java.util.Arrays.copyOf(whole, whole.length / 2);
    HttpResponse<byte[]> response = post("/dm", WBXML, cut);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .startsWith("malformed WBXML: ")
        .containsPattern("at offset [0-9]+");
    assertThat(running.get("/devices").json().path("devices")).isEmpty();
    assertThat(running.get("/sessions").json().path("sessions")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<", "<SyncML>", "<!DOCTYPE x [<!ENTITY e \"x\">]><SyncML/>", "{}"})
  void refusesWhatIsNoMessage(String body) {
    HttpResponse<byte[]> response = post("/dm", XML, body.getBytes(StandardCharsets.UTF_8));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("offset");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/xml", "application/x-www-form-urlencoded", "nonsense"})
  void refusesAnotherType(String type) {
    HttpResponse<byte[]> response = post("/dm", type, new byte[] {1, 2, 3});
    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(new String(response.body(), StandardCharsets.UTF_8))
        .contains("'" + type + "' is not SyncML: send application/vnd.syncml.dm+wbxml");
    assertThat(onlyNote("unknown"))
        .isEqualTo(
            "415 to 127.0.0.1: Content-Type '%s' is not SyncML: send application/vnd.syncml.dm+wbxml or application/vnd.syncml.dm+xml"
                .formatted(type));
  }

  /// What the one message of the one session of `device` in the trace was refused for.
  private String onlyNote(String device) {
    var session = running.get("/sessions?device=" + device).json().path("sessions");
    assertThat(session).hasSize(1);
    String key = session.path(0).path("session").stringValue();
    return running.get("/sessions/" + key).json().path("messages").path(0).path("note").asString();
  }

  @Test
  void aMessageUnderAnotherTypeIsInTheTraceOfItsDevice() throws IOException {
    assertThat(post("/dm", "text/xml", golden("xml")).statusCode()).isEqualTo(415);
    assertThat(onlyNote("IMEI:990012340056786")).startsWith("415 to 127.0.0.1: Content-Type");
  }

  @Test
  void refusesABodyThatIsTooLarge() {
    byte[] large = new byte[Limits.DEFAULT.messageOctets() + 1];
    assertThat(post("/dm", WBXML, large).statusCode()).isEqualTo(413);
  }

  @Test
  void explainsItselfInABrowser() {
    HttpResponse<byte[]> response = running.send(running.request("/dm").GET());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), StandardCharsets.UTF_8)).contains("OMA DM endpoint");
  }

  @Test
  void aSessionIdOfSeveralSessionsIsAnsweredWithTheirKeys() throws IOException {
    post("/dm", WBXML, golden("wbxml"));
    running.pass(java.time.Duration.ofDays(1));
    post("/dm", WBXML, golden("wbxml"));
    var sessions = running.get("/sessions").json().path("sessions");
    assertThat(sessions).hasSize(2);
    var answer = running.get("/sessions/" + sessions.get(0).path("sessionId").stringValue());
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail())
        .contains(
            "is that of 2 sessions, say which: ",
            sessions.get(0).path("session").stringValue(),
            sessions.get(1).path("session").stringValue());
    assertThat(running.get("/sessions/ffff").status()).isEqualTo(404);
  }

  @Test
  void saysOnceThatXmlIsMalformed() throws IOException {
    byte[] cut = "<SyncML>\n  <SyncHdr></SyncML>".getBytes(StandardCharsets.UTF_8);
    assertThat(new String(post("/dm", XML, cut).body(), StandardCharsets.UTF_8))
        .startsWith("malformed XML: Unexpected close tag </SyncML>");
  }

  @Test
  void tellsListenersAndTheApiOfEachMessage() throws IOException {
    List<TraceStore.Entry> heard = new CopyOnWriteArrayList<>();
    running.server().trace().listen(heard::add);
    running
        .server()
        .trace()
        .listen(
            _ -> {
              throw new IllegalStateException("a broken console");
            });
    post("/dm", WBXML, golden("wbxml"));
    assertThat(heard).extracting(TraceStore.Entry::fromDevice).containsExactly(true, false);

    String key = heard.getFirst().session();
    var session = running.get("/sessions/" + key);
    assertThat(session.status()).isEqualTo(200);
    assertThat(session.json().path("messages")).hasSize(2);
    String sessionId = session.text("sessionId");
    assertThat(running.get("/sessions/" + sessionId).text("session")).isEqualTo(key);
    var first = session.json().path("messages").get(0);
    assertThat(first.path("fromDevice").booleanValue()).isTrue();
    var content = first.path("content");
    assertThat(content.path("header").get(0).path("text").stringValue())
        .contains("device → server");
    assertThat(content.path("xml").stringValue()).startsWith("<?xml").contains("SyncHdr");
    var status = content(session, 1).path("commands").get(0);
    assertThat(status.path("name").stringValue()).isEqualTo("Status");
    assertThat(status.path("answers").path("command").stringValue()).isEqualTo("0");
    String device = session.text("device");
    assertThat(running.get("/sessions?device=" + device).json().path("sessions")).hasSize(1);
    assertThat(running.get("/devices/" + device).text("profile")).isEqualTo("open");
  }

  private static JsonNode content(RunningServer.Answer session, int message) {
    return session.json().path("messages").get(message).path("content");
  }
}
