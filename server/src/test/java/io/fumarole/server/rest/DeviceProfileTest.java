package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class DeviceProfileTest {
  @Test
  void aProfileIsLearntFromADeviceAndHeldAgainstIt(@TempDir Path data) throws IOException {
    try (var running = new RunningServer(data)) {
      assertThat(running.post("/devices", "{\"id\": \"d1\"}").status()).isEqualTo(201);
      Answer tooEarly = running.get("/devices/d1/profile-proposal");
      assertThat(tooEarly.status()).isEqualTo(422);
      assertThat(tooEarly.detail()).contains("no firmware update object was read of it yet");
      read(running);
      Answer learnt = running.get("/devices/d1/profile-proposal?name=mine");
      assertThat(learnt.status()).isEqualTo(200);
      assertThat(learnt.json().path("profile").path("name").asString()).isEqualTo("mine");
      assertThat(learnt.json().path("found")).isNotEmpty();
      String profile = learnt.json().path("profile").toString();
      Answer sound = running.post("/devices/d1/profile-check", profile);
      assertThat(sound.json().path("remarks")).isEmpty();
      Answer odd =
          running.post("/devices/d1/profile-check", profile.replace("./FUMO", "./Elsewhere"));
      assertThat(odd.json().path("remarks").toString())
          .contains("its object at ./FUMO, not at ./Elsewhere");
      Answer broken = running.post("/devices/d1/profile-check", "{\"name\": 1}");
      assertThat(broken.status()).isEqualTo(422);
      assertThat(running.get("/devices/d9/profile-proposal").status()).isEqualTo(404);
    }
  }

  private static void read(RunningServer running) {
    var devices = running.server().stores().devices();
    Device device = devices.find(new DeviceId("d1")).orElseThrow();
    var object =
        new FumoObject(
            DmUri.of("./FUMO"), Set.of(Part.DOWNLOAD_AND_UPDATE), Optional.of(10), Map.of());
    assertThat(
            devices.update(
                device
                    .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"))
                    .withObject(object)))
        .isTrue();
  }
}
