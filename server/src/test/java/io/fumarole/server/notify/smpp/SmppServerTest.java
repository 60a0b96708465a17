package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A running server with a message centre: from the order to the receipt.
class SmppServerTest {
  private static RunningServer server(Path data, MessageCentre centre) throws IOException {
    var running =
        new RunningServer(
            data,
            it ->
                it.with("smpp.host", "127.0.0.1")
                    .with("smpp.port", centre.port())
                    .with("smpp.password", MessageCentre.PASSWORD));
    running.post(
        "/devices", "{\"id\": \"d\", \"server\": {\"secret\": \"s\"}, \"address\": \"sms:+1\"}");
    return running;
  }

  private static JsonNode only(RunningServer running) {
    JsonNode all = running.get("/devices/d/notifications").json().path("notifications");
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static String state(RunningServer running) {
    return only(running).path("state").asString();
  }

  @Test
  void theReceiptEndsTheNotification(@TempDir Path data) throws Exception {
    try (var centre = MessageCentre.open();
        var running = server(data, centre)) {
      // The server's side of the link stands a moment after the centre's.
      running.post("/devices/d/notify", "{}");
      awaitState(running, "accepted");
      centre.next();
      assertThat(only(running).path("messageId").asString()).isEqualTo("m1");
      centre.report("id:m1 stat:UNDELIV err:011", Octets.EMPTY);
      awaitState(running, "failed");
      assertThat(only(running).path("words").asString())
          .isEqualTo("the message centre says UNDELIV, error 011");
    }
  }

  @Test
  void whatACentreThatIsAwayDoesNotTakeIsSentWhenItIsBack(@TempDir Path data) throws Exception {
    int port;
    try (var centre = MessageCentre.openOnQuietPort();
        var running = server(data, centre)) {
      port = centre.port();
      await().atMost(Duration.ofSeconds(20)).until(() -> centre.bound() == 1);
      centre.goAway();
      assertThat(running.post("/devices/d/notify", "{}").detail()).contains("tried again at");
      assertThat(state(running)).isEqualTo("queued");
      try (var back = MessageCentre.open(port)) {
        await().atMost(Duration.ofSeconds(20)).until(() -> back.bound() == 1);
        awaitState(running, "accepted");
        assertThat(SubmitSm.parse(back.next()).destination().text()).isEqualTo("1");
      }
    }
  }

  /// The server's clock is the test's: it passes on whenever nothing has happened yet.
  private static void awaitState(RunningServer running, String state) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              running.pass(Duration.ofSeconds(1));
              return state(running).equals(state);
            });
  }
}
