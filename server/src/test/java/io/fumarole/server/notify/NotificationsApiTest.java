package io.fumarole.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What becomes of notifications, as a running server shows it.
class NotificationsApiTest {
  private static void add(RunningServer running, String address) {
    var answer =
        running.post(
            "/devices",
            """
            {"id": "IMEI:1", "profile": "open", "server": {"secret": "s"}, "address": "%s"}
            """
                .formatted(address));
    assertThat(answer.status()).isEqualTo(201);
  }

  private static JsonNode only(RunningServer running) {
    JsonNode all = running.get("/devices/IMEI:1/notifications").json().path("notifications");
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static String text(JsonNode node, String key) {
    return node.path(key).asString();
  }

  @Test
  void theSessionThatFollowsStandsBesideTheNotification(@TempDir Path data) throws IOException {
    try (var running = RunningServer.open(data);
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(10_000);
      add(running, "udp:127.0.0.1:" + socket.getLocalPort());
      String sessionId = running.post("/devices/IMEI:1/notify", "{}").text("sessionId");
      socket.receive(new DatagramPacket(new byte[200], 200));
      JsonNode sent = only(running);
      assertThat(text(sent, "state")).isEqualTo("accepted");
      assertThat(text(sent, "way")).isEqualTo("udp");
      assertThat(text(sent, "sessionId")).isEqualTo(sessionId);
      assertThat(sent.has("answered")).isFalse();
      running.pass(Duration.ofSeconds(3));
      open(running, sessionId);
      JsonNode answered = only(running);
      assertThat(text(answered, "answered")).isEqualTo(running.now().toString());
      assertThat(running.get("/sessions/" + text(answered, "session")).status()).isEqualTo(200);
      running.pass(Duration.ofDays(1));
      assertThat(running.get("/notifications/unanswered").json().path("devices")).isEmpty();
    }
  }

  private static void open(RunningServer running, String sessionId) {
    String message =
        """
        <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>%s</SessionID>
        <MsgID>1</MsgID><Target><LocURI>http://fota.example/dm</LocURI></Target>
        <Source><LocURI>IMEI:1</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>
        <Data>1200</Data></Alert><Final/></SyncBody></SyncML>
        """
            .formatted(sessionId);
    HttpResponse<byte[]> response =
        running.send(
            running
                .request("/dm")
                .header("Content-Type", "application/vnd.syncml.dm+xml")
                .POST(BodyPublishers.ofString(message)));
    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void aDeviceThatNeverAnswersIsListed(@TempDir Path data) throws IOException {
    try (var running = RunningServer.open(data);
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      add(running, "127.0.0.1:" + socket.getLocalPort());
      running.post("/devices/IMEI:1/notify", "{}");
      assertThat(running.get("/notifications/unanswered").json().path("devices")).isEmpty();
      running.pass(Duration.ofMinutes(16));
      JsonNode silent = running.get("/notifications/unanswered").json().path("devices");
      assertThat(silent).hasSize(1);
      assertThat(text(silent.get(0), "device")).isEqualTo("IMEI:1");
      assertThat(silent.get(0).path("sent").intValue()).isOne();
    }
  }

  @Test
  void anUnknownDeviceHasNone(@TempDir Path data) throws IOException {
    try (var running = RunningServer.open(data)) {
      assertThat(running.get("/devices/IMEI:9/notifications").status()).isEqualTo(404);
      assertThat(running.get("/notifications/unanswered?cursor=%25").status()).isEqualTo(400);
    }
  }

  private static final Pattern REPORT_TO = Pattern.compile("ppg-notify-requested-to=\"([^\"]*)\"");
  private static final Pattern PUSH_ID = Pattern.compile("push-id=\"([^\"]*)\"");

  private static String find(Pattern pattern, String body) {
    Matcher found = pattern.matcher(body);
    assertThat(found.find()).as(body).isTrue();
    return found.group(1);
  }

  private static String report(String pushId, String state) {
    return """
        <?xml version="1.0"?>
        <!DOCTYPE pap PUBLIC "-//WAPFORUM//DTD PAP 2.0//EN" "http://host/pap_2.0.dtd">
        <pap><resultnotification-message push-id="%s" message-state="%s" code="1000" desc="OK">
        <address address-value="WAPPUSH=+46700000001/TYPE=PLMN@ppg.example"/>
        </resultnotification-message></pap>
        """
        .formatted(pushId, state);
  }

  /// The answer's status.
  private static int send(RunningServer running, String address, String body) {
    String path = address.substring(running.server().url().length());
    return running.send(running.request(path).POST(BodyPublishers.ofString(body))).statusCode();
  }

  @Test
  void aPushGatewayReportsToAnAddressThatNobodyGuesses(@TempDir Path data) throws Exception {
    BlockingQueue<String> pushes = new LinkedBlockingQueue<>();
    HttpServer gateway = gateway(pushes);
    String url = "http://127.0.0.1:" + gateway.getAddress().getPort() + "/";
    try (var running = new RunningServer(data, it -> it.with("pap.url", url))) {
      add(running, "push:+46700000001");
      assertThat(running.post("/devices/IMEI:1/notify", "{}").status()).isEqualTo(200);
      String push = pushes.poll(10, TimeUnit.SECONDS);
      String address = find(REPORT_TO, push);
      String id = find(PUSH_ID, push);
      assertThat(text(only(running), "messageId")).isEqualTo(id);
      String delivered = report(id, "delivered");
      assertThat(send(running, address.replaceAll(".$", "!"), delivered)).isEqualTo(404);
      assertThat(send(running, address + "x", delivered)).isEqualTo(404);
      assertThat(send(running, address, "no report")).isEqualTo(400);
      assertThat(send(running, address, delivered + " ".repeat(20_000))).isEqualTo(413);
      assertThat(send(running, address, report(id, "pending"))).isEqualTo(200);
      assertThat(send(running, address, report("another", "delivered"))).isEqualTo(200);
      assertThat(text(only(running), "state")).isEqualTo("accepted");
      assertThat(send(running, address, delivered)).isEqualTo(200);
      assertThat(text(only(running), "state")).isEqualTo("delivered");
      assertThat(
              running.get("/events?device=IMEI:1").json().path("events").findValuesAsString("text"))
          .contains("delivered: the push gateway says delivered, code 1000: OK");
    } finally {
      gateway.stop(0);
    }
  }

  private static HttpServer gateway(BlockingQueue<String> pushes) throws IOException {
    HttpServer gateway =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        "<pap><push-response push-id='1'><response-result code='1001'/></push-response></pap>"
            .getBytes(StandardCharsets.UTF_8);
    gateway.createContext(
        "/",
        exchange -> {
          pushes.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(202, answer.length);
          try (exchange) {
            exchange.getResponseBody().write(answer);
          }
        });
    gateway.start();
    return gateway;
  }
}
