package io.fumarole.app.nodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
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
      HttpRequest add =
          HttpRequest.newBuilder(URI.create(first.url() + "/api/v1/packages?id=p&model=M-1&to=2.0"))
              .header("Authorization", "Bearer " + first.freshToken().orElseThrow())
              .POST(BodyPublishers.ofByteArray(image))
              .build();
      assertThat(http.send(add, BodyHandlers.ofString()).statusCode()).isEqualTo(201);
      assertThat(other.resolve("content-cache")).doesNotExist();
      try (FumaroleServer second = FumaroleServer.start(settings(other, database, store))) {
        FirmwarePackage p = second.stores().packages().find(new PackageId("p")).orElseThrow();
        String link =
            second
                .links()
                .link(new DeviceId("d"), new DeploymentId("x"), p, Delivery.DIRECT, Instant.now());
        HttpRequest part =
            HttpRequest.newBuilder(URI.create(link))
                .header("Range", "bytes=8000000-8001000")
                .build();
        HttpResponse<byte[]> answer = http.send(part, BodyHandlers.ofByteArray());
        assertThat(answer.statusCode()).isEqualTo(206);
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(image, 8_000_000, 8_001_001));
        HttpResponse<byte[]> whole =
            http.send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofByteArray());
        assertThat(whole.body()).isEqualTo(image);
      }
    }
  }
}
