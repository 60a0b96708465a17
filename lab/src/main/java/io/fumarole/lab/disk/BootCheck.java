package io.fumarole.lab.disk;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;

/// Whether a boot loader finds what it needs.
public final class BootCheck {
  private static final int CHUNK = 1 << 20;

  private BootCheck() {}

  /// What is wrong with the slot that works, and with the one that was booted; empty when both hold
  /// the whole firmware of their manifest.
  public static Optional<String> complaint(Disk disk, Slots slots, Slot booted) throws IOException {
    for (Slot slot : EnumSet.of(slots.record().active(), booted)) {
      Optional<SlotManifest> manifest = slots.manifest(slot);
      if (manifest.isEmpty()) return Optional.of("slot " + slot + " has no manifest");
      // What a device was made with has no image here.
      String expected = manifest.get().sha256();
      if (!expected.isEmpty() && !expected.equals(sha256(disk, slots, slot)))
        return Optional.of("the image in slot " + slot + " is not the one of its manifest");
    }
    return Optional.empty();
  }

  private static String sha256(Disk disk, Slots slots, Slot slot) throws IOException {
    MessageDigest digest = digest();
    long size = disk.size(slots.image(slot));
    for (long done = 0; done < size; done += CHUNK)
      digest.update(disk.read(slots.image(slot), done, (int) Math.min(CHUNK, size - done)));
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
