package io.fumarole.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class BootCheckTest {
  private static final byte[] IMAGE = {'a', 'b', 'c'};

  /// SHA-256 of "abc", from FIPS 180-2.
  private static final String DIGEST =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  private final SharedDisk disk = new SharedDisk(new SharedBlocks());

  private Slots slots() throws IOException {
    var factory = new SlotManifest("1.0", OptionalLong.of(1), "", 0);
    return Slots.open(disk, Path.of("/device/slots"), factory);
  }

  private Slots updated() throws IOException {
    Slots slots = slots();
    Slot target = slots.clearInactive();
    disk.write(slots.image(target), 0, IMAGE);
    slots.fill(target, new SlotManifest("2.0", OptionalLong.of(2), DIGEST, IMAGE.length));
    slots.startTrial(3);
    slots.confirm(slots.boot());
    return slots;
  }

  @Test
  void aWholeFirmwareIsFine() throws IOException {
    Slots fresh = slots();
    assertThat(BootCheck.complaint(disk, fresh, Slot.A)).isEmpty();
    Slots slots = updated();
    assertThat(BootCheck.complaint(disk, slots, Slot.B)).isEmpty();
  }

  @Test
  void anImageThatIsNotTheOneOfItsManifestIsFound() throws IOException {
    Slots slots = updated();
    disk.write(slots.image(Slot.B), 1, new byte[] {'x'});
    assertThat(BootCheck.complaint(disk, slots, Slot.B))
        .contains("the image in slot B is not the one of its manifest");
  }

  @Test
  void aSlotWithoutManifestIsFound() throws IOException {
    Slots slots = slots();
    assertThat(BootCheck.complaint(disk, slots, Slot.B)).contains("slot B has no manifest");
  }
}
