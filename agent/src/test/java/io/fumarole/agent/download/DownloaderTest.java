package io.fumarole.agent.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.download.Downloader.Expected;
import io.fumarole.agent.testing.FileServer;
import io.fumarole.agent.testing.FileServer.Fault;
import io.fumarole.agent.testing.FullDisk;
import io.fumarole.agent.testing.VirtualTime;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.web.HttpWeb;
import io.fumarole.protocol.dlota.DownloadOutcome.Ended;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DownloaderTest {
  private static final String OCTETS = "application/octet-stream";
  private static final int SIZE = 300_000;

  private final VirtualTime time = new VirtualTime();
  private final byte[] image = new byte[SIZE];
  @TempDir private Path directory;
  private FileServer server;

  @BeforeEach
  void start() throws IOException {
    new Random(7).nextBytes(image);
    server = new FileServer();
    server.serve("/pkg", image, OCTETS, "\"one\"");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void fetchesAFileInOneRequest() throws Exception {
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(file()).hasBinaryContent(image);
    assertThat(server.requests()).containsExactly("GET /pkg");
  }

  @Test
  void goesOnWhereTheConnectionBroke() throws Exception {
    server.next(new Fault.CutAfter(100_000), new Fault.CutAfter(100_000));
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(file()).hasBinaryContent(image);
    assertThat(server.requests())
        .containsExactly("GET /pkg", "GET /pkg bytes=100000-", "GET /pkg bytes=200000-");
  }

  @Test
  void goesOnAfterARestartOfTheAgent() throws Exception {
    server.next(new Fault.CutAfter(100_000), new Fault.Status(404));
    assertThat(fetch("/pkg")).isInstanceOf(Fetched.Failed.class);
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(file()).hasBinaryContent(image);
    assertThat(server.requests().getLast()).isEqualTo("GET /pkg bytes=100000-");
  }

  @Test
  void doesNotFetchACompleteFileAgain() throws Exception {
    fetch("/pkg");
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(server.requests()).hasSize(1);
  }

  @Test // after a power cut, octets behind the last sync may be anything
  void doesNotTrustOctetsThatWereNeverSynced() throws Exception {
    server.next(new Fault.CutAfter(100_000), new Fault.Status(404));
    fetch("/pkg");
    Files.write(file(), new byte[50_000], java.nio.file.StandardOpenOption.APPEND);
    fetch("/pkg");
    assertThat(file()).hasBinaryContent(image);
  }

  @Test
  void startsOverWhenTheFileChanged() throws Exception {
    server.next(new Fault.CutAfter(100_000), new Fault.Status(404));
    fetch("/pkg");
    byte[] other = new byte[SIZE + 5];
    new Random(8).nextBytes(other);
    server.serve("/pkg", other, OCTETS, "\"two\"");
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE + 5, OCTETS));
    assertThat(file()).hasBinaryContent(other);
  }

  @Test
  void startsOverWhenTheServerIgnoresTheRange() throws Exception {
    server.next(new Fault.CutAfter(100_000), new Fault.Whole());
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(file()).hasBinaryContent(image);
  }

  @Test
  void withoutAValidatorItDoesNotResume() throws Exception {
    server.serve("/pkg", image, OCTETS, "");
    server.next(new Fault.CutAfter(100_000));
    fetch("/pkg");
    assertThat(file()).hasBinaryContent(image);
    assertThat(server.requests()).containsExactly("GET /pkg", "GET /pkg");
  }

  @Test
  void takesAFileWithoutALength() throws Exception {
    server.next(new Fault.Chunked(SIZE));
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(file()).hasBinaryContent(image);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void followsRedirects(int code) throws Exception {
    server.next(new Fault.Redirect(code, "/pkg"));
    assertThat(fetch("/old")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
  }

  @ParameterizedTest // dlota 6
  @CsvSource({
    "401, 406",
    "403, 406",
    "407, 406",
    "404, 411",
    "410, 411",
    "408, 407",
    "500, 500",
    "501, 500",
    "502, 500",
    "503, 412"
  })
  void aStatusBecomesItsResultCode(int status, int code) throws Exception {
    for (int i = 0; i < 3; i++) server.next(new Fault.Status(status));
    assertThat(code("/pkg")).isEqualTo(new ResultCode(code));
  }

  @Test
  void aServerThatIsAwayForAMomentIsWaitedFor() throws Exception {
    server.next(new Fault.Status(503), new Fault.Status(500));
    assertThat(fetch("/pkg")).isEqualTo(new Fetched.Complete(SIZE, OCTETS));
    assertThat(time.slept()).hasSize(2);
  }

  @Test
  void aServerThatRefusesConnectionsIsUnavailable() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThat(result("http://127.0.0.1:" + port + "/pkg", new RealDisk(), Expected.ANYTHING))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.outcome()).isEqualTo(Ended.CONNECTION_REFUSED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pkg", "ftp://host/pkg", "http:///pkg", "http://a b/"})
  void anUnusableAddressIsABadUrl(String url) throws Exception {
    assertThat(result(url, new RealDisk(), Expected.ANYTHING))
        .isInstanceOfSatisfying(
            Fetched.Failed.class, failed -> assertThat(failed.outcome()).isEqualTo(Ended.BAD_URL));
  }

  @Test
  void aServerThatFallsSilentIsATimeOut() throws Exception {
    for (int i = 0; i < 3; i++) server.next(new Fault.StallAfter(0));
    assertThat(code("/pkg")).isEqualTo(ResultCode.DOWNLOAD_TIMEOUT);
  }

  @Test
  void spaceIsCheckedBeforeTheFirstOctet() throws Exception {
    Fetched fetched = result(server.url("/pkg"), new FullDisk(1_000, 0), Expected.ANYTHING);
    assertThat(fetched)
        .isEqualTo(new Fetched.Failed(Ended.OUT_OF_MEMORY, "300000 octets, 1000 are free"));
    assertThat(file()).doesNotExist();
  }

  @Test
  void aDiskThatFillsUpMeanwhileIsOutOfMemory() throws Exception {
    Fetched fetched =
        result(server.url("/pkg"), new FullDisk(200_000, 1_000_000), Expected.ANYTHING);
    assertThat(fetched)
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.outcome()).isEqualTo(Ended.OUT_OF_MEMORY));
  }

  @Test
  void anotherSizeThanTheDescriptorsIsCorrupt() throws Exception {
    Expected expected = new Expected(OptionalLong.of(SIZE - 1));
    assertThat(result(server.url("/pkg"), new RealDisk(), expected))
        .isInstanceOfSatisfying(
            Fetched.Failed.class,
            failed -> assertThat(failed.outcome()).isEqualTo(Ended.SIZE_MISMATCH));
  }

  @Test
  void aDescriptorIsToldFromAPackageByItsType() throws Exception {
    server.serve(
        "/dd",
        "<media/>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
        "application/vnd.oma.dd+xml; charset=utf-8",
        "");
    assertThat(fetch("/dd"))
        .isInstanceOfSatisfying(
            Fetched.Descriptor.class,
            descriptor -> assertThat(descriptor.content().utf8()).isEqualTo("<media/>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/vnd.oma.dd2+xml", "multipart/related; boundary=x"})
  void deliveriesThatWeCannotTakeAreNotAcceptable(String type) throws Exception {
    server.serve("/dd", new byte[] {1}, type, "");
    assertThat(code("/dd")).isEqualTo(ResultCode.NOT_ACCEPTABLE);
  }

  private Path file() {
    return directory.resolve("pkg.part");
  }

  private ResultCode code(String path) throws InterruptedException {
    return fetch(path) instanceof Fetched.Failed(var outcome, _)
        ? outcome.resultCode()
        : ResultCode.SUCCESS;
  }

  private Fetched fetch(String path) throws InterruptedException {
    return result(server.url(path), new RealDisk(), Expected.ANYTHING);
  }

  private Fetched result(String url, Disk disk, Expected expected) throws InterruptedException {
    var settings = new Downloader.Settings(3, Duration.ofMillis(500), 10_000_000, Backoff.DOWNLOAD);
    try (HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      return new Downloader(new HttpWeb(http), disk, settings, time, new Random(1))
          .fetch(url, file(), expected, Progress.NONE);
    }
  }
}
