package io.fumarole.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Time limits in a running server, with the clock in hand.
class DueWorkerTest {
  private static void addPackage(RunningServer running) {
    running.upload("id=p&model=M&to=2", new byte[] {1});
  }

  private static String deploy(RunningServer running, String device, int hours) {
    running.post("/devices", "{\"id\": \"" + device + "\"}");
    return running
        .post(
            "/deployments",
            "{\"device\": \"%s\", \"package\": \"p\", \"deadlineHours\": %d}"
                .formatted(device, hours))
        .text("id");
  }

  @Test
  void endsWhatIsPastItsDeadline(@TempDir Path data) throws IOException {
    try (var running = new RunningServer(data)) {
      addPackage(running);
      for (int i = 0; i < 3; i++) deploy(running, "d" + i, i + 1);
      assertThat(running.server().worker().round()).isZero();
      running.pass(Duration.ofMinutes(125));
      // The server's own thread may have been there first.
      running.server().worker().round();
      assertThat(running.get("/deployments").json().path("deployments"))
          .extracting(it -> it.path("state").stringValue())
          .containsExactlyInAnyOrder("expired", "expired", "scheduled");
    }
  }

  /// The device took the Exec and was never heard of again; the server was restarted meanwhile.
  @Test
  void endsADeploymentThatIsStuckAlsoAfterARestart(@TempDir Path data) throws IOException {
    String id;
    String token;
    try (var running = new RunningServer(data)) {
      token = running.token();
      addPackage(running);
      id = deploy(running, "d0", 24 * 30);
      begin(running, id);
    }
    List<String> states = new ArrayList<>();
    try (var running = new RunningServer(data, token, it -> it)) {
      for (int day = 0; day < 6; day++) {
        running.server().worker().round();
        states.add(running.get("/deployments/" + id).text("state"));
        running.pass(Duration.ofDays(1).plusMinutes(1));
      }
      assertThat(states)
          .containsExactly("downloading", "waiting", "waiting", "waiting", "failed", "failed");
      RunningServer.Answer ended = running.get("/deployments/" + id);
      assertThat(ended.text("reason"))
          .contains("waited in vain: the device has not reported within 1 d");
      assertThat(ended.json().path("ending").path("cause").stringValue()).isEqualTo("no-report");
      assertThat(ended.json().path("ending").path("stage").stringValue()).isEqualTo("downloading");
      assertThat(ended.json().path("events").findValuesAsString("kind"))
          .containsSequence("waiting", "failed");
    }
  }

  /// As a session leaves it.
  private static void begin(RunningServer running, String id) {
    DeploymentStore deployments = running.server().stores().deployments();
    Deployment was = deployments.find(new DeploymentId(id)).orElseThrow();
    var attempt =
        new Attempt(
            was.nextCorrelator(),
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT,
            Optional.empty(),
            Attempt.Step.ACCEPTED,
            Optional.empty(),
            running.now());
    Deployment begun =
        was.with(attempt).to(DeploymentState.DOWNLOADING, "the device accepted", running.now());
    var event =
        new Event(was.device(), Optional.of(was.id()), running.now(), "downloading", "accepted");
    assertThat(deployments.update(begun, event)).isTrue();
  }

  @Test
  void notifiesADeviceThatDidNotCome(@TempDir Path data) throws IOException {
    try (var running = new RunningServer(data);
        var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(20_000);
      addPackage(running);
      running.post(
          "/devices",
          """
          {"id": "d0", "server": {"secret": "s"}, "address": "127.0.0.1:%d"}
          """
              .formatted(socket.getLocalPort()));
      String id =
          running.post("/deployments", "{\"device\": \"d0\", \"package\": \"p\"}").text("id");
      running.post("/devices/d0/notify", "{}");
      receive(socket);
      running.pass(Duration.ofMinutes(16));
      running.server().worker().round();
      receive(socket);
      RunningServer.Answer notified = running.get("/deployments/" + id);
      assertThat(notified.text("state")).isEqualTo("notified");
      assertThat(notified.text("reason")).contains("notification 2 of 5");
      assertThat(notified.json().path("spent").path("notifications").intValue()).isEqualTo(2);
    }
  }

  private static void receive(DatagramSocket socket) throws IOException {
    var packet = new DatagramPacket(new byte[200], 200);
    socket.receive(packet);
    assertThat(packet.getLength()).isPositive();
  }

  @Test
  void aDutyThatFailsKeepsNoOtherFromItsTurn() {
    List<Instant> seen = new ArrayList<>();
    var worker =
        new DueWorker(
            List.of(
                new DueWorker.Duty("the first", "done", now -> 1),
                new DueWorker.Duty("the broken", "done", DueWorkerTest::broken),
                new DueWorker.Duty("the endless", "done", DueWorkerTest::endless),
                new DueWorker.Duty("the last", "done", now -> seen.add(now) ? 2 : 0)),
            () -> Instant.EPOCH);
    assertThat(worker.round()).isEqualTo(3);
    assertThat(seen).containsExactly(Instant.EPOCH);
  }

  private static int broken(Instant now) {
    throw new IllegalStateException("broken at " + now);
  }

  private static int endless(Instant now) {
    throw new StackOverflowError("no end at " + now);
  }
}
