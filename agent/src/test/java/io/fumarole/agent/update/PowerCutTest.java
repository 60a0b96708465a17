package io.fumarole.agent.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.Order;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.install.PackageJudge;
import io.fumarole.agent.testing.Bundles;
import io.fumarole.agent.testing.FileServer;
import io.fumarole.agent.testing.Lamp;
import io.fumarole.agent.testing.PowerCutDisk;
import io.fumarole.firmware.SigningKey;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power goes once, at each change on disk in turn: what was ordered is done all the same, and
/// reported once.
@Tag("slow")
class PowerCutTest {
  private static final PackageJudge.Policy STRICT = new PackageJudge.Policy(false, false);

  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final byte[] image = Bundles.image(40_000, 11);
  @TempDir private Path directory;

  @Test
  void anUpdateSurvivesThePowerCutAtEveryInstant() throws Exception {
    try (var server = new FileServer()) {
      byte[] bundle =
          new Bundles(directory.resolve("made"), key).sign(image, Bundles.draft("2.0", 2));
      server.serve("/pkg", bundle, "application/octet-stream", "\"1\"");
      int cutAt = 1;
      while (isCutAt(cutAt, server.url("/pkg"))) cutAt++;
      assertThat(cutAt).isGreaterThan(30);
    }
  }

  /// Returns whether the work took that many changes at all.
  private boolean isCutAt(int cutAt, String url) throws IOException, InterruptedException {
    Path home = directory.resolve("lamp-" + cutAt);
    var disk = new PowerCutDisk(cutAt);
    try (var lamp = new Lamp(home, new RealDisk(), key, STRICT);
        var weak = new Lamp(home, disk, key, STRICT)) {
      lamp.order(
          FumoState.DOWNLOAD_PROGRESSING,
          Order.download(Operation.DOWNLOAD_AND_UPDATE, Optional.of("c-1"), url));
      runUntilCut(weak);
      Lamp.Booted end = lamp.run();
      assertThat(end.store().state().reports())
          .as("cut at change " + cutAt)
          .containsExactly(
              Report.of(
                  1,
                  AlertType.DOWNLOAD_AND_UPDATE,
                  Optional.of("c-1"),
                  "./FwUpdate",
                  ResultCode.SUCCESS));
      assertThat(end.slot()).isEqualTo(Slot.B);
      assertThat(end.installer().runningVersion()).isEqualTo("2.0");
      assertThat(lamp.slots().image(Slot.B)).hasBinaryContent(image);
    }
    return disk.wasCut();
  }

  private static void runUntilCut(Lamp lamp) throws InterruptedException {
    try {
      lamp.run();
    } catch (IOException powerIsOff) {
      assertThat(powerIsOff).hasMessageContaining("the power is off");
    }
  }
}
