package io.fumarole.app.demo;

import io.fumarole.firmware.Bundle;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Digest;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// The demo's firmware: one image, signed for several models.
final class DemoFirmware {
  static final String VENDOR = "Northwind Devices";
  static final String OLD_VERSION = "1.0.0";
  static final String NEW_VERSION = "2.0.0";
  static final String HARDWARE = "B2";
  private static final int SMALL_OCTETS = 2_048;
  private static final int BLOCK = 1 << 16;

  /// Which model a device is, and so which bundle it gets.
  enum Kind {
    IMAGE("NW-410", false),
    SMALL("NW-100", false),
    OFFERED("NW-420", true),
    SMALL_OFFERED("NW-120", true),
    OTHER_HARDWARE("NW-430", false),
    FLEET("NW-R60", false),
    FAILING_FLEET("NW-M40", false);

    private final String model;
    private final boolean offered;

    Kind(String model, boolean offered) {
      this.model = model;
      this.offered = offered;
    }

    String model() {
      return model;
    }

    boolean isOffered() {
      return offered;
    }

    boolean isSmall() {
      return this != IMAGE && this != OFFERED && this != OTHER_HARDWARE;
    }
  }

  private final Path publicKey;
  private final Map<Kind, Path> files = new EnumMap<>(Kind.class);
  private final Map<Kind, Digest> digests = new EnumMap<>(Kind.class);

  private DemoFirmware(Path publicKey) {
    this.publicKey = publicKey;
  }

  /// Signs the image, and a small one, in `directory`.
  static DemoFirmware make(Path directory, Path image) throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path publicKey = directory.resolve("demo-key.pub");
    Keys.write(key.verifyingKey(), publicKey);
    var firmware = new DemoFirmware(publicKey);
    Path small = random(directory.resolve("small.img"), SMALL_OCTETS);
    for (Kind kind : Kind.values()) {
      Path bundle = directory.resolve(kind.model() + "-" + NEW_VERSION + ".bundle");
      List<String> hardware = kind == Kind.OTHER_HARDWARE ? List.of("Z9") : List.of(HARDWARE);
      var draft =
          new Manifest.Draft(VENDOR, kind.model(), Optional.empty(), NEW_VERSION, 2, hardware);
      Bundle.Head head = BundleSigner.sign(kind.isSmall() ? small : image, bundle, draft, key);
      firmware.files.put(kind, bundle);
      firmware.digests.put(kind, head.manifest().digest());
    }
    return firmware;
  }

  /// An image of so many octets that no compression helps.
  static Path random(Path file, long octets) throws IOException {
    Random random = new Random(octets);
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = octets; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(block.length, left));
      }
    }
    return file;
  }

  Path publicKey() {
    return publicKey;
  }

  Path file(Kind kind) {
    return Optional.ofNullable(files.get(kind)).orElseThrow();
  }

  /// Of the image in the bundle: what a slot must hold after the update.
  Digest digest(Kind kind) {
    return Optional.ofNullable(digests.get(kind)).orElseThrow();
  }
}
