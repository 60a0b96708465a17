package io.fumarole.server;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.testing.Authority;
import io.fumarole.protocol.testing.Authority.Issued;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/// The port speaks https, for devices, programs and browsers alike.
@Tag("slow")
class TlsTest {
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir private static Path made;
  private static Authority authority;
  private static Issued first;
  private static Issued second;
  private static Issued expired;

  @TempDir private Path data;
  private Path certificate;
  private Path key;
  private RunningServer running;
  private HttpClient client;

  @BeforeAll
  static void issue() throws Exception {
    authority = new Authority(made, "root");
    first = authority.issue("CN=first", "-validity", "90");
    second = authority.issue("CN=second", "-validity", "90");
    expired = authority.issue("CN=expired", "-startdate", "-3d", "-validity", "2");
  }

  @BeforeEach
  void start() throws Exception {
    certificate = data.resolve("server.crt");
    key = data.resolve("server.key");
    put(first);
    running = new RunningServer(data, this::withTls);
    client = HttpClient.newBuilder().sslContext(authority.client()).build();
  }

  @AfterEach
  void stop() {
    client.close();
    running.close();
  }

  private ServerSettings withTls(ServerSettings settings) {
    return settings
        .with("unknownDevices", "OPEN")
        .with(Map.of("tls.certificate", certificate.toString(), "tls.key", key.toString()));
  }

  private void put(Issued pair) throws IOException {
    Files.copy(pair.certificate(), certificate, REPLACE_EXISTING);
    Files.copy(pair.key(), key, REPLACE_EXISTING);
  }

