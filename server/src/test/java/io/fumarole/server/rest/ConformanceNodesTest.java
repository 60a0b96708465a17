package io.fumarole.server.rest;

import static io.fumarole.server.rest.PlainDevice.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.PostgresServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two servers on one PostgreSQL, each with a clock of its own. A run is at the one that began it.
@Tag("slow")
@Timeout(120)
class ConformanceNodesTest {
  private static final String RUNS = "/devices/d1/conformance-runs";

  @TempDir private Path data;
  private RunningServer first;
  private RunningServer second;

  @BeforeEach
  void start() throws IOException {
    String database = PostgresServer.get().newDatabase().text();
    UnaryOperator<ServerSettings> both =
        it -> it.with("database.url", database).with("unknownDevices", "OPEN");
    first = new RunningServer(data, both);
    second = new RunningServer(data, first.token(), both);
    assertThat(first.post("/devices", "{\"id\": \"d1\", \"profile\": \"open\"}").status())
        .isEqualTo(201);
  }

  @AfterEach
  void stop() {
    second.close();
    first.close();
  }

  private static String begin(RunningServer at) {
    Answer begun = at.post(RUNS, "{\"cases\": [\"plain\"]}");
    assertThat(begun.status()).as(begun.detail()).isEqualTo(201);
    return begun.text("run");
  }

  private static HttpResponse<byte[]> says(RunningServer at) {
    return PlainDevice.says(at, "d1", "/dm");
  }

  private static String state(RunningServer at, String run) {
    return at.get("/conformance-runs/" + run).text("state");
  }

  @Test
  void aMessageThatArrivesAtTheOtherIsAskedToComeAgainAndIsTheKitsThen() {
    String run = begin(first);
    HttpResponse<byte[]> elsewhere = says(second);
    assertThat(elsewhere.statusCode()).isEqualTo(503);
    assertThat(elsewhere.headers().firstValue("Retry-After")).isPresent();
    assertThat(text(says(first))).isEqualTo("the kit at /dm");
    await().until(() -> state(second, run), "ended"::equals);
    assertThat(second.get("/devices/d1").text("standing")).isEqualTo("enrolled");
    assertThat(text(says(second))).contains("<SyncML");
  }

  /// Where time stands still nobody renews a lease: to the other that is as if the server had gone.
  @Test
  void afterAMinuteTheOtherGivesBackTheDeviceOfAServerThatHasGone() {
    String run = begin(first);
    assertThat(says(second).statusCode()).isEqualTo(503);
    second.pass(Duration.ofSeconds(61));
    await().until(() -> state(second, run), "lost"::equals);
    assertThat(second.get("/devices/d1").text("standing")).isEqualTo("enrolled");
    assertThat(text(says(second))).contains("<SyncML");
    // The first one, when it comes to itself, has no part in what follows.
    String next = begin(second);
    await().until(() -> says(first).statusCode(), it -> it == 503);
    assertThat(text(says(second))).isEqualTo("the kit at /dm");
    await().until(() -> state(first, next), "ended"::equals);
    assertThat(state(first, run)).isEqualTo("lost");
  }
}
