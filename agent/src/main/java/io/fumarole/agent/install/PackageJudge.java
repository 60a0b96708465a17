package io.fumarole.agent.install;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.DiskInputStream;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.firmware.Bundle;
import io.fumarole.firmware.BundleReader;
import io.fumarole.firmware.BundleVerifier;
import io.fumarole.firmware.ImageCheck;
import io.fumarole.firmware.Target;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.Verdict;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/// Says whether a package may be installed on this device: signature, vendor, model, hardware,
/// versions and sequence number first, the image's size and digest then.
public final class PackageJudge {
  private static final int CHUNK = 64 << 10;

  /// What the device's owner allows.
  public record Policy(boolean allowUnsigned, boolean allowDowngrade) {}

  /// What the device is.
  public record Identity(String vendor, String model, String hardware) {}

  public sealed interface Judgement {
    record Good(FirmwareFile firmware) implements Judgement {}

    record Bad(ResultCode code, String why) implements Judgement {}
  }

  private final Disk disk;
  private final TrustedKeys trusted;
  private final Identity identity;
  private final Policy policy;

  public PackageJudge(Disk disk, TrustedKeys trusted, Identity identity, Policy policy) {
    this.disk = disk;
    this.trusted = trusted;
    this.identity = identity;
    this.policy = policy;
  }

  /// Judges all but the octets of the image, which the installer checks while it writes them.
  public Judgement judgeHead(Path file, SlotManifest running) throws IOException {
    try (InputStream in = new DiskInputStream(disk, file)) {
      return judgeHead(BundleReader.read(in), file, running);
    }
  }

  /// Judges the whole file.
  public Judgement judge(Path file, SlotManifest running) throws IOException {
    try (InputStream in = new DiskInputStream(disk, file)) {
      Bundle bundle = BundleReader.read(in);
      Judgement judgement = judgeHead(bundle, file, running);
      if (judgement instanceof Judgement.Bad || !(bundle instanceof Bundle.Head head))
        return judgement;
      return switch (checkImage(head, in)) {
        case Verdict.Accepted _ -> judgement;
        case Verdict.Refused refused -> new Judgement.Bad(refused.code(), refused.words());
      };
    }
  }

  private Judgement judgeHead(Bundle bundle, Path file, SlotManifest running) throws IOException {
    Target target =
        new Target(
            identity.vendor(),
            identity.model(),
            running.version(),
            running.sequence(),
            Optional.of(identity.hardware()),
            policy.allowDowngrade(),
            policy.allowUnsigned());
    return switch (BundleVerifier.verify(bundle, trusted, target)) {
      case Verdict.Refused refused -> new Judgement.Bad(refused.code(), refused.words());
      case Verdict.Accepted _ -> new Judgement.Good(firmware(bundle, file));
    };
  }

  private FirmwareFile firmware(Bundle bundle, Path file) throws IOException {
    return bundle instanceof Bundle.Head head
        ? new FirmwareFile(
            file, head.imageOffset(), head.manifest().size(), Optional.of(head.manifest()))
        : new FirmwareFile(file, 0, disk.size(file), Optional.empty());
  }

  private static Verdict checkImage(Bundle.Head head, InputStream in) throws IOException {
    ImageCheck check = new ImageCheck(head.manifest());
    byte[] chunk = new byte[CHUNK];
    int count;
    while (!check.isTooLong() && (count = in.read(chunk)) >= 0) check.update(chunk, 0, count);
    return check.finish();
  }
}
