package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class OverviewTest {
  @Test
  void theFleetIsShownInNumbers(@TempDir Path data) throws IOException {
    try (var running = new RunningServer(data)) {
      assertThat(running.post("/devices", "{\"id\": \"d1\"}").status()).isEqualTo(201);
      var overview = running.get("/overview");
      assertThat(overview.status()).isEqualTo(200);
      assertThat(overview.json().path("devices").intValue()).isEqualTo(1);
      assertThat(overview.json().path("standings").get(0).path("standing").stringValue())
          .isEqualTo("enrolled");
      assertThat(overview.json().path("results")).isEmpty();
    }
  }
}
