package io.fumarole.agent.install;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.testing.Bundles;
import io.fumarole.agent.testing.FullDisk;
import io.fumarole.agent.testing.Lamp;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class CommandInstallerTest {
  private final byte[] image = Bundles.image(50_000, 9);
  @TempDir private Path directory;
  private Slots slots;
  private FirmwareFile firmware;

  @BeforeEach
  void prepare() throws IOException {
    slots = Slots.open(new RealDisk(), directory.resolve("slots"), Lamp.FACTORY);
    Path file = Files.write(directory.resolve("package"), image);
    firmware = new FirmwareFile(file, 0, image.length, Optional.empty());
  }

  @Test
  void theCommandGetsTheImageInItsEnvironment() throws Exception {
    Path copy = directory.resolve("partition");
    assertThat(install("cp \"$FUMAROLE_IMAGE\" '" + copy + "' && test $FUMAROLE_SLOT = b"))
        .isEqualTo(new Installer.Outcome.Installed(Slot.B));
    assertThat(copy).hasBinaryContent(image);
    assertThat(slots.manifest(Slot.B)).isPresent();
  }

  @Test
  void aCommandThatFailsLeavesTheOldFirmwareAndSaysWhereToLook() throws Exception {
    assertThat(install("echo no flash; exit 3"))
        .isInstanceOfSatisfying(
            Installer.Outcome.Failed.class,
            failed -> {
              assertThat(failed.code()).isEqualTo(ResultCode.UPDATE_FAILED);
              assertThat(failed.why()).contains("ended with 3").contains("command.log");
            });
    assertThat(directory.resolve("command.log")).hasContent("no flash");
    assertThat(slots.manifest(Slot.B)).isEmpty();
    assertThat(slots.boot()).isEqualTo(Slot.A);
  }

  @Test
  void aCommandThatHangsIsStopped() throws Exception {
    assertThat(install("sleep 600"))
        .isInstanceOfSatisfying(
            Installer.Outcome.Failed.class,
            failed -> assertThat(failed.why()).contains("did not end within"));
  }

  @Test
  void aDiskThatIsFullFailsTheUpdateAndKeepsTheOldFirmware() throws Exception {
    Slots full = Slots.open(new FullDisk(20_000, 0), directory.resolve("slots"), Lamp.FACTORY);
    assertThat(new SlotInstaller(new FullDisk(20_000, 0), full, Slot.A).install(firmware))
        .isInstanceOfSatisfying(
            Installer.Outcome.Failed.class,
            failed -> assertThat(failed.code()).isEqualTo(ResultCode.UPDATE_OUT_OF_MEMORY));
    assertThat(slots.boot()).isEqualTo(Slot.A);
    assertThat(slots.runningVersion(Slot.A)).isEqualTo("1.0");
  }

  private Installer.Outcome install(String script) throws InterruptedException {
    var command =
        new BoundedCommand(
            List.of("/bin/sh", "-c", script),
            Duration.ofSeconds(2),
            directory.resolve("command.log"));
    return new CommandInstaller(new SlotInstaller(new RealDisk(), slots, Slot.A), slots, command)
        .install(firmware);
  }
}
