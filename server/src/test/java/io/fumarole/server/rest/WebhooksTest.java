package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import io.fumarole.server.ServerSettings;
import io.fumarole.server.webhook.HookReceiver;
import io.fumarole.server.webhook.HookReceiver.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Webhooks of a running server, with receivers that are killed and come back.
@Tag("slow")
@Timeout(120)
class WebhooksTest {
  private static final String FAILED = "io.fumarole.deployment.quarantined";

  @TempDir private Path data;
  private RunningServer running;
  private HookReceiver receiver;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data, WebhooksTest::open);
    receiver = new HookReceiver();
  }

  private static ServerSettings open(ServerSettings it) {
    return it.with("webhooks.allow", List.of("127.0.0.0/8")).with("webhooks.patience", "20 s");
  }

  @AfterEach
  void stop() {
    running.close();
    receiver.close();
  }

  private Answer add(String url, String... types) {
    String list = String.join("\", \"", types);
    Answer made =
        running.post("/webhooks", "{\"url\": \"" + url + "\", \"types\": [\"" + list + "\"]}");
    assertThat(made.status()).as("%s", made.json()).isEqualTo(201);
    return made;
  }

  /// Something happens to a device.
  private void happens(String device) {
    assertThat(running.post("/devices", "{\"id\": \"" + device + "\"}").status()).isEqualTo(201);
    assertThat(
            running.post("/devices/" + device + "/quarantine", "{\"reason\": \"smoke\"}").status())
        .isEqualTo(200);
  }

  private JsonNode show(String id) {
    return running.get("/webhooks/" + id).json();
  }

  private JsonNode deliveries(String id, String state) {
    return running.get("/webhooks/" + id + "/deliveries?state=" + state).json().path("deliveries");
  }

  /// As a receiver does it that was written from the standard alone.
  private static List<Boolean> verified(Received it, String... secrets) {
    List<Boolean> results = new ArrayList<>();
    try {
      for (String secret : secrets) {
        byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        String signed = it.id() + "." + it.timestamp() + "." + it.body();
        String expected =
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
        results.add(List.of(it.signature().split(" ")).contains(expected));
      }
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    return results;
  }

  @Test
  void whatHappensIsToldAsASignedCloudEvent() throws InterruptedException {
    Answer made = add(receiver.url(), "deployment");
    happens("IMEI:1");
    Received told = receiver.next(FAILED);
    assertThat(told.path()).isEqualTo("/hook");
    assertThat(told.type()).isEqualTo("application/cloudevents+json; charset=utf-8");
    assertThat(verified(told, made.text("secret"))).containsExactly(true);
    assertThat(told.timestamp()).isEqualTo(String.valueOf(running.now().getEpochSecond()));
    assertThat(told.id()).isEqualTo(told.text("id"));
    assertThat(told.text("specversion")).isEqualTo("1.0");
    assertThat(told.text("source")).isEqualTo(running.server().url());
    assertThat(told.text("subject")).isEqualTo("IMEI:1");
    assertThat(Instant.parse(told.text("time"))).isEqualTo(running.now());
    assertThat(told.text("datacontenttype")).isEqualTo("application/json");
    assertThat(told.json().path("data").path("text").asString()).contains("smoke");
    await().until(() -> !deliveries(made.text("id"), "delivered").isEmpty());
    assertThat(deliveries(made.text("id"), "delivered").path(0).path("event"))
        .isEqualTo(told.json());
    assertThat(show(made.text("id")).path("waiting").asInt()).isZero();
  }

  @Test
  void aReceiverThatWasKilledIsToldEverythingOnceItIsBack()
      throws IOException, InterruptedException {
    String id = add(receiver.url(), "deployment").text("id");
    happens("IMEI:1");
    String first = receiver.next(FAILED).id();
    // Killed in the middle of an answer, it would be told the first one again.
    await().until(() -> !deliveries(id, "delivered").isEmpty());
    receiver.kill();
    for (int i = 2; i < 6; i++) happens("IMEI:" + i);
    await().until(() -> show(id).hasNonNull("failingSince"));
    assertThat(show(id).path("words").asString()).startsWith("it cannot be reached");
    receiver.start();
    Set<String> told = new TreeSet<>();
    running.pass(Duration.ofMinutes(1));
    while (told.size() < 4) {
      Received next = receiver.next(FAILED);
      assertThat(next.id()).isNotEqualTo(first);
      told.add(next.text("subject"));
    }
    assertThat(told).containsExactly("IMEI:2", "IMEI:3", "IMEI:4", "IMEI:5");
    await().until(() -> !show(id).hasNonNull("failingSince"));
  }

  @Test
  void whatWaitsSurvivesARestartAndKeepsItsId() throws IOException, InterruptedException {
    String id = add(receiver.url(), "deployment").text("id");
    receiver.answers(500);
    happens("IMEI:1");
    Received refused = receiver.next(FAILED);
    await().until(() -> deliveries(id, "waiting").path(0).path("status").asInt() == 500);
    String token = running.token();
    running.close();
    running = new RunningServer(data, token, WebhooksTest::open);
    receiver.answers(200);
    running.pass(Duration.ofMinutes(1));
    Received again = receiver.next(FAILED);
    await().until(() -> !deliveries(id, "delivered").isEmpty());
    assertThat(again.id()).isEqualTo(refused.id());
    assertThat(again.body()).isEqualTo(refused.body());
  }

  @Test
  void afterItsBudgetADeliveryIsDeadUntilSomebodyHasItBroughtAgain() throws InterruptedException {
    String id = add(receiver.url(), "deployment").text("id");
    receiver.answers(500);
    happens("IMEI:1");
    receiver.next(FAILED);
    await()
        .until(
            () -> {
              running.pass(Duration.ofHours(8));
              running.call("PATCH", "/webhooks/" + id, "{\"active\": true}");
              return show(id).path("dead").asInt() > 0;
            });
    JsonNode dead = deliveries(id, "dead").path(0);
    assertThat(dead.path("words").asString()).isEqualTo("it answered 500; given up after 18 tries");
    receiver.answers(200);
    while (!receiver.isEmpty()) receiver.next();
    running.call("PATCH", "/webhooks/" + id, "{\"active\": true}");
    Answer again =
        running.post(
            "/webhooks/" + id + "/deliveries/" + dead.path("id").asString() + "/redeliver", "");
    assertThat(again.text("state")).isEqualTo("waiting");
    assertThat(receiver.next(FAILED).id()).isEqualTo(dead.path("id").asString());
    await().until(() -> show(id).path("dead").asInt() == 0);
    assertThat(running.post("/webhooks/" + id + "/redeliver", "").json().path("again").asInt())
        .isZero();
  }

  @Test
  void whoNeverAnswersHoldsUpNobody() throws IOException, InterruptedException {
    try (var silent = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"))) {
      String stuck =
          add("http://127.0.0.1:" + silent.getLocalPort() + "/", "deployment").text("id");
      add(receiver.url(), "deployment");
      for (int i = 0; i < 30; i++) happens("IMEI:" + i);
      Set<String> told = new TreeSet<>();
      while (told.size() < 30) told.add(receiver.next(FAILED).text("subject"));
      assertThat(show(stuck).path("waiting").asInt())
          .isEqualTo(deliveries(stuck, "waiting").size());
      assertThat(deliveries(stuck, "delivered")).isEmpty();
    }
  }

  @Test
  void aNewSecretSignsBesideTheOldOneForAWhile() throws InterruptedException {
    Answer made = add(receiver.url(), "deployment");
    String path = "/webhooks/" + made.text("id") + "/secret";
    String old = made.text("secret");
    Answer rotated = running.post(path, "{\"overlap\": \"2h\"}");
    String fresh = rotated.text("secret");
    assertThat(fresh).isNotEqualTo(old).matches("whsec_[A-Za-z0-9+/]{43}=");
    assertThat(Instant.parse(rotated.text("oldSecretUntil")))
        .isEqualTo(running.now().plus(Duration.ofHours(2)));
    happens("IMEI:1");
    assertThat(verified(receiver.next(FAILED), old, fresh)).containsExactly(true, true);
    running.pass(Duration.ofHours(2));
    happens("IMEI:2");
    assertThat(verified(receiver.next(FAILED), old, fresh)).containsExactly(false, true);
    String last = running.post(path, "{\"overlap\": \"0s\"}").text("secret");
    happens("IMEI:3");
    assertThat(verified(receiver.next(FAILED), fresh, last)).containsExactly(false, true);
  }

  @Test
  void noSecretIsShownAgainOrKeptInTheClear() throws IOException {
    Answer made = add(receiver.url(), "deployment");
    String secret = made.text("secret").substring("whsec_".length());
    byte[] octets = Base64.getDecoder().decode(secret);
    for (String path : List.of("/webhooks", "/webhooks/" + made.text("id"), "/audit")) {
      HttpResponse<byte[]> answer = running.call("GET", path, "");
      assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain(secret);
    }
    running.server().stores().flush();
    try (var files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(secret)
            .doesNotContain(new String(octets, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void whoSaysThatItIsGoneIsSwitchedOffAndOnByHand() throws InterruptedException {
    String id = add(receiver.url(), "deployment").text("id");
    receiver.answers(410);
    happens("IMEI:1");
    await().until(() -> !show(id).path("active").asBoolean());
    assertThat(show(id).path("words").asString()).contains("answered 410");
    receiver.next(FAILED);
    happens("IMEI:2");
    receiver.answers(204);
    running.pass(Duration.ofMinutes(1));
    HttpResponse<byte[]> on = running.call("PATCH", "/webhooks/" + id, "{\"active\": true}");
    assertThat(RunningServer.json(on).path("active").asBoolean()).isTrue();
    // What waited goes on; what happened meanwhile was not for it.
    assertThat(receiver.next(FAILED).text("subject")).isEqualTo("IMEI:1");
    happens("IMEI:3");
    assertThat(receiver.next(FAILED).text("subject")).isEqualTo("IMEI:3");
  }

  @Test
  void whoTakesNothingForDaysIsSwitchedOffWithTheReason() {
    String id = add(receiver.url(), "deployment").text("id");
    receiver.answers(500);
    happens("IMEI:1");
    await().until(() -> show(id).hasNonNull("failingSince"));
    running.pass(Duration.ofDays(5).plusHours(1));
    await().until(() -> !show(id).path("active").asBoolean());
    assertThat(show(id).path("words").asString())
        .matches("switched off: it has taken nothing since .*, last: it answered 500");
  }

  @Test
  void aTestCallsAtOnceAndSaysWhatCameOfIt() throws InterruptedException {
    Answer made = add(receiver.url(), "deployment");
    Answer tried = running.post("/webhooks/" + made.text("id") + "/test", "");
    assertThat(tried.json().path("taken").asBoolean()).isTrue();
    Received told = receiver.next("io.fumarole.webhook.test");
    assertThat(told.id()).isEqualTo(tried.text("event"));
    assertThat(verified(told, made.text("secret"))).containsExactly(true);
    receiver.answers(404);
    assertThat(running.post("/webhooks/" + made.text("id") + "/test", "").text("words"))
        .isEqualTo("it answered 404");
    receiver.kill();
    Answer away = running.post("/webhooks/" + made.text("id") + "/test", "");
    assertThat(away.json().path("taken").asBoolean()).isFalse();
    assertThat(away.text("words")).startsWith("it cannot be reached");
  }

  @Test
  void aRemovedWebhookIsToldNothingMore() throws InterruptedException {
    String id = add(receiver.url(), "deployment").text("id");
    String other = add(receiver.url() + "2", "deployment").text("id");
    assertThat(running.call("DELETE", "/webhooks/" + id, "").statusCode()).isEqualTo(200);
    assertThat(running.call("DELETE", "/webhooks/" + id, "").statusCode()).isEqualTo(404);
    happens("IMEI:1");
    assertThat(receiver.next().path()).isEqualTo("/hook2");
    assertThat(running.get("/webhooks/" + id + "/deliveries").status()).isEqualTo(404);
    assertThat(running.get("/webhooks").json().path("webhooks"))
        .extracting(it -> it.path("id").asString())
        .containsExactly(other);
  }

  @Test
  void withoutTheSettingsLeaveNothingOfTheServersOwnNetworksIsCalled(@TempDir Path strict)
      throws IOException {
    try (var server = new RunningServer(strict)) {
      Answer refused = server.post("/webhooks", "{\"url\": \"" + receiver.url() + "\"}");
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.detail())
          .isEqualTo(
              "127.0.0.1 is not a public address: name its network in webhooks.allow of the settings if it is meant");
      String byName = receiver.url().replace("127.0.0.1", "localhost");
      Answer made = server.post("/webhooks", "{\"url\": \"" + byName + "\"}");
      assertThat(made.status()).isEqualTo(201);
      Answer tried = server.post("/webhooks/" + made.text("id") + "/test", "");
      assertThat(tried.json().path("taken").asBoolean()).isFalse();
      assertThat(tried.text("words")).contains("is not a public address");
      assertThat(receiver.isEmpty()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | is missing",
        "{~url~: ~ftp://example.com~} | is an http or https address",
        "{~url~: ~https:///path~} | is an http or https address",
        "{~url~: ~https://example.com/#part~} | is an http or https address",
        "{~url~: ~https://example.com:65536~} | is an http or https address",
        "{~url~: ~https://jo:pw@example.com~} | has no user and password",
        "{~url~: ~http://169.254.169.254/latest~} | is not a public address",
        "{~url~: ~http://[::1]:80/~} | is not a public address",
        "{~url~: ~https://example.com~, ~types~: []} | has 1 to 50 types",
        "{~url~: ~https://example.com~, ~types~: [~weather~]} | is unknown: one of device, session, deployment, campaign",
        "{~url~: ~https://example.com~, ~types~: [~message~]} | is unknown: one of",
        "{~url~: ~https://example.com~, ~name~: ~a\\u0007b~} | has 1 to 100 printable characters",
      })
  void whatMakesNoSenseIsRefused(String json, String words) {
    Answer refused = running.post("/webhooks", json.replace('~', '"'));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.detail()).contains(words);
    assertThat(running.get("/webhooks").json().path("webhooks")).isEmpty();
  }

  @Test
  void aChangeThatMakesNoSenseIsRefusedToo() {
    String id = add("https://example.com/hook", "deployment").text("id");
    for (String bad : List.of("{\"url\": \"x\"}", "{\"types\": [\"x\"]}", "{\"name\": \" \"}"))
      assertThat(running.call("PATCH", "/webhooks/" + id, bad).statusCode()).isEqualTo(400);
    assertThat(running.post("/webhooks/" + id + "/secret", "{\"overlap\": \"8d\"}").detail())
        .contains("'overlap' is 0s to 7d");
    HttpResponse<byte[]> changed =
        running.call(
            "PATCH",
            "/webhooks/" + id,
            "{\"name\": \"tickets\", \"types\": [\"io.fumarole.campaign.paused\"], \"active\": false}");
    JsonNode view = RunningServer.json(changed);
    assertThat(view.path("name").asString()).isEqualTo("tickets");
    assertThat(view.path("types").path(0).asString()).isEqualTo("campaign.paused");
    assertThat(view.path("words").asString()).isEqualTo("switched off by hand");
    assertThat(show(id)).isEqualTo(view);
  }
}
