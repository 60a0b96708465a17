package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.protocol.dm.Account;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class RotationTest {
  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void device(String id, boolean hasSecret) {
    Optional<Account> client =
        hasSecret ? Optional.of(Account.of(id, "old").hashOnly()) : Optional.empty();
    Optional<Account> server =
        hasSecret ? Optional.of(Account.of("fumarole", "old").hashOnly()) : Optional.empty();
    Device device = Device.enrolled(new DeviceId(id), "oma-strict", client, server, running.now());
    assertThat(running.server().stores().devices().add(device)).isTrue();
  }

  private Rotation rotation(String id) {
    return stored(id).rotation().orElseThrow();
  }

  private Device stored(String id) {
    return running.server().stores().devices().find(new DeviceId(id)).orElseThrow();
  }

  private Answer delete(String path) {
    HttpResponse<byte[]> answer = running.call("DELETE", path, "");
    return new Answer(answer.statusCode(), RunningServer.json(answer));
  }

  @Test
  void aDeviceGetsNewSecretsThatNobodyIsShown() {
    device("a", true);
    Answer ordered = running.post("/devices/a/rotate-credentials", "");
    assertThat(ordered.status()).isEqualTo(200);
    assertThat(ordered.json().path("rotation").path("state").asString("")).isEqualTo("ordered");
    String secret = rotation("a").client().secret().orElseThrow();
    assertThat(secret).hasSize(22);
    assertThat(rotation("a").server().orElseThrow().secret().orElseThrow()).isNotEqualTo(secret);
    assertThat(rotation("a").client().name()).isEqualTo("a");
    assertThat(ordered.json().toString()).doesNotContain(secret);
    assertThat(stored("a").client()).contains(Account.of("a", "old").hashOnly());

    assertThat(running.post("/devices/a/rotate-credentials", "").status()).isEqualTo(200);
    assertThat(rotation("a").client().secret()).as("the same once more").contains(secret);
    Answer cancelled = delete("/devices/a/rotate-credentials");
    assertThat(cancelled.json().has("rotation")).isFalse();
    assertThat(stored("a").rotation()).isEmpty();
  }

  @Test
  void whatMayHaveReachedTheDeviceIsNotTakenBack() {
    device("a", true);
    running.post("/devices/a/rotate-credentials", "");
    assertThat(running.server().stores().devices().update(stored("a").sendingRotation())).isTrue();
    Answer refused = delete("/devices/a/rotate-credentials");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.detail()).contains("it is let in with either until it has shown it");
    assertThat(rotation("a").isOut()).isTrue();
  }

  @Test
  void allThatAFilterTakesInGetTheirs() {
    device("a", true);
    device("b", true);
    device("c", false);
    Answer ordered = running.post("/devices/rotate-credentials?filter=id!=b", "");
    assertThat(ordered.json().path("ordered").asInt()).isEqualTo(1);
    assertThat(ordered.json().path("refused").get(0).path("device").asString("")).isEqualTo("c");
    assertThat(stored("b").rotation()).isEmpty();
    assertThat(running.post("/devices/rotate-credentials", "").status()).isEqualTo(400);
    assertThat(running.post("/devices/c/rotate-credentials", "").status()).isEqualTo(409);
    assertThat(running.post("/devices/none/rotate-credentials", "").status()).isEqualTo(404);
  }
}
