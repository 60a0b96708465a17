package io.fumarole.agent;

import static io.fumarole.agent.testing.ScriptedServer.exec;
import static io.fumarole.agent.testing.ScriptedServer.replace;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.testing.Bundles;
import io.fumarole.agent.testing.DmEndpoint;
import io.fumarole.agent.testing.FileServer;
import io.fumarole.agent.testing.ScriptedServer;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.SigningKey;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BootloaderTest {
  private static final SlotManifest FACTORY = new SlotManifest("1.0", OptionalLong.of(1), "", 0);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path directory;

  @Test
  void aFirmwareThatCrashesOnTrialGivesWayToTheOldOne() throws Exception {
    Slots slots = slotsOnTrial();
    List<Slot> booted = new ArrayList<>();
    int code =
        new Bootloader(
                slots,
                slot -> {
                  booted.add(slot);
                  return slot == Slot.B ? 1 : 0;
                })
            .run();
    assertThat(code).isZero();
    assertThat(booted).containsExactly(Slot.B, Slot.B, Slot.A);
    assertThat(slots.record().rolledBack()).isPresent();
  }

  @Test
  void aConfirmedFirmwareIsStartedAgainWhenItAsksForARestart() throws Exception {
    Slots slots = slotsOnTrial();
    List<Slot> booted = new ArrayList<>();
    int code =
        new Bootloader(
                slots,
                slot -> {
                  booted.add(slot);
                  slots.confirm(slot);
                  return booted.size() == 1 ? Bootloader.REBOOT : 3;
                })
            .run();
    assertThat(code).isEqualTo(3);
    assertThat(booted).containsExactly(Slot.B, Slot.B);
  }

  private Slots slotsOnTrial() throws IOException {
    var disk = new RealDisk();
    Slots slots = Slots.open(disk, directory, FACTORY);
    Slot target = slots.clearInactive();
    disk.write(slots.image(target), 0, new byte[] {1});
    slots.fill(target, new SlotManifest("2.0", OptionalLong.of(2), "", 1));
    slots.startTrial(2);
    return slots;
  }

  @ParameterizedTest // real processes: each restart is the end of one and the start of another
  @Tag("slow")
  @CsvSource({"true, 200, 2.0, B", "false, 410, 1.0, A"})
  void anUpdateGoesThroughARealRestart(String health, int result, String version, Slot slot)
      throws Exception {
    var server = new ScriptedServer();
    SigningKey key = SigningKey.generate(new SecureRandom());
    byte[] image = Bundles.image(100_000, 1);
    Keys.write(key.verifyingKey(), directory.resolve("key.pem"));
    try (var files = new FileServer();
        var endpoint = DmEndpoint.open(server);
        ExecutorService supervisor = Executors.newSingleThreadExecutor()) {
      byte[] bundle =
          new Bundles(directory.resolve("made"), key).sign(image, Bundles.draft("2.0", 2));
      files.serve("/pkg", bundle, "application/octet-stream", "\"1\"");
      server.next(
          replace("./FwUpdate/DownloadAndUpdate/PkgURL", files.url("/pkg")),
          exec("./FwUpdate/DownloadAndUpdate", "c-1"));
      var log = Redirect.appendTo(directory.resolve("agent.log").toFile());
      Path config = Files.writeString(directory.resolve("agent.conf"), config(endpoint, health));
      var running = supervisor.submit(() -> Bootloader.supervise(config, log));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(server.alerts()).containsExactly("downloadandupdate c-1 " + result));
      running.cancel(true);
      supervisor.shutdown();
      assertThat(supervisor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
      assertThat(ProcessHandle.current().children()).as("nobody is left at work").isEmpty();
    }
    Slots slots = Slots.open(new RealDisk(), directory.resolve("data/slots"), FACTORY);
    assertThat(slots.boot()).isEqualTo(slot);
    assertThat(slots.runningVersion(slot)).isEqualTo(version);
    if (slot == Slot.B) assertThat(slots.image(slot)).hasBinaryContent(image);
  }

  private static String config(DmEndpoint endpoint, String health) {
    return """
        device { id = "IMEI:1", manufacturer = "%s", model = "%s", hardware = "%s" }
        factory { version = "1.0", sequence = 1 }
        data-directory = "data"
        server {
          url = "http://127.0.0.1:%d/dm", id = "fumarole"
          device-auth.scheme = none, server-auth.scheme = none
        }
        poll { interval = 1 h, jitter = 0 }
        install.health-command = ["%s"]
        verify.trusted-keys = ["key.pem"]
        """
        .formatted(Bundles.VENDOR, Bundles.MODEL, Bundles.HARDWARE, endpoint.port(), health);
  }
}