  /// What the server does by itself after a while.
  private void later(Duration time) {
    running.pass(time);
    running.server().worker().round();
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(running.server().url() + path));
  }

  private String health() throws IOException, InterruptedException {
    return send(request("/api/v1/health")).body();
  }

  private SSLSocket connect() throws Exception {
    var socket =
        (SSLSocket)
            authority
                .client()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), running.server().port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String subject(SSLSocket socket) throws IOException {
    var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
    return shown.getSubjectX500Principal().toString();
  }

  private String shownNow() throws Exception {
    try (SSLSocket socket = connect()) {
      return subject(socket);
    }
  }

  @Test
  void devicesProgramsAndBrowsersAreAnswered() throws Exception {
    assertThat(running.server().url()).isEqualTo("https://127.0.0.1:" + running.server().port());
    assertThat(running.server().dmUrl()).startsWith("https://");
    try (InputStream message =
        TlsTest.class.getResourceAsStream(
            "/golden/examples/flow-4-download-and-update/01-client-pkg1.xml")) {
      byte[] octets = message.readAllBytes();
      HttpResponse<String> answer =
          send(
              request("/dm")
                  .header("Content-Type", "application/vnd.syncml.dm+xml")
                  .POST(BodyPublishers.ofByteArray(octets)));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("<LocURI>https://127.0.0.1:");
    }
    HttpResponse<String> page = send(request("/").header("Accept", "text/html"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Strict-Transport-Security")).hasValue("max-age=31536000");
    HttpResponse<String> signedIn =
        send(
            request("/api/v1/session")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"token\": \"" + running.token() + "\"}")));
    assertThat(signedIn.statusCode()).isEqualTo(201);
    assertThat(signedIn.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
  }

  private HttpResponse<String> order(String path, String type, byte[] body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        send(
            request("/api/v1" + path)
                .header("Authorization", "Bearer " + running.token())
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer;
  }

  private FirmwarePackage add(byte[] image) throws IOException, InterruptedException {
    order("/packages?id=large&model=M&to=3.0&vendor=V", "application/octet-stream", image);
    return running.server().stores().packages().find(new PackageId("large")).orElseThrow();
  }

  /// A link for a device that was told to get it.
  private URI link(FirmwarePackage image) throws IOException, InterruptedException {
    order("/devices", "application/json", "{\"id\": \"d\"}".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> ordered =
        order(
            "/deployments",
            "application/json",
            "{\"device\": \"d\", \"package\": \"large\"}".getBytes(StandardCharsets.UTF_8));
    var id = new DeploymentId(new JsonMapper().readTree(ordered.body()).path("id").asString());
    var wanted =
        new DownloadLinks.Wanted(new DeviceId("d"), id, image, Delivery.DIRECT, RedirectUse.NONE);
    return URI.create(running.server().links().link(wanted, running.now()));
  }

  /// The pages that are gone are met while the octets are encrypted, and not by the system.
  @Test
  void aPackageThatIsCutShortUnderADownloadEndsThatDownloadAlone() throws Exception {
    byte[] image = new byte[16 << 20];
    FirmwarePackage added = add(image);
    URI link = link(added);
    try (SSLSocket peer = connect()) {
      String get = "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(link.getRawPath());
      peer.getOutputStream().write(get.getBytes(StandardCharsets.US_ASCII));
      assertThat(peer.getInputStream().read()).isEqualTo('H');
      Path file = running.server().stores().content().file(added.sha256()).orElseThrow();
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(image.length - 100_000);
      }
      assertThat(readUntilClosed(peer)).isLessThan(image.length);
    }
    assertThat(send(HttpRequest.newBuilder(link)).statusCode()).isEqualTo(503);
    assertThat(send(request("/api/v1/health/live")).statusCode()).isEqualTo(200);
  }

  private static long readUntilClosed(Socket peer) {
    long count = 0;
    byte[] buffer = new byte[65_536];
    try {
      InputStream in = peer.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) count += n;
    } catch (SocketTimeoutException still) {
      throw new AssertionError("the download stands still after " + count + " octets", still);
    } catch (IOException broken) {
      assertThat(broken).isInstanceOfAny(SSLException.class, SocketException.class);
    }
    return count;
  }

  /// A peer that makes no connection shows itself nowhere else.
  @Test
  void whoMakesNoConnectionIsCounted() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), running.server().port())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
    try (var stranger =
        (SSLSocket)
            SSLSocketFactory.getDefault()
                .createSocket(InetAddress.getLoopbackAddress(), running.server().port())) {
      stranger.setSoTimeout(PATIENCE_MILLIS);
      assertThatThrownBy(stranger::startHandshake).isInstanceOf(SSLHandshakeException.class);
    }
    HttpRequest.Builder metrics =
        request("/metrics").header("Authorization", "Bearer " + running.token());
    // The stranger has gone before the server knows why.
    Awaitility.await()
        .atMost(Duration.ofMillis(PATIENCE_MILLIS))
        .untilAsserted(
            () ->
                assertThat(send(metrics).body())
                    .contains("fumarole_tls_handshakes_failed_total 2.0"));
  }

  @Test
  void aRenewedCertificateCountsAndConnectionsGoOn() throws Exception {
    try (SSLSocket open = connect()) {
      assertThat(ask(open)).contains("200 OK");
      put(second);
      later(Duration.ofSeconds(5));
      assertThat(shownNow()).as("too soon to look again").isEqualTo("CN=first");
      later(Duration.ofSeconds(10));
      assertThat(shownNow()).isEqualTo("CN=second");
      assertThat(ask(open)).as("on the connection from before").contains("200 OK");
      assertThat(subject(open)).isEqualTo("CN=first");
    }
  }

  /// One request and its whole answer; the connection stays.
  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write(
            "GET /api/v1/health/live HTTP/1.1\r\nHost: x\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    var in = new DataInputStream(socket.getInputStream());
    var head = new StringBuilder();
    while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.readUnsignedByte());
    int length =
        head.toString()
            .lines()
            .filter(it -> it.startsWith("Content-Length: "))
            .mapToInt(it -> Integer.parseInt(it.substring("Content-Length: ".length())))
            .findFirst()
            .orElseThrow();
    in.readFully(new byte[length]);
    return head.toString();
  }

  @Test
  void filesThatAreNoPairLeaveTheOneBefore() throws Exception {
    Files.copy(second.certificate(), certificate, REPLACE_EXISTING);
    later(Duration.ofSeconds(10));
    assertThat(shownNow()).isEqualTo("CN=first");
    assertThat(health()).contains("its files hold another that cannot be used: see the log");
    Files.delete(key);
    later(Duration.ofSeconds(10));
    assertThat(shownNow()).isEqualTo("CN=first");
    put(expired);
    later(Duration.ofSeconds(10));
    assertThat(shownNow()).isEqualTo("CN=first");
    put(second);
    later(Duration.ofSeconds(10));
    assertThat(shownNow()).isEqualTo("CN=second");
    assertThat(health()).doesNotContain("cannot be used");
  }

  private static X509Certificate certificate(Issued issued) throws Exception {
    try (InputStream in = Files.newInputStream(issued.certificate())) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  @Test
  void itsEndIsShown() throws Exception {
    var read = certificate(first);
    long end = read.getNotAfter().toInstant().getEpochSecond();
    HttpResponse<String> metrics =
        send(request("/metrics").header("Authorization", "Bearer " + running.token()));
    Optional<String> line =
        metrics
            .body()
            .lines()
            .filter(it -> it.startsWith("fumarole_tls_certificate_expires_seconds "))
            .findFirst();
    assertThat(Double.parseDouble(line.orElseThrow().split(" ", 2)[1])).isEqualTo((double) end);
    assertThat(health()).contains("\"certificate\":\"expires at " + read.getNotAfter().toInstant());
    later(Duration.ofDays(91));
    assertThat(health()).contains("expired at " + read.getNotAfter().toInstant());
  }

  @Test
  void aServerWithFilesThatAreNoPairDoesNotStart(@TempDir Path other) throws Exception {
    Files.copy(second.key(), key, REPLACE_EXISTING);
    assertThatThrownBy(() -> new RunningServer(other, this::withTls))
        .hasMessageContaining("tls.key = " + key)
        .hasMessageContaining("does not belong to the certificate of CN=first");
    put(expired);
    try (var late = new RunningServer(other, this::withTls)) {
      assertThatThrownBy(() -> client.send(late.request("/").build(), BodyHandlers.discarding()))
          .as("a server is not kept from its devices by a date: they judge it")
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  @Test
  void anOutsideJudgeAgrees() throws Exception {
    Path openssl = Path.of("/usr/bin/openssl");
    Assumptions.assumeTrue(Files.isExecutable(openssl), "no openssl here");
    String root = authority.root().toString();
    for (String version : List.of("-tls1_2", "-tls1_3"))
      assertThat(judge(openssl, root, version)).contains("Verify return code: 0 (ok)");
    assertThat(judge(openssl, root, "-tls1_1"))
        .contains("Cipher is (NONE)")
        .doesNotContain("Server certificate");
  }

  private String judge(Path openssl, String root, String version) throws Exception {
    Process process =
        new ProcessBuilder(
                openssl.toString(),
                "s_client",
                "-connect",
                "127.0.0.1:" + running.server().port(),
                "-CAfile",
                root,
                "-cipher",
                "ALL:@SECLEVEL=0",
                version)
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }
}
