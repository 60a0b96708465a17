package io.fumarole.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/// A provider that is certified as such, as a process of its own: `npm ci` in `src/test/provider`
/// brings it.
final class OpenIdProvider implements AutoCloseable {
  private static final Path FOLDER = Path.of("src/test/provider");
  private static final String SAYS = "listens at ";
  private static final int MOST_HOPS = 10;

  private final Process process;
  private final String issuer;

  private OpenIdProvider(Process process, String issuer) {
    this.process = process;
    this.issuer = issuer;
  }

  static OpenIdProvider start() throws IOException {
    return start(0, 0);
  }

  /// @param port 0 takes any that is free
  /// @param ahead seconds that its clock is ahead of ours
  static OpenIdProvider start(int port, int ahead) throws IOException {
    Assumptions.assumeTrue(
        Files.isDirectory(FOLDER.resolve("node_modules")),
        "no OpenID provider here: 'npm ci' in server/src/test/provider brings one");
    Process process =
        new ProcessBuilder("node", "provider.mjs", String.valueOf(port), String.valueOf(ahead))
            .directory(FOLDER.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    while (line != null && !line.startsWith(SAYS)) line = out.readLine();
    if (line == null) throw new IOException("the provider did not start");
    return new OpenIdProvider(process, line.substring(SAYS.length()));
  }

  String issuer() {
    return issuer;
  }

  int port() {
    return URI.create(issuer).getPort();
  }

  /// Where the provider sends a browser back to, in which `who` signs in.
  ///
  /// @param to where our server has sent it
  URI signIn(String who, String to) throws IOException, InterruptedException {
    try (var browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      URI at = URI.create(to + "&login_hint=" + who);
      for (int hop = 0; hop < MOST_HOPS; hop++) {
        HttpResponse<String> page =
            browser.send(HttpRequest.newBuilder(at).build(), BodyHandlers.ofString());
        Optional<String> next = page.headers().firstValue("Location");
        if (next.isEmpty())
          throw new AssertionError("the provider stops with " + page.statusCode() + page.body());
        at = at.resolve(next.get());
        if (at.getPath().startsWith("/oidc/")) return at;
      }
    }
    throw new AssertionError("the provider sends browsers round in circles");
  }

  /// An access token of a program.
  ///
  /// @param audience the API that it is for
  String programToken(String audience) throws IOException, InterruptedException {
    String login =
        Base64.getEncoder()
            .encodeToString("reporter:of-a-program".getBytes(StandardCharsets.UTF_8));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(issuer + "/token"))
            .header("Authorization", "Basic " + login)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "grant_type=client_credentials&resource="
                        + URLEncoder.encode(audience, StandardCharsets.UTF_8)))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      String answer = client.send(request, BodyHandlers.ofString()).body();
      return JsonMapper.builder().build().readTree(answer).path("access_token").asString();
    }
  }

  /// It is gone when this returns.
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
