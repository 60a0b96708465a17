package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.PostgresServer;
import io.fumarole.storage.S3Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two servers with a disk each, one PostgreSQL and one bucket.
@Tag("slow")
@Timeout(180)
class BucketNodesTest {
  private static final int SIZE = 9 << 20;

  private static ServerSettings settings(Path data, String database, S3Store store) {
    return ServerSettings.of(data)
        .with("port", 0)
        .with("database.url", database)
        .with("content.url", "s3://" + S3Store.BUCKET + "/both")
        .with("content.endpoint", store.endpoint().toString())
        .with("content.pathStyle", true);
  }

  private static DownloadLinks.Wanted wanted(FirmwarePackage p, RedirectUse redirects) {
    return new DownloadLinks.Wanted(
        new DeviceId("d"), new DeploymentId("x"), p, Delivery.DIRECT, redirects);
  }

  @Test
  void whatOneServerTakesInTheOtherServesInParts(@TempDir Path directory)
      throws IOException, InterruptedException {
    byte[] image = new byte[SIZE];
    new Random(1).nextBytes(image);
    String database = PostgresServer.get().newDatabase().text();
    Path other = Files.createDirectories(directory.resolve("b"));
    try (var store = new S3Store(directory);
        HttpClient http = HttpClient.newHttpClient();
        FumaroleServer first =
            FumaroleServer.start(settings(directory.resolve("a"), database, store))) {
      Files.copy(directory.resolve("a/secret.key"), other.resolve("secret.key"));
      add(http, first, image);
      assertThat(other.resolve("content-cache")).doesNotExist();
      try (FumaroleServer second = FumaroleServer.start(settings(other, database, store))) {
        FirmwarePackage p = second.stores().packages().find(new PackageId("p")).orElseThrow();
        HttpRequest.Builder download = request(second, p, RedirectUse.NONE);
        HttpRequest part = download.copy().header("Range", "bytes=8000000-8001000").build();
        HttpResponse<byte[]> answer = http.send(part, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(image, 8_000_000, 8_001_001));
        HttpResponse<byte[]> whole = http.send(download.build(), BodyHandlers.ofByteArray());
        assertThat(whole.body()).isEqualTo(image);
      }
    }
  }

  @Test
  void aDeviceThatFollowsIsSentToTheBucketAndAnotherIsNot(@TempDir Path directory)
      throws IOException, InterruptedException {
    byte[] image = new byte[SIZE];
    new Random(2).nextBytes(image);
    String database = PostgresServer.get().newDatabase().text();
    Path other = Files.createDirectories(directory.resolve("b"));
    try (var store = new S3Store(directory);
        HttpClient http = HttpClient.newHttpClient();
        HttpClient following =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
        FumaroleServer first =
            FumaroleServer.start(settings(directory.resolve("a"), database, store))) {
      add(http, first, image);
      Files.copy(directory.resolve("a/secret.key"), other.resolve("secret.key"));
      ServerSettings sending =
          settings(other, database, store).with("content.redirects", store.endpoint().toString());
      try (FumaroleServer second = FumaroleServer.start(sending)) {
        FirmwarePackage p = second.stores().packages().find(new PackageId("p")).orElseThrow();
        var led = request(second, p, RedirectUse.FOLLOWED);
        HttpResponse<byte[]> sent = http.send(led.build(), BodyHandlers.ofByteArray());
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(sent.headers().firstValue("Location").orElseThrow())
            .startsWith(store.endpoint().toString());
        HttpResponse<byte[]> part =
            following.send(
                led.copy().header("Range", "bytes=8000000-8001000").build(),
                BodyHandlers.ofByteArray());
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(image, 8_000_000, 8_001_001));
        assertThat(following.send(led.build(), BodyHandlers.ofByteArray()).body()).isEqualTo(image);
        assertThat(other.resolve("content-cache").resolve(p.sha256())).doesNotExist();
        HttpResponse<byte[]> own =
            http.send(request(second, p, RedirectUse.NONE).build(), BodyHandlers.ofByteArray());
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body()).isEqualTo(image);
      }
    }
  }

  private static HttpRequest.Builder request(
      FumaroleServer server, FirmwarePackage p, RedirectUse redirects) {
    return HttpRequest.newBuilder(
        URI.create(server.links().link(wanted(p, redirects), Instant.now())));
  }

  private static void add(HttpClient http, FumaroleServer server, byte[] image)
      throws IOException, InterruptedException {
    HttpRequest add =
        HttpRequest.newBuilder(URI.create(server.url() + "/api/v1/packages?id=p&model=M-1&to=2.0"))
            .header("Authorization", "Bearer " + server.freshToken().orElseThrow())
            .POST(BodyPublishers.ofByteArray(image))
            .build();
    assertThat(http.send(add, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
  }
}
