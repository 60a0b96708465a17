package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.testing.Authority;
import io.fumarole.protocol.testing.Authority.Issued;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Devices show certificates in real handshakes; what counts is the name that is bound to a device.
@Tag("slow")
class ClientCertificatesTest {
  private static final String DEVICE = "IMEI:990012340056786";
  private static final String SUBJECT = "CN=lamp 7, O=Acme";

  @TempDir private static Path made;
  private static Authority servers;
  private static Authority devices;
  private static Issued server;
  private static Issued own;
  private static SSLContext asOwn;
  private static SSLContext asRenewed;
  private static SSLContext asOther;
  private static SSLContext asExpired;
  private static SSLContext asForged;

  @TempDir private Path data;
  private RunningServer running;

  @BeforeAll
  static void issue() throws Exception {
    servers = new Authority(made, "servers");
    server = servers.issue("CN=server");
    devices = new Authority(made, "devices");
    own = devices.issue(SUBJECT);
    asOwn = devices.clientAsLast(servers);
    devices.issue("CN=other, O=ACME");
    asOther = devices.clientAsLast(servers);
    devices.issue(SUBJECT);
    asRenewed = devices.clientAsLast(servers);
    devices.issue(SUBJECT, "-startdate", "-3d", "-validity", "2");
    asExpired = devices.clientAsLast(servers);
    var forger = new Authority(made, "forger");
    forger.issue(SUBJECT);
    asForged = forger.clientAsLast(servers);
  }

  @BeforeEach
  void start() throws Exception {
    running =
        new RunningServer(
            data,
            it ->
                it.with("unknownDevices", "OPEN")
                    .with(
                        Map.of(
                            "tls.certificate", server.certificate().toString(),
                            "tls.key", server.key().toString(),
                            "tls.clientCa", root(devices).toString())));
    assertThat(call("POST", "/devices", "{\"id\": \"" + DEVICE + "\", \"profile\": \"open\"}"))
        .isEqualTo(201);
    assertThat(call("PUT", path(), "{\"subject\": \"cn=Lamp 7,o=acme\"}")).isEqualTo(200);
  }

