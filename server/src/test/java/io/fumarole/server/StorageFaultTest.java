package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a device and an operator see while nothing can be stored, and that it is over with the
/// fault.
@Tag("slow")
class StorageFaultTest {
  private static final String PACKAGE_1 =
      "/golden/examples/flow-4-download-and-update/01-client-pkg1.xml";

  @TempDir private Path directory;
  private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    data = directory.resolve("data");
    running = RunningServer.open(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private HttpResponse<byte[]> session() throws IOException {
    try (InputStream in = StorageFaultTest.class.getResourceAsStream(PACKAGE_1)) {
      byte[] message = Objects.requireNonNull(in).readAllBytes();
      return running.send(
          running
              .request("/dm")
              .header("Content-Type", "application/vnd.syncml.dm+xml")
              .POST(BodyPublishers.ofByteArray(message)));
    }
  }

  private void isRefused() throws IOException {
    HttpResponse<byte[]> device = session();
    assertThat(device.statusCode()).isEqualTo(503);
    int seconds = Integer.parseInt(device.headers().firstValue("Retry-After").orElse("-1"));
    assertThat(seconds).isBetween(10, 30);
    assertThat(running.post("/devices", "{\"id\": \"IMEI:2\"}").status()).isEqualTo(503);
    RunningServer.Answer health = running.get("/health");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.detail()).contains("cannot be written");
    assertThat(running.get("/health/ready").status()).isEqualTo(503);
    assertThat(running.get("/health/live").status()).isEqualTo(200);
  }

  private void works() throws IOException {
    assertThat(session().statusCode()).isEqualTo(200);
    assertThat(running.get("/health").status()).isEqualTo(200);
    assertThat(running.post("/devices", "{\"id\": \"IMEI:2\"}").status()).isEqualTo(201);
  }

  @Test
  void aLockedDatabaseSendsEverybodyAwayUntilItIsFree() throws IOException, SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fumarole.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      isRefused();
      statement.execute("ROLLBACK");
    }
    works();
  }

  @Test
  void aDataDirectoryThatVanishedSendsEverybodyAwayUntilItIsBack() throws IOException {
    Path away = directory.resolve("away");
    Files.move(data, away);
    isRefused();
    assertThat(data).doesNotExist();
    Files.move(away, data);
    works();
  }
}
