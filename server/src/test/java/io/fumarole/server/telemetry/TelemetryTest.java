package io.fumarole.server.telemetry;

import static io.fumarole.server.telemetry.Collector.attribute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.server.RunningServer;
import io.fumarole.server.ServerSettings;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Spans as a collector reads them.
@Tag("slow")
@Timeout(60)
final class TelemetryTest {
  private static final String PACKAGE_1 =
      "/golden/examples/flow-4-download-and-update/01-client-pkg1.xml";
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @TempDir private Path data;

  private RunningServer server(String endpoint) throws IOException {
    return new RunningServer(
        data,
        it ->
            it.with("unknownDevices", "OPEN")
                .with("telemetry.endpoint", endpoint)
                .with("telemetry.service", "test"));
  }

  private static int post(RunningServer running, byte[] body) {
    return running
        .send(
            running
                .request("/dm")
                .header("Content-Type", "application/vnd.syncml.dm+xml")
                .POST(BodyPublishers.ofByteArray(body)))
        .statusCode();
  }

  private static byte[] package1() throws IOException {
    try (InputStream in = TelemetryTest.class.getResourceAsStream(PACKAGE_1)) {
      return Objects.requireNonNull(in).readAllBytes();
    }
  }

  @Test
  void theMessagesOfASessionAreInOneTraceWithTheStepsOfTheirWay() throws IOException {
    try (var collector = new Collector()) {
      String session;
      try (RunningServer running = server(collector.endpoint())) {
        assertThat(post(running, package1())).isEqualTo(200);
        assertThat(post(running, package1())).as("the same, repeated").isEqualTo(200);
        session =
            running.get("/sessions").json().path("sessions").path(0).path("session").asString();
      }
      List<Span> messages = collector.named("POST /dm");
      assertThat(messages).hasSize(2);
      for (Span it : messages) {
        assertThat(Collector.traceId(it)).isEqualTo(SessionIds.traceOf(session));
        assertThat(it.getParentSpanId()).isEmpty();
        assertThat(it.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_SERVER);
        assertThat(attribute(it.getAttributesList(), "fumarole.session")).isEqualTo(session);
        assertThat(attribute(it.getAttributesList(), "fumarole.device")).startsWith("IMEI:");
        assertThat(attribute(it.getAttributesList(), "http.response.status_code")).isEqualTo("200");
        stepsAreInOrderWithin(it, collector.below(it));
      }
      assertThat(collector.resources())
          .allSatisfy(
              it ->
                  assertThat(attribute(it.getAttributesList(), "service.name")).isEqualTo("test"));
    }
  }

  private static void stepsAreInOrderWithin(Span message, List<Span> steps) {
    assertThat(steps)
        .extracting(Span::getName)
        .containsExactly("received", "decoded", "loaded", "decided", "committed", "answered");
    long from = message.getStartTimeUnixNano();
    for (Span step : steps) {
      assertThat(step.getTraceId()).isEqualTo(message.getTraceId());
      assertThat(step.getStartTimeUnixNano()).isEqualTo(from);
      from = step.getEndTimeUnixNano();
    }
    assertThat(from).isLessThanOrEqualTo(message.getEndTimeUnixNano());
  }

  @Test
  void whatIsNoMessageHasASpanWithTheReason() throws IOException {
    try (var collector = new Collector()) {
      try (RunningServer running = server(collector.endpoint())) {
        assertThat(post(running, new byte[] {1})).isEqualTo(400);
      }
      Span refused = collector.named("POST /dm").getFirst();
      assertThat(attribute(refused.getAttributesList(), "fumarole.refusal")).contains("malformed");
      assertThat(attribute(refused.getAttributesList(), "http.response.status_code"))
          .isEqualTo("400");
      assertThat(refused.getStatus().getCode())
          .as("that a peer is wrong is no fault of the server")
          .isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    }
  }

  @Test
  void aCallOfTheApiIsBelowItsCallersSpanAndHasItsRoutesName() throws IOException {
    try (var collector = new Collector()) {
      try (RunningServer running = server(collector.endpoint())) {
        running.post("/devices", "{\"id\": \"IMEI:7\"}");
        running.call(
            "GET", "/devices/IMEI:7", "", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01");
      }
      Span call = collector.named("GET /api/v1/devices/{id}").getFirst();
      assertThat(Collector.traceId(call)).isEqualTo(TRACE);
      assertThat(call.getParentSpanId().size()).isEqualTo(8);
      assertThat(attribute(call.getAttributesList(), "http.response.status_code")).isEqualTo("200");
      assertThat(collector.named("POST /api/v1/devices")).hasSize(1);
    }
  }

  @Test
  void theAddressOfADownloadIsNotTold() throws IOException {
    try (var collector = new Collector()) {
      try (RunningServer running = server(collector.endpoint())) {
        assertThat(running.send(running.request("/dl/c2VjcmV0").GET()).statusCode()).isEqualTo(404);
      }
      assertThat(collector.named("GET /dl/<token>")).hasSize(1);
      assertThat(collector.spans().toString()).doesNotContain("c2VjcmV0");
    }
  }

  @Test
  void aCollectorThatIsAwayHoldsUpNobody() throws IOException {
    int port;
    try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      port = free.getLocalPort();
    }
    try (RunningServer running = server("http://127.0.0.1:" + port)) {
      assertThat(post(running, package1())).isEqualTo(200);
      assertThat(running.get("/sessions").status()).isEqualTo(200);
    }
  }

  @Test
  void anEndpointThatIsNoneIsRefused() {
    assertThatThrownBy(() -> ServerSettings.of(data).with("telemetry.endpoint", "collector:4318"))
        .hasMessageContaining("telemetry.endpoint")
        .hasMessageContaining("http://127.0.0.1:4318");
  }
}
