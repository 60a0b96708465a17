package io.fumarole.app.crash;

import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Two versions for each flow's model, between which the devices go to and fro.
final class CrashFirmware {
  static final String VENDOR = "Northwind Devices";
  static final String HARDWARE = "B2";
  static final List<String> VERSIONS = List.of("1.0.0", "2.0.0");

  /// Over DM it takes several messages, and still an update takes no second.
  private static final int IMAGE_OCTETS = 40_000;

  private final Path directory;
  private final Path publicKey;

  private CrashFirmware(Path directory, Path publicKey) {
    this.directory = directory;
    this.publicKey = publicKey;
  }

  static CrashFirmware make(Path directory) throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path publicKey = directory.resolve("crash-key.pub");
    Keys.write(key.verifyingKey(), publicKey);
    var firmware = new CrashFirmware(directory, publicKey);
    byte[] noise = new byte[IMAGE_OCTETS];
    for (int i = 0; i < VERSIONS.size(); i++) {
      new Random(i).nextBytes(noise);
      Path image = Files.write(directory.resolve("image-" + i), noise);
      for (Flow flow : Flow.values()) {
        var draft =
            new Manifest.Draft(
                VENDOR, flow.model(), Optional.empty(), VERSIONS.get(i), i + 1, List.of(HARDWARE));
        BundleSigner.sign(image, firmware.bundle(flow, VERSIONS.get(i)), draft, key);
      }
    }
    return firmware;
  }

  Path publicKey() {
    return publicKey;
  }

  Path bundle(Flow flow, String version) {
    return directory.resolve(flow.packageId(version) + ".bundle");
  }

  /// Where a device that runs `version` goes next.
  static String other(String version) {
    return version.equals(VERSIONS.getFirst()) ? VERSIONS.getLast() : VERSIONS.getFirst();
  }
}
