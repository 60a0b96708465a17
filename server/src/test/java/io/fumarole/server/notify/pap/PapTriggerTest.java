package io.fumarole.server.notify.pap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.typesafe.config.ConfigFactory;
import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Trigger;
import io.fumarole.server.notify.Trigger.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a gateway that answers as it is told; `KannelTest` has a real one.
class PapTriggerTest {
  private static final Instant UNTIL = Instant.parse("2026-03-01T12:00:00Z");
  private static final String TAKEN = result(1001);

  /// What the gateway got.
  private record Got(Optional<String> authorization, Optional<String> type, String body) {}

  private final List<Got> got = new CopyOnWriteArrayList<>();
  private HttpServer gateway;
  private int status = 202;
  private String answer = TAKEN;

  private static String result(int code) {
    return "<pap><push-response push-id='7'><response-result code='%d' desc='so'/></push-response></pap>"
        .formatted(code);
  }

  @BeforeEach
  void open() throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.createContext("/push", this::take);
    gateway.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    got.add(
        new Got(
            Optional.ofNullable(headers.getFirst("Authorization")),
            Optional.ofNullable(headers.getFirst("Content-Type")),
            body));
    byte[] octets = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length);
    try (exchange) {
      exchange.getResponseBody().write(octets);
    }
  }

  @AfterEach
  void close() {
    gateway.stop(0);
  }

  private static PapSettings settings(String more) {
    return PapSettings.from(
        ConfigFactory.parseString("pap { patience = 30 s, " + more + " }")
            .withFallback(ConfigFactory.parseString(PapSettings.DEFAULTS))
            .getConfig("pap"));
  }

  private Outcome send(String more, String address) {
    String url = "http://127.0.0.1:" + gateway.getAddress().getPort() + "/push";
    return send(
        settings("url = \"" + url + "\", " + more), address, Optional.of("http://host/pap/x"));
  }

  private static Outcome send(PapSettings settings, String address, Optional<String> reports) {
    try (var trigger = new PapTrigger(settings, reports)) {
      return trigger.send(
          new Trigger.Push(
              "7", "IMEI:1", Optional.of(address), Octets.EMPTY, Octets.utf8("PACKAGE0"), UNTIL));
    }
  }

  @Test
  void handsThePushToTheGateway() {
    assertThat(send("user = us, password = hush, gateway = ppg.example", "push:+4670"))
        .isEqualTo(
            new Outcome.Sent(Way.PAP, Optional.of("7"), "taken by the push gateway for +4670"));
    Got push = got.getFirst();
    assertThat(push.authorization()).hasValue("Basic dXM6aHVzaA==");
    assertThat(push.type().orElseThrow()).startsWith("multipart/related; boundary=");
    assertThat(push.body())
        .contains("push-id=\"7\"", "ppg-notify-requested-to=\"http://host/pap/x\"")
        .contains("WAPPUSH=+4670/TYPE=PLMN@ppg.example", "\r\n\r\nPACKAGE0\r\n");
  }

  @Test
  void reportsAreAskedForOnlyWhereTheyAreWanted() {
    send("reports = false", "push:1");
    assertThat(got.getFirst().body()).doesNotContain("ppg-notify-requested-to");
    assertThat(got.getFirst().authorization()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"2002, false", "3008, true", "4001, true"})
  void theGatewaysCodeIsTold(int code, boolean mayPass) {
    answer = result(code);
    assertThat(send("", "push:1"))
        .isEqualTo(new Outcome.NotSent(mayPass, "the push gateway refused it: " + code + " (so)"));
  }

  @ParameterizedTest
  @CsvSource({"401, false", "404, false", "429, true", "503, true", "200, true"})
  void anAnswerThatIsNoPapIsNoYes(int httpStatus, boolean mayPass) {
    status = httpStatus;
    answer = "<html/>";
    assertThat(send("", "push:1"))
        .isEqualTo(
            new Outcome.NotSent(
                mayPass,
                "the push gateway's answer is no PAP, status %d: its root is html, not pap"
                    .formatted(httpStatus)));
  }

  @Test
  void anEndlessAnswerIsNotReadToItsEnd() {
    answer = TAKEN + " ".repeat(70_000);
    assertThat(send("", "push:1").toString()).contains("mayPass=true", "is not reached");
  }

  @Test
  void aGatewayThatIsAwayMayComeBack() {
    int port = gateway.getAddress().getPort();
    gateway.stop(0);
    var outcome =
        send(settings("url = \"http://127.0.0.1:" + port + "/\""), "push:1", Optional.empty());
    assertThat(outcome.toString()).contains("mayPass=true", "the push gateway is not reached");
  }

  @Test
  void whatIsNoNumberIsNotSent() {
    assertThat(send("", "push:user@host").toString())
        .contains("mayPass=false", "give it as push:NUMBER");
    assertThat(got).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'url = \"ftp://x\"', pap.url",
    "'url = \"http://us:hush@host/\"', pap.url",
    "'user = \"a:b\"', pap.user",
    "'gateway = \"a b\"', pap.gateway",
    "patience = 0 s, pap.patience",
  })
  void refusesSettingsThatCannotBe(String setting, String name) {
    assertThatThrownBy(() -> settings(setting))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void thePasswordIsNotShown() {
    assertThat(settings("url = \"http://host/\", password = hush").toString())
        .doesNotContain("hush");
  }
}
