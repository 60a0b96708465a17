package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.download.Withdrawn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadlineSweeperTest {
  @Test
  void endsWhatIsOverdue(@TempDir Path data) throws IOException {
    try (var running = new RunningServer(data)) {
      running.upload("id=p&model=M&to=2", new byte[] {1});
      for (int i = 0; i < 3; i++) {
        running.post("/devices", "{\"id\": \"d" + i + "\"}");
        running.post(
            "/deployments",
            "{\"device\": \"d%d\", \"package\": \"p\", \"deadlineHours\": %d}".formatted(i, i + 1));
      }
      var deployments = running.server().stores().deployments();
      var withdrawn = new Withdrawn(Duration.ofDays(1));
      var sweeper = new DeadlineSweeper(deployments, withdrawn, running::now);
      assertThat(sweeper.sweep()).isZero();
      running.pass(Duration.ofMinutes(125));
      // The server's own sweeper may have been there first.
      sweeper.sweep();
      assertThat(running.get("/deployments").json().path("deployments"))
          .extracting(it -> it.path("state").stringValue())
          .containsExactlyInAnyOrder("expired", "expired", "scheduled");
    }
  }
}