  private static Path root(Authority authority) {
    try {
      return authority.root();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static String path() {
    return "/devices/" + DEVICE + "/certificate";
  }

  private HttpResponse<String> send(SSLContext as, HttpRequest.Builder request) throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(as).build()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private HttpRequest.Builder api(String path) {
    return HttpRequest.newBuilder(URI.create(running.server().url() + "/api/v1" + path))
        .header("Authorization", "Bearer " + running.token());
  }

  private int call(String method, String path, String body) throws Exception {
    var request = api(path).method(method, BodyPublishers.ofString(body));
    return send(servers.client(), request).statusCode();
  }

  /// The status of the header in the answer to the device's first message.
  private String session(SSLContext as) throws Exception {
    try (InputStream in =
        ClientCertificatesTest.class.getResourceAsStream(
            "/golden/examples/flow-4-download-and-update/01-client-pkg1.xml")) {
      var request =
          HttpRequest.newBuilder(URI.create(running.server().dmUrl()))
              .header("Content-Type", "application/vnd.syncml.dm+xml")
              .POST(BodyPublishers.ofByteArray(in.readAllBytes()));
      HttpResponse<String> answer = send(as, request);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body().toLowerCase(Locale.ROOT)).doesNotContain("certificate", "lamp");
      return answer.body().replaceFirst("(?s).*?<Data>(\\d+)</Data>.*", "$1");
    }
  }

  /// What the newest session says to operators.
  private String trace() throws Exception {
    running.server().stores().flush();
    JsonNode sessions = read("/sessions?device=" + DEVICE);
    String key = sessions.path("sessions").path(0).path("session").asString();
    return read("/sessions/" + key).toString();
  }

  private JsonNode read(String path) throws Exception {
    return JsonMapper.builder().build().readTree(send(servers.client(), api(path).GET()).body());
  }

  @Test
  void itsOwnAndARenewedOneWillDo() throws Exception {
    assertThat(session(asOwn)).isIn("200", "212");
    assertThat(session(asRenewed)).isIn("200", "212");
    assertThat(read("/devices/" + DEVICE).path("certificate").asString())
        .isEqualTo("CN=Lamp 7, O=acme");
  }

  @Test
  void noneIsRefused() throws Exception {
    assertThat(session(servers.client())).isEqualTo("403");
    assertThat(trace()).contains("is bound to this device, and it showed none");
  }

  @Test
  void thatOfAnotherDeviceIsRefused() throws Exception {
    assertThat(session(asOther)).isEqualTo("403");
    assertThat(trace()).contains("it showed that of 'CN=other, O=ACME' (SHA-256 ");
  }

  @Test
  void oneOfAnotherAuthorityIsRefused() throws Exception {
    assertThat(session(asForged)).isEqualTo("403");
    assertThat(trace())
        .contains("tls.clientCa does not vouch for that of 'CN=lamp 7, O=Acme'")
        .contains("unable to find valid certification path");
  }

  @Test
  void anExpiredOneIsRefused() throws Exception {
    assertThat(session(asExpired)).isEqualTo("403");
    assertThat(trace()).contains("NotAfter: ");
  }

  @Test
  void whoIsNotBoundMayShowAnyOrNone() throws Exception {
    assertThat(call("DELETE", path(), "")).isEqualTo(200);
    for (SSLContext any : new SSLContext[] {servers.client(), asForged, asOwn})
      assertThat(session(any)).isIn("200", "212");
  }

  @Test
  void anAuthorityThatIsReplacedCountsNoMore() throws Exception {
    assertThat(session(asOwn)).isIn("200", "212");
    Path ca = root(devices);
    String before = Files.readString(ca);
    try {
      Files.writeString(ca, Files.readString(root(servers)));
      running.pass(Duration.ofSeconds(10));
      running.server().worker().round();
      assertThat(session(asOwn)).isEqualTo("403");
    } finally {
      Files.writeString(ca, before);
    }
  }

  @Test
  void aFileWithoutAnAuthorityStopsTheStart(@TempDir Path other) {
    assertThatThrownBy(
            () ->
                new RunningServer(
                    other,
                    it ->
                        it.with(
                            Map.of(
                                "tls.certificate", server.certificate().toString(),
                                "tls.key", server.key().toString(),
                                "tls.clientCa", own.key().toString()))))
        .hasMessageContaining("tls.clientCa = " + own.key() + ": holds no certificate");
    assertThatThrownBy(
            () -> ServerSettings.of(other).with("tls.clientCa", own.certificate().toString()))
        .hasMessageContaining("tls.clientCa needs tls.certificate");
  }

  @Test
  void anOutsideJudgeShowsOne() throws Exception {
    Path curl = Path.of("/usr/bin/curl");
    Assumptions.assumeTrue(Files.isExecutable(curl), "no curl here");
    Path message = data.resolve("message.xml");
    try (InputStream in =
        ClientCertificatesTest.class.getResourceAsStream(
            "/golden/examples/flow-4-download-and-update/01-client-pkg1.xml")) {
      Files.copy(in, message);
    }
    assertThat(post(curl, message)).contains("<Data>403</Data>");
    assertThat(
            post(
                curl,
                message,
                "--cert",
                own.certificate().toString(),
                "--key",
                own.key().toString()))
        .doesNotContain("<Data>403</Data>")
        .contains("<Final/>");
  }

  private String post(Path curl, Path message, String... more) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                curl.toString(),
                "-s",
                "--cacert",
                root(servers).toString(),
                "-H",
                "Content-Type: application/vnd.syncml.dm+xml",
                "--data-binary",
                "@" + message));
    command.addAll(List.of(more));
    command.add(running.server().dmUrl());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
