package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class UsersTest {
  private static final String PASSWORD = "staple battery";

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

  private Answer add(String name, String role) {
    return running.post(
        "/users",
        "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}"
            .formatted(name, role, PASSWORD));
  }

  private Browser signedIn(String name, String role) {
    assertThat(add(name, role).status()).isEqualTo(201);
    var browser = new Browser(running);
    assertThat(browser.signIn(name, PASSWORD).statusCode()).isEqualTo(201);
    return browser;
  }

  private int change(String name, String json) {
    return running.call("PATCH", "/users/" + name, json).statusCode();
  }

  @Test
  void aUserSignsInAndOut() {
    add("jo", "operator");
    var browser = new Browser(running);
    HttpResponse<byte[]> answer = browser.signIn(" Jo ", PASSWORD);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(Browser.setCookie(answer).orElseThrow())
        .matches("fumarole-session=[A-Za-z0-9_-]{43}; Path=/; HttpOnly; SameSite=Strict");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"name\":\"jo\",\"role\":\"operator\",\"scopes\":[\"metrics\",\"operate\",\"read\",\"release\"],\"csrf\":\"%s\"}"
                .formatted(browser.csrf()))
        .doesNotContain(browser.cookie().substring("fumarole-session=".length()));
    assertThat(browser.send("GET", "/session", "").body()).isEqualTo(answer.body());
    assertThat(browser.status("GET", "/devices")).isEqualTo(200);
    HttpResponse<byte[]> out = browser.call("DELETE", "/session", "");
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(Browser.setCookie(out).orElseThrow())
        .contains("fumarole-session=;", "Expires=Thu, 01 Jan 1970");
    assertThat(browser.status("GET", "/session")).isEqualTo(401);
    assertThat(Browser.detail(browser.send("GET", "/devices", ""))).contains("sign in again");
  }

  @Test
  void theCookieGoesOverTlsAloneWhereTheServerIsReachedByIt() throws IOException {
    String token = running.token();
    running.close();
    running =
        new RunningServer(data, token, it -> it.with("publicUrl", "https://fota.example.com"));
    var request =
        java.net.http.HttpRequest.newBuilder(
                java.net.URI.create(
                    "http://127.0.0.1:" + running.server().port() + "/api/v1/session"))
            .header("Content-Type", "application/json")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    "{\"token\": \"" + token + "\"}"));
    assertThat(Browser.setCookie(running.send(request)).orElseThrow()).contains("; Secure");
  }

  @Test
  void aTokenOpensABrowserTooAndEndsIt() {
    var first = new Browser(running);
    HttpResponse<byte[]> answer = first.signIn("{\"token\": \"" + running.token() + "\"}");
    assertThat(RunningServer.json(answer).path("role").asString("none")).isEmpty();
    assertThat(RunningServer.json(answer).path("name").asString()).isEqualTo("api-token");
    assertThat(first.status("GET", "/users")).isEqualTo(200);
    Answer made =
        running.post(
            "/tokens", "{\"name\": \"ci\", \"scopes\": [\"read\"], \"expiresIn\": \"1h\"}");
    var reader = new Browser(running);
    assertThat(reader.signIn("{\"token\": \"" + made.text("token") + "\"}").statusCode())
        .isEqualTo(201);
    assertThat(reader.status("GET", "/devices")).isEqualTo(200);
    assertThat(reader.status("GET", "/users")).isEqualTo(403);
    running.pass(Duration.ofHours(1));
    assertThat(reader.status("GET", "/devices")).isEqualTo(401);
    assertThat(first.status("GET", "/devices")).isEqualTo(200);
  }

  @Test
  void aRoleSaysWhatAUserMay() {
    Browser viewer = signedIn("vi", "viewer");
    Browser operator = signedIn("op", "operator");
    Browser approver = signedIn("ap", "approver");
    Browser admin = signedIn("ad", "admin");
    assertThat(viewer.status("GET", "/devices")).isEqualTo(200);
    assertThat(Browser.detail(viewer.call("POST", "/devices", "{}")))
        .isEqualTo("this needs the scope operate; your role viewer has read");
    assertThat(operator.status("POST", "/devices")).isEqualTo(400);
    assertThat(operator.status("GET", "/users")).isEqualTo(403);
    assertThat(approver.status("POST", "/devices")).isEqualTo(403);
    assertThat(approver.status("GET", "/devices")).isEqualTo(200);
    assertThat(admin.status("GET", "/users")).isEqualTo(200);
  }

  @Test
  void aChangeThatAnotherSiteMakesTheBrowserSendIsRefused() {
    Browser browser = signedIn("ad", "admin");
    String group = "{\"filter\": \"model==A\"}";
    for (String header : new String[] {"", "x", browser.csrf() + "x"}) {
      HttpResponse<byte[]> forged =
          browser.send("PUT", "/groups/lab", group, Doorkeeper.CSRF_HEADER, header);
      assertThat(forged.statusCode()).as(header).isEqualTo(403);
      assertThat(Browser.detail(forged)).contains("X-CSRF-Token");
    }
    Browser other = signedIn("jo", "admin");
    assertThat(
            browser
                .send("PUT", "/groups/lab", group, Doorkeeper.CSRF_HEADER, other.csrf())
                .statusCode())
        .isEqualTo(403);
    assertThat(browser.send("DELETE", "/session", "").statusCode()).isEqualTo(403);
    assertThat(browser.send("GET", "/groups/lab", "").statusCode()).isEqualTo(404);
    assertThat(browser.call("PUT", "/groups/lab", group).statusCode()).isEqualTo(201);
  }

  @Test
  void aFormOfAnotherSiteSignsNobodyIn() {
    add("jo", "viewer");
    String json = "{\"name\": \"jo\", \"password\": \"" + PASSWORD + "\"}";
    for (String type : new String[] {"text/plain", "application/x-www-form-urlencoded"}) {
      HttpResponse<byte[]> refused =
          new Browser(running).send("POST", "/session", json, "Content-Type", type);
      assertThat(refused.statusCode()).isEqualTo(415);
      assertThat(Browser.setCookie(refused)).isEmpty();
    }
  }

  @Test
  void anUnusedSignInEndsAfterEightHoursAndAnyAfterAWeek() {
    Browser idle = signedIn("jo", "viewer");
    Browser busy = new Browser(running);
    busy.signIn("jo", PASSWORD);
    running.pass(Duration.ofHours(7));
    assertThat(busy.status("GET", "/session")).isEqualTo(200);
    running.pass(Duration.ofHours(1));
    assertThat(idle.status("GET", "/session")).isEqualTo(401);
    for (int hours = 8; hours < 7 * 24; hours += 4) {
      assertThat(busy.status("GET", "/session")).as("after %s hours", hours).isEqualTo(200);
      running.pass(Duration.ofHours(4));
    }
    assertThat(busy.status("GET", "/session")).isEqualTo(401);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PATCH | /users/jo | {~active~: false}",
        "PATCH | /users/jo | {~role~: ~viewer~}",
        "PUT | /users/jo/password | {~password~: ~another battery~}",
        "DELETE | /users/jo | {}",
      })
  void aSignInEndsWithWhatItRestedOn(String method, String path, String json) {
    Browser browser = signedIn("jo", "operator");
    assertThat(running.call(method, path, json.replace('~', '"')).statusCode()).isEqualTo(200);
    assertThat(browser.status("GET", "/session")).isEqualTo(401);
  }

  @Test
  void aNewNameForPeopleEndsNothing() {
    Browser browser = signedIn("jo", "operator");
    assertThat(change("jo", "{\"displayName\": \"Joanna\"}")).isEqualTo(200);
    assertThat(browser.status("GET", "/session")).isEqualTo(200);
  }

  @Test
  void whoeverGetsTheNameOfAFormerUserIsNotSignedIn() {
    Browser former = signedIn("jo", "admin");
    running.call("DELETE", "/users/jo", "");
    running.pass(Duration.ofSeconds(1));
    Browser present = signedIn("jo", "viewer");
    assertThat(present.status("GET", "/session")).isEqualTo(200);
    assertThat(former.status("GET", "/session")).isEqualTo(401);
  }

  @Test
  void nobodySignsInWithAWrongPasswordOrWithoutBeingActive() {
    add("jo", "viewer");
    change("jo", "{\"active\": false}");
    add("max", "viewer");
    var browser = new Browser(running);
    String[][] tries = {
      {"jo", PASSWORD}, {"max", "wrong battery"}, {"nobody", PASSWORD}, {"'", "x"}
    };
    for (String[] it : tries) {
      HttpResponse<byte[]> refused = browser.signIn(it[0], it[1]);
      assertThat(refused.statusCode()).as(it[0]).isEqualTo(401);
      assertThat(Browser.detail(refused)).isEqualTo("the name or the password is wrong");
      assertThat(Browser.setCookie(refused)).isEmpty();
    }
    change("jo", "{\"active\": true}");
    assertThat(browser.signIn("jo", PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  void guessesAtOneNameAreSlowedDownAndLeaveOthersAlone() {
    add("jo", "viewer");
    add("max", "viewer");
    var browser = new Browser(running);
    for (int i = 0; i < 10; i++)
      assertThat(browser.signIn("jo", "wrong battery " + i).statusCode()).isEqualTo(401);
    HttpResponse<byte[]> blocked = browser.signIn("jo", PASSWORD);
    assertThat(blocked.statusCode()).isEqualTo(429);
    assertThat(blocked.headers().firstValue("Retry-After")).hasValue("60");
    assertThat(browser.signIn("max", PASSWORD).statusCode()).isEqualTo(201);
    running.pass(Duration.ofMinutes(1));
    assertThat(browser.signIn("jo", PASSWORD).statusCode()).isEqualTo(201);
  }

  @Test
  void aUserChangesTheOwnPasswordWithTheOldOne() {
    Browser browser = signedIn("jo", "viewer");
    add("max", "viewer");
    String path = "/users/jo/password";
    String fresh = "another battery";
    String json = "{\"password\": \"" + fresh + "\"";
    assertThat(browser.call("PUT", path, json + "}").statusCode()).isEqualTo(400);
    assertThat(browser.call("PUT", path, json + ", \"old\": \"wrong battery\"}").statusCode())
        .isEqualTo(403);
    assertThat(browser.call("PUT", "/users/max/password", json + "}").statusCode()).isEqualTo(403);
    HttpResponse<byte[]> changed =
        browser.call("PUT", path, json + ", \"old\": \"" + PASSWORD + "\"}");
    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(browser.signIn("jo", PASSWORD).statusCode()).isEqualTo(401);
    assertThat(browser.signIn("jo", fresh).statusCode()).isEqualTo(201);
  }

  @Test
  void noPasswordIsKeptOrShown() throws IOException {
    Browser browser = signedIn("jo", "admin");
    assertThat(new String(browser.send("GET", "/users", "").body(), StandardCharsets.UTF_8))
        .contains("\"name\":\"jo\"", "\"active\":true")
        .doesNotContain("argon2", "password");
    String secret = browser.cookie().substring("fumarole-session=".length());
    running.server().stores().flush();
    try (var files = Files.walk(data)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(PASSWORD, secret, browser.csrf());
    }
  }

  @Test
  void aSignInIsGoodAfterARestart() throws IOException {
    Browser before = signedIn("jo", "viewer");
    running.close();
    running = new RunningServer(data);
    var request = running.request("/api/v1/devices").header("Cookie", before.cookie()).GET();
    assertThat(running.send(request).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{~role~: ~viewer~, ~password~: ~long enough 1~} | 400 | name' is missing",
        "{~name~: ~J o~, ~role~: ~viewer~, ~password~: ~long enough 1~} | 400 | a letter or digit first",
        "{~name~: ~jo~, ~password~: ~long enough 1~} | 400 | role' is missing",
        "{~name~: ~jo~, ~role~: ~root~, ~password~: ~long enough 1~} | 400 | one of viewer, operator, approver, admin",
        "{~name~: ~jo~, ~role~: ~viewer~} | 400 | password' is missing",
        "{~name~: ~jo~, ~role~: ~viewer~, ~password~: ~short~} | 400 | 12 to 256 characters",
        "{~name~: ~joanna.example~, ~role~: ~viewer~, ~password~: ~Joanna.Example~} | 400 | take another",
        "{~name~: ~Max~, ~role~: ~viewer~, ~password~: ~long enough 1~} | 409 | already",
      })
  void whatMakesNoSenseIsRefused(String json, int status, String words) {
    add("max", "viewer");
    Answer refused = running.post("/users", json.replace('~', '"'));
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.detail()).contains(words);
    assertThat(running.get("/users").json().path("users")).hasSize(1);
    assertThat(change("nobody", "{}")).isEqualTo(404);
    assertThat(running.call("DELETE", "/users/nobody", "").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}",
        "{~name~: ~jo~}",
        "{~password~: ~x~}",
        "{~name~: ~jo~, ~password~: ~x~, ~token~: ~x~}",
        "[]",
      })
  void aSignInSaysWho(String json) {
    assertThat(new Browser(running).signIn(json.replace('~', '"')).statusCode()).isEqualTo(400);
  }
}
