package io.fumarole.agent.install;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import io.fumarole.firmware.ImageCheck;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.Verdict;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;

/// Writes the image to the slot that does not run, and checks it while it writes.
public final class SlotInstaller implements Installer {
  private static final int CHUNK = 1 << 20;

  /// A vendor's own file tells nobody its version; it is named after its digest.
  private static final String OPAQUE = "sha256-";

  private static final int OPAQUE_DIGITS = 16;

  private final Disk disk;
  private final Slots slots;
  private final Slot booted;

  public SlotInstaller(Disk disk, Slots slots, Slot booted) {
    this.disk = disk;
    this.slots = slots;
    this.booted = booted;
  }

  @Override
  public Outcome install(FirmwareFile firmware) {
    try {
      Slot target = slots.clearInactive();
      Path image = slots.image(target);
      long free = slots.free();
      if (firmware.imageSize() > free)
        return new Outcome.Failed(
            ResultCode.UPDATE_OUT_OF_MEMORY,
            "the image has " + firmware.imageSize() + " octets, " + free + " are free");
      return write(firmware, target, image);
    } catch (IOException e) {
      return new Outcome.Failed(
          ResultCode.UPDATE_FAILED, "the inactive slot cannot be written: " + e.getMessage());
    }
  }

  @Override
  public String runningVersion() throws IOException {
    return slots.runningVersion(booted);
  }

  private Outcome write(FirmwareFile firmware, Slot target, Path image) throws IOException {
    MessageDigest hasher = sha256();
    Optional<ImageCheck> check = firmware.manifest().map(ImageCheck::new);
    disk.write(image, 0, new byte[0]);
    long done = 0;
    while (done < firmware.imageSize()) {
      int length = (int) Math.min(CHUNK, firmware.imageSize() - done);
      byte[] chunk = disk.read(firmware.path(), firmware.imageOffset() + done, length);
      if (chunk.length == 0) break;
      hasher.update(chunk);
      check.ifPresent(each -> each.update(chunk));
      disk.write(image, done, chunk);
      done += chunk.length;
    }
    if (check.isPresent() && check.get().finish() instanceof Verdict.Refused refused)
      return new Outcome.Failed(refused.code(), refused.words());
    String digest = HexFormat.of().formatHex(hasher.digest());
    slots.fill(target, manifest(firmware, digest));
    return new Outcome.Installed(target);
  }

  private static SlotManifest manifest(FirmwareFile firmware, String digest) {
    String version =
        firmware
            .manifest()
            .map(Manifest::toVersion)
            .orElse(OPAQUE + digest.substring(0, OPAQUE_DIGITS));
    OptionalLong sequence =
        firmware.manifest().isPresent()
            ? OptionalLong.of(firmware.manifest().get().sequence())
            : OptionalLong.empty();
    return new SlotManifest(version, sequence, digest, firmware.imageSize());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
