package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class AuditTest {
  private static final String GROUP = "{\"filter\": \"model==A\"}";

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

  /// The oldest first.
  private List<JsonNode> entries(String query) {
    List<JsonNode> entries = new ArrayList<>();
    for (JsonNode it : running.get("/audit" + query).json().path("entries")) entries.addFirst(it);
    return entries;
  }

  private static String text(JsonNode entry, String key) {
    return entry.path(key).asString("");
  }

  private int put(String group) {
    return running.call("PUT", "/groups/" + group, GROUP).statusCode();
  }

  private void execute(String sql) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fumarole.db"));
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void aChangeIsWrittenDownBeforeItIsDoneAndHowItEndedAfterwards() {
    assertThat(put("lab")).isEqualTo(201);
    List<JsonNode> entries = entries("");
    assertThat(entries).hasSize(2);
    JsonNode asked = entries.getFirst();
    assertThat(asked.path("number").longValue()).isOne();
    assertThat(text(asked, "kind")).isEqualTo("first-token");
    assertThat(text(asked, "actor")).isEqualTo("first");
    assertThat(text(asked, "from")).isEqualTo("127.0.0.1");
    assertThat(text(asked, "action")).isEqualTo("PUT /groups/{name}");
    assertThat(text(asked, "subject")).isEqualTo("groups/lab");
    assertThat(asked.path("detail").path("body").path("filter").asString()).isEqualTo("model==A");
    assertThat(text(asked, "outcome")).isEqualTo("asked");
    assertThat(text(asked, "at")).isEqualTo(running.now().toString());
    JsonNode ended = entries.getLast();
    assertThat(text(ended, "outcome")).isEqualTo("201");
    assertThat(ended.path("asked").longValue()).isOne();
    assertThat(text(ended, "action")).isEqualTo("PUT /groups/{name}");
  }

  @Test
  void whatIsRefusedIsWrittenDownWithWhyAndWhatOnlyReadsIsNot() {
    assertThat(running.get("/devices").status()).isEqualTo(200);
    assertThat(running.call("DELETE", "/groups/lab", "").statusCode()).isEqualTo(404);
    List<JsonNode> entries = entries("");
    assertThat(entries).hasSize(2);
    assertThat(text(entries.getLast(), "outcome")).isEqualTo("404");
    assertThat(entries.getLast().path("detail").path("words").asString()).contains("lab");
  }

  @Test
  void whoDidItIsAUserOrATokenAndWhatWasMadeHasItsId() {
    running.post(
        "/users", "{\"name\": \"jo\", \"role\": \"operator\", \"password\": \"staple battery\"}");
    var browser = new Browser(running);
    browser.signIn("jo", "staple battery");
    assertThat(
            browser
                .call("POST", "/devices", "{\"id\": \"IMEI:1\", \"profile\": \"open\"}")
                .statusCode())
        .isEqualTo(201);
    List<JsonNode> ofJo = entries("?actor=jo");
    assertThat(ofJo)
        .extracting(it -> text(it, "action") + " " + text(it, "outcome"))
        .containsExactly("POST /session 201", "POST /devices asked", "POST /devices 201");
    assertThat(ofJo).allSatisfy(it -> assertThat(text(it, "kind")).isEqualTo("user"));
    assertThat(entries("?subject=devices/IMEI:1")).hasSize(1);
    var made = running.post("/tokens", "{\"name\": \"ci\", \"scopes\": [\"operate\"]}");
    var request =
        running
            .request("/api/v1/groups/lab")
            .header("Authorization", "Bearer " + made.text("token"))
            .PUT(java.net.http.HttpRequest.BodyPublishers.ofString(GROUP));
    running.send(request);
    assertThat(entries("?actor=" + made.text("id")))
        .extracting(it -> text(it, "kind"))
        .containsExactly("token", "token");
    assertThat(entries("?subject=tokens/" + made.text("id"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST | /users | {~name~: ~jo~, ~role~: ~viewer~, ~password~: ~S3CRET of jo~}",
        "PUT | /users/jo/password | {~password~: ~S3CRET of jo~, ~old~: ~S3CRET~}",
        "POST | /devices | {~id~: ~a~, ~client~: {~name~: ~n~, ~secret~: ~S3CRET~}, ~server~: {~secret~: ~S3CRET~}}",
        "PUT | /profiles/router/bootstrap-secret | {~secret~: ~S3CRET and sixteen more~}",
        "POST | /devices/a/bootstrap | {~pin~: ~S3CRET~, ~serverSecret~: ~S3CRET~, ~list~: [{~secret~: ~S3CRET~}]}",
        "POST | /devices/a/bootstrap | {~pin~: ~S3CRET",
      })
  void noSecretIsWrittenDown(String method, String path, String json) {
    running.call(method, path, json.replace('~', '"'));
    HttpResponse<byte[]> audit = running.call("GET", "/audit", "");
    assertThat(new String(audit.body(), StandardCharsets.UTF_8))
        .contains(method)
        .doesNotContain("S3CRET");
  }

  @Test
  void ofALargeBodyTheDigestIsWrittenDown() {
    String description = "x".repeat(4_096);
    running.call(
        "PUT",
        "/groups/lab",
        "{\"filter\": \"model==A\", \"description\": \"" + description + "\"}");
    JsonNode body = entries("").getFirst().path("detail").path("body");
    assertThat(body.path("octets").intValue()).isGreaterThan(4_096);
    assertThat(body.path("sha256").asString()).hasSize(64);
  }

  @Test
  void whatCannotBeWrittenDownIsNotDone() throws SQLException {
    String device = "{\"id\": \"IMEI:1\", \"profile\": \"open\"}";
    execute("ALTER TABLE audit RENAME TO audit_away");
    assertThat(put("lab")).isEqualTo(503);
    assertThat(running.call("POST", "/devices", device, "Idempotency-Key", "k").statusCode())
        .isEqualTo(503);
    execute("ALTER TABLE audit_away RENAME TO audit");
    assertThat(running.get("/groups/lab").status()).isEqualTo(404);
    assertThat(running.call("POST", "/devices", device, "Idempotency-Key", "k").statusCode())
        .isEqualTo(201);
    assertThat(put("lab")).isEqualTo(201);
  }

  @Test
  void whatWasDoneAndCouldNotBeWrittenDownAsDoneStandsAsAsked() throws SQLException {
    execute(
        "CREATE TRIGGER full BEFORE INSERT ON audit WHEN NEW.outcome <> 'asked' BEGIN SELECT RAISE(ABORT, 'full'); END");
    assertThat(put("lab")).isEqualTo(503);
    assertThat(running.get("/groups/lab").status()).isEqualTo(200);
    assertThat(entries("")).extracting(it -> text(it, "outcome")).containsExactly("asked");
  }

  @Test
  void aCreationThatComesAgainIsWrittenDownOnce() {
    String device = "{\"id\": \"IMEI:1\", \"profile\": \"open\"}";
    for (int i = 0; i < 2; i++)
      assertThat(running.call("POST", "/devices", device, "Idempotency-Key", "k").statusCode())
          .isEqualTo(201);
    assertThat(entries("")).hasSize(2);
  }

  @Test
  void theListIsPagedByACursorAndNarrowedByTime() {
    for (int i = 0; i < 3; i++) put("g" + i);
    JsonNode page = running.get("/audit?limit=4").json();
    assertThat(page.path("entries")).hasSize(4);
    JsonNode rest = running.get("/audit?limit=4&cursor=" + page.path("cursor").asString()).json();
    assertThat(rest.path("entries")).hasSize(2);
    assertThat(rest.has("cursor")).isFalse();
    running.pass(Duration.ofHours(1));
    put("late");
    assertThat(entries("?since=" + running.now())).hasSize(2);
    assertThat(entries("?until=" + running.now())).hasSize(6);
    assertThat(running.get("/audit?since=yesterday").status()).isEqualTo(400);
    assertThat(running.get("/audit?cursor=x").status()).isEqualTo(400);
  }

  private JsonNode verify(String query) {
    return running.get("/audit/verify" + query).json();
  }

  private String head() {
    JsonNode head = running.get("/audit/head").json();
    return "?number=" + head.path("number").longValue() + "&chain=" + text(head, "chain");
  }

  @Test
  void whatWasChangedIsFoundAndTheHeadShowsWhatIsGone() throws SQLException {
    assertThat(verify(head()).path("sound").asBoolean()).isTrue();
    for (int i = 0; i < 3; i++) put("g" + i);
    String head = head();
    assertThat(verify(head).path("sound").asBoolean()).isTrue();
    assertThat(verify(head).path("entries").longValue()).isEqualTo(6);
    execute("UPDATE audit SET actor = 'max' WHERE number = 3");
    JsonNode changed = verify("");
    assertThat(changed.path("sound").asBoolean()).isFalse();
    assertThat(changed.path("faults").get(0).path("number").longValue()).isEqualTo(3);
    execute("UPDATE audit SET actor = 'first' WHERE number = 3");
    assertThat(verify("").path("sound").asBoolean()).isTrue();
    execute("DELETE FROM audit WHERE number > 4");
    assertThat(verify("").path("sound").asBoolean()).isTrue();
    assertThat(verify(head).path("faults").get(0).path("words").asString()).contains("all up to 6");
    assertThat(running.get("/audit/verify?number=1").status()).isEqualTo(400);
    assertThat(running.get("/audit/verify?number=1&chain=x").status()).isEqualTo(400);
  }

  private List<JsonNode> ownActs() {
    return entries("?actor=server");
  }

  @Test
  void failedSignInsAreCountedAndFillNothing() {
    running.post(
        "/users", "{\"name\": \"jo\", \"role\": \"viewer\", \"password\": \"staple battery\"}");
    for (int i = 0; i < 40; i++) new Browser(running).signIn(i % 2 == 0 ? "jo" : "s3cret" + i, "x");
    assertThat(ownActs()).isEmpty();
    running.pass(SignInFailures.WINDOW.plusSeconds(1));
    JsonNode line =
        await().atMost(Duration.ofSeconds(30)).until(this::ownActs, it -> !it.isEmpty()).getFirst();
    assertThat(text(line, "action")).isEqualTo("failed sign-ins");
    assertThat(text(line, "outcome")).isEqualTo("200");
    JsonNode detail = line.path("detail");
    long counted = detail.path("wrong").longValue() + detail.path("turnedAway").longValue();
    assertThat(counted).isEqualTo(40);
    assertThat(detail.path("users").get(0).path("name").asString()).isEqualTo("jo");
    assertThat(detail.path("users").get(0).path("times").longValue()).isEqualTo(20);
    assertThat(detail.path("users")).hasSize(1);
    assertThat(detail.path("addresses").get(0).path("address").asString()).isEqualTo("127.0.0.1");
    assertThat(detail.toString()).doesNotContain("s3cret");
    assertThat(ownActs()).hasSize(1);
  }

  @Test
  void theChainGoesOnAfterARestart() throws IOException {
    put("a");
    String head = head();
    String token = running.token();
    running.close();
    running = new RunningServer(data, token, it -> it);
    put("b");
    assertThat(verify(head).path("sound").asBoolean()).isTrue();
    assertThat(verify(head).path("entries").longValue()).isEqualTo(4);
  }
}
