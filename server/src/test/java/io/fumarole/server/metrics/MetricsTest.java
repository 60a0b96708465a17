package io.fumarole.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
final class MetricsTest {
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

  private HttpResponse<byte[]> scrape(String authorization) {
    return running.send(running.request("/metrics").header("Authorization", authorization).GET());
  }

  private String scrape() {
    HttpResponse<byte[]> response = scrape("Bearer " + running.token());
    assertThat(response.statusCode()).isEqualTo(200);
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  /// The value of the one line that begins with `meter`.
  private double value(String meter) {
    return scrape()
        .lines()
        .filter(line -> line.startsWith(meter + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(meter.length() + 1)))
        .findFirst()
        .orElse(-1);
  }

  private int post(String type, byte[] body) {
    return running
        .send(
            running
                .request("/dm")
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  private static byte[] golden(String ending) throws IOException {
    try (InputStream in = MetricsTest.class.getResourceAsStream(PACKAGE_1 + ending)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void countsMessagesByEncodingAndStatusAndTheSessionsInThem() throws IOException {
    assertThat(post("application/vnd.syncml.dm+xml", golden("xml"))).isEqualTo(200);
    assertThat(post("application/vnd.syncml.dm+wbxml", new byte[] {2})).isEqualTo(400);
    assertThat(value("fumarole_messages_seconds_count{encoding=\"xml\",status=\"200\"}"))
        .isEqualTo(1);
    assertThat(value("fumarole_messages_seconds_count{encoding=\"wbxml\",status=\"400\"}"))
        .isEqualTo(1);
    assertThat(value("fumarole_sessions_total{work=\"some\"}")).isEqualTo(1);
    assertThat(value("fumarole_store_seconds_count{operation=\"load\"}")).isEqualTo(1);
    assertThat(value("fumarole_store_seconds_count{operation=\"commit\"}")).isEqualTo(1);
    assertThat(value("fumarole_http_requests_total{part=\"dm\",status=\"400\"}")).isEqualTo(1);
    assertThat(value("fumarole_http_sent_bytes_total{part=\"dm\"}")).isGreaterThan(100);
  }

  @Test
  void countsHowDeploymentsEnd() {
    running.upload("id=p&model=M&to=2.0", new byte[] {1});
    running.post("/devices", "{\"id\": \"IMEI:1\"}");
    String id =
        running.post("/deployments", "{\"device\": \"IMEI:1\", \"package\": \"p\"}").text("id");
    assertThat(running.post("/deployments/" + id + "/cancel", "").status()).isEqualTo(200);
    assertThat(value("fumarole_deployments_ended_total{cause=\"operator\",state=\"cancelled\"}"))
        .isEqualTo(1);
  }

  @Test
  void countsWhatIsGuessedAndSent() {
    assertThat(scrape("Bearer wrong").statusCode()).isEqualTo(401);
    assertThat(value("fumarole_guesses_total{of=\"api\"}")).isEqualTo(1);
    assertThat(running.get("/devices").status()).isEqualTo(200);
    assertThat(value("fumarole_http_requests_total{part=\"api\",status=\"200\"}"))
        .isGreaterThanOrEqualTo(1);
    assertThat(value("fumarole_queue{name=\"calls\"}")).isZero();
    assertThat(scrape()).contains("jvm_memory_used_bytes", "process_uptime_seconds");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Bearer ", "Bearer x", "Basic dXNlcjpwYXNz"})
  void nobodyReadsThemWithoutAToken(String authorization) {
    HttpResponse<byte[]> refused = scrape(authorization);
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain("fumarole_");
  }

  /// What a peer makes up never becomes a label: the number of lines has its bound.
  @Test
  void noPeerMakesUpALabel() {
    String before = scrape();
    for (int i = 0; i < 50; i++) {
      post("application/made-up-" + i, new byte[] {1});
      running.send(running.request("/made/up/" + i).GET());
      running.send(running.request("/dl/made-up-" + i).GET());
      running.get("/made-up-" + i);
    }
    assertThat(scrape().lines().count() - before.lines().count()).isLessThan(40);
    assertThat(scrape()).doesNotContain("made-up", "made/up");
  }

  /// A meter that only a weak reference holds reads as it last was, once memory is swept.
  @Test
  void whatIsCountedElsewhereIsReadAfterMemoryIsSwept() {
    try (var metrics = new Metrics("test")) {
      var count = new AtomicLong();
      metrics.counted("things", "Things", count::get);
      System.gc();
      count.set(7);
      assertThat(metrics.scrape()).contains("fumarole_things_total 7.0");
    }
  }
}
