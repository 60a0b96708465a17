package io.fumarole.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class ConsoleFilesTest {
  private static final Pattern ASSET = Pattern.compile("\"/(assets/index-[^\"]+\\.js)\"");

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

  private HttpResponse<byte[]> get(String path, String... headers) {
    HttpRequest.Builder request = running.request(path).GET();
    for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
    return running.send(request);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<byte[]> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/devices", "/devices/IMEI%3A1", "/sessions/abc?message=2"})
  void aBrowserGetsThePageAtEveryAddressOfTheConsole(String path) {
    var page = get(path, "Accept", "text/html,application/xhtml+xml");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(text(page)).contains("<div id=\"root\">");
    assertThat(header(page, "Cache-Control")).isEqualTo("no-cache");
    assertThat(header(page, "Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
  }

  @Test
  void noScriptStandsInThePage() {
    assertThat(text(get("/", "Accept", "text/html"))).doesNotContainPattern("<script[^>]*>[^<]+");
  }

  @Test
  void whatIsNamedByItsContentIsKeptForEverAndSentCompressed() throws IOException {
    Matcher asset = ASSET.matcher(text(get("/")));
    assertThat(asset.find()).isTrue();
    String path = "/" + asset.group(1);
    var plain = get(path);
    assertThat(header(plain, "Cache-Control")).contains("immutable");
    assertThat(header(plain, "Content-Type")).startsWith("text/javascript");
    var compressed = get(path, "Accept-Encoding", "gzip");
    assertThat(header(compressed, "Content-Encoding")).isEqualTo("gzip");
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(unpacked.readAllBytes()).isEqualTo(plain.body());
    }
    var again = get(path, "If-None-Match", header(plain, "ETag"));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/nothing",
        "/dm",
        "/dl/nothing",
        "/assets/none.js",
        "/assets/%2e%2e/%2e%2e/rest/openapi.yaml"
      })
  void whatIsOfOthersOrMissingIsNoPage(String path) {
    var answer = get(path, "Accept", "text/html,*/*");
    assertThat(text(answer)).doesNotContain("id=\"root\"", "openapi: 3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/package-info.class", "/ConsoleFile.class", "/bundle/index.html.txt"})
  void noFileBesideTheBundleIsServed(String path) {
    assertThat(get(path).statusCode()).isEqualTo(404);
    assertThat(text(get(path, "Accept", "text/html"))).contains("id=\"root\"");
  }

  @Test
  void aProgramThatMistookThePathIsToldSo() {
    var answer = get("/devices", "Accept", "application/json");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(text(answer)).contains("docs/api.md");
  }
}
