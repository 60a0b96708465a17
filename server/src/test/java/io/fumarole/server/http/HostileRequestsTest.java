package io.fumarole.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests that no honest client sends, octet by octet, at a real server.
@Tag("slow")
@Timeout(120)
class HostileRequestsTest {
  private static final String XML = "application/vnd.syncml.dm+xml";

  /// Long enough for an answer on a busy machine, which ends the connection.
  private static final int PATIENCE_MILLIS = 10_000;

  private static final int FLOOD = 400;

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

  /// Sends octets as they are and returns all that comes back until the server closes.
  private String raw(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return all(socket.getInputStream());
    }
  }

  private Socket connect() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), running.server().port());
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  private static String all(InputStream in) throws IOException {
    var out = new ByteArrayOutputStream();
    try {
      for (int octet = in.read(); octet >= 0; octet = in.read()) out.write(octet);
    } catch (SocketException | SocketTimeoutException end) {
      out.write('~');
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  private static long answers(String received) {
    return received.lines().filter(line -> line.startsWith("HTTP/1.1 ")).count();
  }

  private String request(String line, String... headers) {
    return line
        + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer "
        + running.token()
        + "\r\n"
        + String.join("", Stream.of(headers).map(it -> it + "\r\n").toList())
        + "\r\n";
  }

  private void assertStillServes() {
    assertThat(running.get("/health").status()).isEqualTo(200);
  }

  @Test
  void aBodyWithTwoLengthsIsOneRequestOrNone() throws IOException {
    String smuggled = "GET /api/v1/devices HTTP/1.1\r\nHost: x\r\n\r\n";
    String head = "POST /dm HTTP/1.1\r\nHost: x\r\nContent-Type: " + XML + "\r\n";
    for (String lengths :
        List.of(
            "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
            "Content-Length: +0\r\n\r\n",
            "Content-Length: -1\r\n\r\n",
            "Content-Length: 99999999999999999999\r\n\r\n",
            "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n")) {
      String received = raw(head + lengths + smuggled);
      assertThat(received).as(lengths).doesNotContain("HTTP/1.1 200");
      assertThat(answers(received)).as(lengths + received).isLessThanOrEqualTo(1);
    }
    assertStillServes();
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "CONNECT", "PUT", "PATCH", "DELETE", "PROPFIND", "BREW"})
  void otherMethodsDoNothingAndRepeatNothing(String method) throws IOException {
    for (String path : List.of("/dm", "/api/v1/devices", "/dl/AAAA", "/notify/AAAA", "/")) {
      String received = raw(request(method + " " + path, "X-Mark: marked-by-the-test"));
      assertThat(received).as(method + " " + path).doesNotContain("HTTP/1.1 2", "HTTP/1.1 5");
      assertThat(received).doesNotContain("marked-by-the-test", running.token());
    }
    assertThat(running.get("/devices").json().path("devices")).isEmpty();
  }

  @Test
  void hugeHeadersAndAddressesAreRefused() throws IOException {
    assertThat(raw(request("GET /dm", "X-Huge: " + "x".repeat(20_000)))).startsWith("HTTP/1.1 431");
    assertThat(raw(request("GET /dm?" + "x".repeat(20_000)))).startsWith("HTTP/1.1 414");
    var many = new ArrayList<String>();
    for (int i = 0; i < 3_000; i++) many.add("X-" + i + ": y");
    assertThat(raw(request("GET /dm", many.toArray(String[]::new)))).startsWith("HTTP/1.1 431");
    assertStillServes();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/dl/../../fumarole.db",
        "/dl/%2e%2e/%2e%2e/api-token",
        "/dl/..%2f..%2fapi-token",
        "/dl/%00",
        "/../api-token",
        "//etc/passwd",
        "/api/v1/packages/..%2f..%2fapi-token",
        "/api/v1/packages/%2e%2e",
        "/api/v1/devices/..%2f..%2f..%2fapi-token",
        "/api/v1/profiles/..%2f..%2fsecret.key",
        "/api/v1/sessions/..%2f..%2fsecret.key",
        "/dm/../../api-token"
      })
  void noAddressLeadsToAFileOfTheServer(String path) throws IOException {
    String received = raw(request("GET " + path));
    assertThat(received).doesNotContain(running.token(), "SQLite format", "root:");
    assertThat(received).startsWith("HTTP/1.1 ").doesNotContain("HTTP/1.1 5");
  }

  @Test
  void namesOfPackagesStayNames() throws IOException {
    Path outside = data.resolve("../outside").normalize();
    for (String name :
        List.of("..%2f..%2foutside", "..%5coutside", "%2e%2e", ".", "a%00b", "x".repeat(5_000))) {
      var answer = running.upload("model=M&to=2&id=" + name, new byte[] {1});
      assertThat(answer.status()).as(name).isEqualTo(400);
    }
    var odd = running.upload("model=..%2f..%2f..%2foutside&to=%E2%80%AE%EF%BC%8F2", new byte[] {7});
    assertThat(odd.status()).isEqualTo(201);
    assertThat(odd.text("id")).matches("[A-Za-z0-9._-]{1,64}");
    assertThat(Files.exists(outside)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%0D%0AX-Injected:%20yes",
        "%0AX-Injected:%20yes",
        "%0D",
        "%E5%98%8AX-Injected:yes"
      })
  void nothingThatIsSaidBecomesAHeader(String ending) throws IOException {
    for (String path :
        List.of(
            "/api/v1/devices/a" + ending,
            "/api/v1/packages/a" + ending,
            "/api/v1/deployments/a" + ending,
            "/api/v1/sessions?device=a" + ending,
            "/dl/a" + ending,
            "/dm?s=a" + ending,
            "/a" + ending)) {
      String received = raw(request("GET " + path));
      String head = received.substring(0, Math.max(0, received.indexOf("\r\n\r\n")));
      assertThat(head).as(path).isNotEmpty().doesNotContain("X-Injected");
    }
    var upload = running.upload("model=M&to=2&contentType=a/b" + ending, new byte[] {1});
    assertThat(upload.status()).isEqualTo(400);
  }

  @Test
  void aCompressedBodyIsNotUnpacked() throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(zipped)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) gzip.write(zeros);
    }
    var answer =
        running.send(
            running
                .request("/dm")
                .header("Content-Type", XML)
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray())));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertStillServes();
  }

  @Test
  void aFloodOfSilentConnectionsKeepsNobodyOut() throws IOException {
    List<Socket> flood = new ArrayList<>();
    try {
      for (int i = 0; i < FLOOD; i++) {
        Socket socket = connect();
        flood.add(socket);
        String start = i % 2 == 0 ? "" : "POST /dm HTTP/1.1\r\nHost: x\r\nContent-Le";
        socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
      }
      assertStillServes();
    } finally {
      for (Socket socket : flood) socket.close();
    }
    assertStillServes();
  }

  @Test
  void anUploadThatBreaksOffOrIsNobodysLeavesNothing() throws IOException {
    long before = storedFiles();
    try (Socket socket = connect()) {
      String head =
          "POST /api/v1/packages?model=M&to=9 HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
              + running.token()
              + "\r\nContent-Length: 1000000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(new byte[200_000]);
    }
    String nobodys =
        raw(
            "POST /api/v1/packages?model=M&to=9 HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000000\r\n\r\nabc");
    assertThat(nobodys).startsWith("HTTP/1.1 401");
    org.awaitility.Awaitility.await()
        .untilAsserted(() -> assertThat(storedFiles()).isEqualTo(before));
    assertThat(running.get("/packages").json().path("packages")).isEmpty();
  }

  private long storedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("content"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }
}
