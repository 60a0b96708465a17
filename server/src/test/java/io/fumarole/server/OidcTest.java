package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// People sign in at a real provider, and its access tokens open the API.
@Tag("slow")
@Timeout(120)
class OidcTest {
  private static final String AUDIENCE = "urn:fumarole";

  @TempDir private Path data;
  private OpenIdProvider provider;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    provider = OpenIdProvider.start();
    running = new RunningServer(data, it -> it.with(settings(provider.issuer())));
  }

  private static Map<String, Object> settings(String issuer) {
    return Map.of(
        "oidc.issuer",
        issuer,
        "oidc.clientId",
        "fumarole",
        "oidc.clientSecret",
        "between-us-two",
        "oidc.name",
        "Acme",
        "oidc.rolesClaim",
        "groups",
        "oidc.roles.admin",
        List.of("fleet-admins"),
        "oidc.roles.operator",
        List.of("fleet-operators"),
        "oidc.roles.viewer",
        List.of("fleet-viewers"),
        "oidc.audience",
        AUDIENCE);
  }

  @AfterEach
  void stop() {
    if (running != null) running.close();
    if (provider != null) provider.close();
  }

  private HttpResponse<byte[]> go(String at, String cookie) {
    HttpRequest.Builder request = running.request(at).GET();
    if (!cookie.isEmpty()) request.header("Cookie", cookie);
    return running.send(request);
  }

  private static String body(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  private static String location(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Location").orElseThrow();
  }

  /// The cookie of this name that an answer sets, for the next request.
  private static String cookie(HttpResponse<byte[]> response, String name) {
    return response.headers().allValues("Set-Cookie").stream()
        .filter(it -> it.startsWith(name + "=") && !it.startsWith(name + "=;"))
        .map(it -> it.replaceFirst(";.*", ""))
        .findFirst()
        .orElse("");
  }

  /// A browser that is back from the provider.
  private record Back(String at, String cookie) {}

  private Back back(String who) throws IOException, InterruptedException {
    return back(who, it -> it);
  }

  private Back back(String who, UnaryOperator<String> change)
      throws IOException, InterruptedException {
    HttpResponse<byte[]> sent = go("/oidc/sign-in?to=/devices", "");
    assertThat(sent.statusCode()).as(body(sent)).isEqualTo(302);
    String cookie = cookie(sent, "fumarole-oidc");
    URI at = provider.signIn(who, change.apply(location(sent)));
    return new Back(at.getPath() + "?" + at.getRawQuery(), cookie);
  }

  private HttpResponse<byte[]> signIn(String who) throws IOException, InterruptedException {
    Back back = back(who);
    return go(back.at(), back.cookie());
  }

  @Test
  void whoHasARoleIsSignedInUntilSignedOut() throws Exception {
    JsonNode ways = RunningServer.json(go("/api/v1/session/ways", ""));
    assertThat(ways.path("provider").asString()).isEqualTo("Acme");
    assertThat(ways.path("at").asString()).isEqualTo("/oidc/sign-in");
    HttpResponse<byte[]> signedIn = signIn("oli");
    assertThat(signedIn.statusCode()).as(body(signedIn)).isEqualTo(303);
    assertThat(location(signedIn)).endsWith("/devices");
    String cookie = cookie(signedIn, "fumarole-session");
    JsonNode session = RunningServer.json(go("/api/v1/session", cookie));
    assertThat(session.path("name").asString()).isEqualTo("oli@example.org");
    assertThat(session.path("role").asString()).isEqualTo("operator");
    assertThat(go("/api/v1/users", cookie).statusCode()).isEqualTo(403);
    HttpResponse<byte[]> out =
        running.send(
            running
                .request("/api/v1/session")
                .header("Cookie", cookie)
                .header("X-CSRF-Token", session.path("csrf").asString())
                .DELETE());
    assertThat(RunningServer.json(out).path("provider").asString())
        .startsWith(provider.issuer() + "/session/end?")
        .contains("client_id=fumarole", "post_logout_redirect_uri=");
    assertThat(go("/api/v1/session", cookie).statusCode()).isEqualTo(401);
    assertThat(running.get("/audit?limit=10").json().toString())
        .contains("\"kind\":\"oidc\"", "oli@example.org (oli)");
  }

  @Test
  void aSignInEndsAfterHalfADay() throws Exception {
    String cookie = cookie(signIn("ann"), "fumarole-session");
    for (int hours = 0; hours < 11; hours++) {
      running.pass(Duration.ofHours(1));
      assertThat(go("/api/v1/users", cookie).statusCode()).isEqualTo(200);
    }
    running.pass(Duration.ofHours(1));
    assertThat(go("/api/v1/users", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void whoHasNoRoleIsToldWhichClaimWasLookedAt() throws Exception {
    HttpResponse<byte[]> refused = signIn("max");
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(body(refused)).contains("the claim &#39;groups&#39;, which has [staff]");
    assertThat(cookie(refused, "fumarole-session")).isEmpty();
  }

  @Test
  void aTokenForAnotherAttemptIsRefused() throws Exception {
    Back back = back("oli", it -> it.replaceFirst("nonce=[^&]+", "nonce=of-another-attempt"));
    HttpResponse<byte[]> refused = go(back.at(), back.cookie());
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(body(refused)).contains("does not count: Unexpected JWT nonce");
  }

  @Test
  void aCodeCountsOnceAndInItsOwnBrowserOnly() throws Exception {
    Back back = back("oli");
    assertThat(go(back.at(), "").statusCode()).isEqualTo(400);
    Back other = back("max");
    assertThat(go(back.at(), other.cookie()).statusCode()).isEqualTo(400);
    String swapped =
        other.at().replaceFirst("code=[^&]+", back.at().replaceFirst(".*(code=[^&]+).*", "$1"));
    HttpResponse<byte[]> injected = go(swapped, other.cookie());
    assertThat(injected.statusCode()).as("PKCE holds a code to its browser").isEqualTo(403);
    assertThat(body(injected)).contains("does not take the code: invalid_grant");
    Back again = back("oli");
    assertThat(go(again.at(), again.cookie()).statusCode()).isEqualTo(303);
    HttpResponse<byte[]> replayed = go(again.at(), again.cookie());
    assertThat(replayed.statusCode()).isEqualTo(403);
    assertThat(body(replayed)).contains("does not take the code: invalid_grant");
  }

  @Test
  void anAttemptThatTakesTooLongIsRefused() throws Exception {
    Back back = back("oli");
    running.pass(Duration.ofMinutes(16));
    assertThat(body(go(back.at(), back.cookie()))).contains("signing in took too long");
  }

  @Test
  void whatTheProviderRefusesIsSaid() throws Exception {
    HttpResponse<byte[]> sent = go("/oidc/sign-in", "");
    String cookie = cookie(sent, "fumarole-oidc");
    String state = location(sent).replaceFirst(".*[?&]state=([^&]+).*", "$1");
    HttpResponse<byte[]> refused =
        go("/oidc/callback?error=access_denied&error_description=%3Cb%3Eno&state=" + state, cookie);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(body(refused)).contains("the provider says: access_denied (&lt;b&gt;no)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example", "https://evil.example", "/\\evil.example", "x", "/a|b"})
  void aBrowserComesBackToAPageOfOursOnly(String page) throws Exception {
    HttpResponse<byte[]> sent =
        go("/oidc/sign-in?to=" + URLEncoder.encode(page, StandardCharsets.UTF_8), "");
    URI at = provider.signIn("oli", location(sent));
    HttpResponse<byte[]> signedIn =
        go(at.getPath() + "?" + at.getRawQuery(), cookie(sent, "fumarole-oidc"));
    assertThat(URI.create(running.server().url()).resolve(location(signedIn)))
        .isEqualTo(URI.create(running.server().url() + "/"));
  }

  private HttpResponse<byte[]> devices(String method, String token) {
    return running.send(
        running
            .request("/api/v1/devices")
            .header("Authorization", "Bearer " + token)
            .method(
                method, BodyPublishers.ofString("GET".equals(method) ? "" : "{\"id\": \"d\"}")));
  }

  @Test
  void anAccessTokenMayWhatItsRoleMay() throws Exception {
    String token = provider.programToken(AUDIENCE);
    assertThat(devices("GET", token).statusCode()).isEqualTo(200);
    HttpResponse<byte[]> refused = devices("POST", token);
    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(body(refused)).contains("your role viewer has");
    HttpResponse<byte[]> elsewhere = devices("GET", provider.programToken("urn:other"));
    assertThat(elsewhere.statusCode()).isEqualTo(401);
    assertThat(body(elsewhere)).contains("JWT aud claim rejected");
    String[] parts = token.split("\\.");
    for (String forged :
        List.of(
            parts[0] + "." + parts[1] + "." + parts[2].substring(4) + "AAAA",
            parts[0] + "." + parts[1] + ".",
            unsigned(parts[1]))) assertThat(devices("GET", forged).statusCode()).isEqualTo(401);
  }

  /// RFC 8725 3.1: `none` is no signature.
  private static String unsigned(String claims) {
    return Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + claims
        + ".";
  }

  @Test
  void newKeysOfTheProviderCountAtOnceAndOldOnesNoMore() throws Exception {
    String before = provider.programToken(AUDIENCE);
    assertThat(devices("GET", before).statusCode()).isEqualTo(200);
    int port = provider.port();
    provider.close();
    assertThat(devices("GET", before).statusCode()).as("while it is down").isEqualTo(200);
    provider = OpenIdProvider.start(port, 0);
    assertThat(devices("GET", provider.programToken(AUDIENCE)).statusCode()).isEqualTo(200);
    assertThat(devices("GET", before).statusCode()).isEqualTo(401);
    assertThat(signIn("oli").statusCode()).isEqualTo(303);
  }

  @Test
  void aProviderWhoseHostIsNotKnownIsSaidToBe() throws Exception {
    running.close();
    running = new RunningServer(data, it -> it.with(settings("https://login.invalid")));
    assertThat(body(go("/oidc/sign-in", "")))
        .contains("https://login.invalid does not answer as it should: its host is not known here");
  }

  @Test
  void aProviderThatIsDownKeepsNobodyWaiting() throws Exception {
    String token = provider.programToken(AUDIENCE);
    provider.close();
    HttpResponse<byte[]> page = go("/oidc/sign-in", "");
    assertThat(page.statusCode()).isEqualTo(503);
    assertThat(body(page)).contains("does not answer as it should");
    HttpResponse<byte[]> refused = devices("GET", token);
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(body(refused)).contains(provider.issuer());
    assertThat(running.get("/devices").status()).as("with a token of ours").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"30, 303", "-30, 303", "600, 403", "-600, 403"})
  void clocksMayDifferByAMinute(int ahead, int status) throws Exception {
    int port = provider.port();
    provider.close();
    provider = OpenIdProvider.start(port, ahead);
    HttpResponse<byte[]> answer = signIn("oli");
    assertThat(answer.statusCode()).as(body(answer)).isEqualTo(status);
  }

  @Test
  void settingsThatAreNotSafeAreRefused() {
    var plain = ServerSettings.of(data);
    assertThatThrownBy(
            () -> plain.with(Map.of("oidc.issuer", "http://a.example", "oidc.clientId", "x")))
        .hasMessageContaining("oidc.issuer is an https address");
    assertThatThrownBy(() -> plain.with("oidc.issuer", "https://a.example"))
        .hasMessageContaining("oidc.clientId is missing");
    assertThatThrownBy(() -> plain.with(Map.of("oidc.audience", "x", "oidc.clientId", "x")))
        .hasMessageContaining("oidc.audience must not be oidc.clientId");
    assertThat(plain.with("oidc.clientSecret", "geheim").toString()).doesNotContain("geheim");
  }
}
