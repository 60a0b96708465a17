package io.fumarole.agent.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlotsTest {
  private static final SlotManifest FACTORY = new SlotManifest("1.0", OptionalLong.of(1), "00", 0);
  private static final SlotManifest UPDATE = new SlotManifest("2.0", OptionalLong.of(2), "ab", 3);

  private final Disk disk = new RealDisk();
  @TempDir private Path directory;
  private Slots slots;

  @BeforeEach
  void open() throws IOException {
    slots = Slots.open(disk, directory, FACTORY);
  }

  @Test
  void aNewDeviceRunsTheFactoryFirmwareFromSlotA() throws IOException {
    assertThat(slots.boot()).isEqualTo(Slot.A);
    assertThat(slots.runningVersion(Slot.A)).isEqualTo("1.0");
    assertThat(slots.manifest(Slot.B)).isEmpty();
  }

  @Test
  void aConfirmedTrialBecomesTheActiveSlot() throws IOException {
    install();
    slots.startTrial(3);
    assertThat(slots.boot()).isEqualTo(Slot.B);
    assertThat(slots.isOnTrial(Slot.B)).isTrue();

    slots.confirm(Slot.B);
    Slots afterPowerCut = Slots.open(disk, directory, FACTORY);
    assertThat(afterPowerCut.boot()).isEqualTo(Slot.B);
    assertThat(afterPowerCut.runningVersion(Slot.B)).isEqualTo("2.0");
    assertThat(afterPowerCut.isOnTrial(Slot.B)).isFalse();
  }

  @Test
  void aTrialThatNeverConfirmsIsRolledBackAfterItsBoots() throws IOException {
    install();
    slots.startTrial(2);
    assertThat(slots.boot()).isEqualTo(Slot.B);
    assertThat(slots.boot()).isEqualTo(Slot.B);
    assertThat(slots.boot()).isEqualTo(Slot.A);
    assertThat(slots.record().rolledBack()).hasValue("not confirmed after 2 boots");
    assertThat(slots.runningVersion(Slot.A)).isEqualTo("1.0");
  }

  @Test
  void theOldSlotCannotConfirmTheTrialOfTheNew() throws IOException {
    install();
    slots.startTrial(3);
    slots.confirm(Slot.A);
    assertThat(slots.boot()).isEqualTo(Slot.B);
  }

  @Test
  void aHalfWrittenSlotCountsAsEmptyAndIsNeverTried() throws IOException {
    install();
    Slot target = slots.clearInactive();
    disk.write(slots.image(target), 0, new byte[] {1});
    assertThat(slots.manifest(target)).isEmpty();
    assertThatThrownBy(() -> slots.startTrial(3)).hasMessageContaining("slot B is empty");
    assertThat(slots.boot()).isEqualTo(Slot.A);
  }

  @Test
  void aSlotOnTrialIsNotOverwritten() throws IOException {
    install();
    slots.startTrial(3);
    assertThatThrownBy(slots::clearInactive).hasMessageContaining("on trial");
  }

  @Test
  void aDamagedBootRecordIsNamed() throws IOException {
    Files.writeString(directory.resolve("boot.json"), "{\"active\":");
    assertThatThrownBy(slots::boot)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("boot.json");
  }

  private void install() throws IOException {
    Slot target = slots.clearInactive();
    disk.write(slots.image(target), 0, "new".getBytes(StandardCharsets.UTF_8));
    slots.fill(target, UPDATE);
  }
}
