package io.fumarole.server.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.dlota.DescriptorReading;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class DownloadsTest {
  private static final DeviceId DEVICE = new DeviceId("IMEI:1");
  private static final byte[] FILE = new byte[100_000];

  static {
    new Random(1).nextBytes(FILE);
  }

  @TempDir private Path data;
  private RunningServer running;
  private FirmwarePackage image;
  private DeploymentId deployment;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    running.upload("id=image&model=M&to=2.0&vendor=V&contentType=application/x-fw", FILE);
    image = running.server().stores().packages().find(new PackageId("image")).orElseThrow();
    running.post("/devices", "{\"id\": \"IMEI:1\"}");
    var order = running.post("/deployments", "{\"device\": \"IMEI:1\", \"package\": \"image\"}");
    deployment = new DeploymentId(order.text("id"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private String link(Delivery delivery) {
    return link(image, delivery);
  }

  private String link(FirmwarePackage wanted) {
    return link(wanted, Delivery.DIRECT);
  }

  private String link(FirmwarePackage wanted, Delivery delivery) {
    return links()
        .link(
            new DownloadLinks.Wanted(DEVICE, deployment, wanted, delivery, RedirectUse.NONE),
            running.now());
  }

  private FumaroleServer server() {
    return running.server();
  }

  private SignedLinks links() {
    return server().links();
  }

  private HttpResponse<byte[]> get(String url, String... headers) {
    var request = running.request(url).GET();
    return running.send(headers.length == 0 ? request : request.headers(headers));
  }

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aDamagedPackageIsNotServedUntilItIsAddedAnew() throws IOException {
    Path file = server().stores().content().file(image.sha256()).orElseThrow();
    byte[] rotten = FILE.clone();
    rotten[77]++;
    Files.write(file, rotten);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    HttpResponse<byte[]> response = get(link(Delivery.DIRECT));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(Integer.parseInt(header(response, "Retry-After"))).isBetween(10, 30);
    assertThat(running.get("/health").text("content")).contains("1 damaged");
    running.upload("id=again&model=M&to=2.0&vendor=V", FILE);
    assertThat(get(link(Delivery.DIRECT)).body()).isEqualTo(FILE);
    assertThat(running.get("/health").text("content")).isEqualTo("sound");
  }

  @Test
  void servesThePackageWhole() {
    HttpResponse<byte[]> response = get(link(Delivery.DIRECT));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo(FILE);
    assertThat(header(response, "Content-Type")).isEqualTo("application/x-fw");
    assertThat(header(response, "Content-Length")).isEqualTo("100000");
    assertThat(header(response, "ETag")).isEqualTo('"' + image.sha256() + '"');
    assertThat(header(response, "Accept-Ranges")).isEqualTo("bytes");
    assertThat(header(response, "Cache-Control")).isEqualTo("private, no-transform");
    assertThat(header(response, "Transfer-Encoding")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-9, 0, 9",
    "bytes=99990-, 99990, 99999",
    "bytes=-1, 99999, 99999",
    "bytes=50000-200000, 50000, 99999",
  })
  void servesAPart(String range, int first, int last) {
    HttpResponse<byte[]> response = get(link(Delivery.DIRECT), "Range", range);
    assertThat(response.statusCode()).isEqualTo(206);
    assertThat(response.body()).isEqualTo(Arrays.copyOfRange(FILE, first, last + 1));
    assertThat(header(response, "Content-Range"))
        .isEqualTo("bytes " + first + "-" + last + "/100000");
    assertThat(header(response, "Content-Length")).isEqualTo("" + (last - first + 1));
  }

  /// More than the parts that it is sent in, and no multiple of them.
  @Test
  void servesALargePackage() {
    byte[] large = large();
    String url = link(add("large", large));
    assertThat(get(url).body()).isEqualTo(large);
    assertThat(get(url, "Range", "bytes=777-").body())
        .isEqualTo(Arrays.copyOfRange(large, 777, large.length));
  }

  /// A disk may do that at any time: the pages that are gone end this download, and nothing else.
  @Test
  void survivesAFileThatIsCutShortWhileItIsServed() throws IOException {
    byte[] large = large();
    FirmwarePackage added = add("large", large);
    URI url = URI.create(link(added));
    try (var peer = new Socket()) {
      peer.setReceiveBufferSize(4_096);
      peer.connect(new InetSocketAddress(url.getHost(), url.getPort()));
      String request = "GET %s HTTP/1.1\r\nHost: x\r\n\r\n".formatted(url.getRawPath());
      peer.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      assertThat(peer.getInputStream().read()).isEqualTo('H');
      Path file = server().stores().content().file(added.sha256()).orElseThrow();
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(large.length - 100_000);
      }
      assertThat(readUntilClosed(peer)).isLessThan(large.length);
    }
    assertThat(get(url.toString()).statusCode()).isEqualTo(503);
    assertThat(get(link(Delivery.DIRECT)).body()).isEqualTo(FILE);
  }

  private static long readUntilClosed(Socket peer) {
    long count = 0;
    byte[] buffer = new byte[65_536];
    try {
      for (int n = peer.getInputStream().read(buffer);
          n >= 0;
          n = peer.getInputStream().read(buffer)) count += n;
    } catch (IOException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
    return count;
  }

  private static byte[] large() {
    byte[] large = new byte[(16 << 20) + 77];
    new Random(2).nextBytes(large);
    return large;
  }

  private FirmwarePackage add(String id, byte[] octets) {
    running.upload("id=" + id + "&model=M&to=3.0&vendor=V", octets);
    return server().stores().packages().find(new PackageId(id)).orElseThrow();
  }

  @Test
  void refusesAPartBeyondTheEnd() {
    HttpResponse<byte[]> response = get(link(Delivery.DIRECT), "Range", "bytes=100000-");
    assertThat(response.statusCode()).isEqualTo(416);
    assertThat(header(response, "Content-Range")).isEqualTo("bytes */100000");
  }

  @Test
  void resumesOnlyWhatWasBegun() {
    String tag = '"' + image.sha256() + '"';
    String url = link(Delivery.DIRECT);
    assertThat(get(url, "Range", "bytes=10-", "If-Range", tag).statusCode()).isEqualTo(206);
    assertThat(get(url, "Range", "bytes=10-", "If-Range", "\"other\"").statusCode()).isEqualTo(200);
    assertThat(get(url, "Range", "bytes=10-", "If-Range", "W/" + tag).statusCode()).isEqualTo(200);
    assertThat(get(url, "If-None-Match", "\"x\", " + tag).statusCode()).isEqualTo(304);
    assertThat(get(url, "If-None-Match", "\"x\"").statusCode()).isEqualTo(200);
  }

  @Test
  void answersHeadWithTheSameHeaders() {
    String url = link(Delivery.DIRECT);
    HttpResponse<byte[]> head =
        running.send(running.request(url).method("HEAD", BodyPublishers.noBody()));
    HttpResponse<byte[]> get = get(url);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String name :
        new String[] {"Content-Length", "Content-Type", "ETag", "Accept-Ranges", "Cache-Control"})
      assertThat(header(head, name)).as(name).isEqualTo(header(get, name));
  }

  @Test
  void refusesAChangedToken() {
    String url = link(Delivery.DIRECT);
    for (int at = url.lastIndexOf('/') + 1; at < url.length() - 1; at += 13) {
      char other = url.charAt(at) == 'A' ? 'B' : 'A';
      String changed = url.substring(0, at) + other + url.substring(at + 1);
      assertThat(get(changed).statusCode()).as(changed).isEqualTo(404);
    }
    assertThat(get("/dl/").statusCode()).isEqualTo(404);
    assertThat(get("/dl/garbled").statusCode()).isEqualTo(404);
    assertThat(get("/dl/x.dd").statusCode()).isEqualTo(404);
    assertThat(links().isOurs(url)).isTrue();
    assertThat(links().isOurs(link(Delivery.DESCRIPTOR))).isTrue();
    assertThat(links().isOurs(url + "A")).isFalse();
    assertThat(links().isOurs("http://elsewhere/image")).isFalse();
  }

  @Test
  void refusesAnExpiredAddress() {
    String url = link(Delivery.DIRECT);
    running.pass(Duration.ofDays(7).minusSeconds(1));
    assertThat(get(url).statusCode()).isEqualTo(200);
    running.pass(Duration.ofSeconds(2));
    assertThat(get(url).statusCode()).isEqualTo(410);
    assertThat(links().isOurs(url)).isTrue();
  }

  /// As the exchange does before it hands out an address.
  private void begin(String url, Attempt.Step step) {
    var store = server().stores().deployments();
    Deployment was = store.find(deployment).orElseThrow();
    var attempt =
        new Attempt(
            was.nextCorrelator(),
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT,
            Optional.of(url),
            step,
            Optional.empty(),
            running.now());
    var event = new Event(DEVICE, Optional.of(deployment), running.now(), "begun", "prepared");
    assertThat(store.update(was.with(attempt), event)).isTrue();
  }

  @Test
  void refusesAWithdrawnAddressAlsoAfterARestart() throws IOException {
    String url = link(Delivery.DIRECT);
    begin(url, Attempt.Step.PREPARED);
    assertThat(running.post("/deployments/" + deployment + "/cancel", "").status()).isEqualTo(200);
    assertThat(get(url).statusCode()).isEqualTo(410);
    String path = url.substring(server().url().length());
    running.close();
    running = new RunningServer(data);
    assertThat(get(path).statusCode()).isEqualTo(410);
  }

  @Test
  void keepsServingADeviceAtWork() {
    String url = link(Delivery.DIRECT);
    begin(url, Attempt.Step.ACCEPTED);
    var answer = running.post("/deployments/" + deployment + "/cancel", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.detail()).contains("past its Exec");
    assertThat(get(url).statusCode()).isEqualTo(200);
  }

  @Test
  void describesThePackageAndTakesTheReport() {
    HttpResponse<byte[]> response = get(link(Delivery.DESCRIPTOR));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).isEqualTo("application/vnd.oma.dd+xml");
    assertThat(header(response, "Cache-Control")).isEqualTo("no-store");
    var reading = DescriptorCodec.read(Octets.copyOf(response.body()));
    assertThat(reading).isInstanceOf(DescriptorReading.Read.class);
    Descriptor descriptor = ((DescriptorReading.Read) reading).descriptor();
    assertThat(descriptor.size()).isEqualTo(FILE.length);
    assertThat(descriptor.types()).containsExactly("application/x-fw");
    assertThat(descriptor.about().vendor()).hasValue("V");
    assertThat(get(descriptor.objectUri()).body()).isEqualTo(FILE);

    String report = descriptor.installNotifyUri().orElseThrow();
    for (String body : new String[] {"900 ", "900 Success\r\n", "", "odd"}) {
      var answer = running.send(running.request(report).POST(BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).as(body).isEqualTo(200);
    }
    var events = server().stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 50);
    assertThat(events)
        .filteredOn(event -> event.kind().equals("download-report"))
        .extracting(Event::text)
        .containsExactly(
            "download report 900: object downloaded and installed",
            "a download report without a code");
  }

  @Test
  void refusesOtherMethodsAndForeignReports() {
    assertThat(running.send(running.request(link(Delivery.DIRECT)).DELETE()).statusCode())
        .isEqualTo(405);
    assertThat(get("/notify/x").statusCode()).isEqualTo(405);
    var foreign = running.request("/notify/x").POST(BodyPublishers.ofString("900"));
    assertThat(running.send(foreign).statusCode()).isEqualTo(404);
  }
}
