package io.fumarole.agent.testing;

import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Makes bundles for the lamp of the tests.
public final class Bundles {
  public static final String VENDOR = "Example";
  public static final String MODEL = "Lamp";
  public static final String HARDWARE = "1";

  private final Path directory;
  private final SigningKey key;

  public Bundles(Path directory, SigningKey key) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.key = key;
  }

  public static Manifest.Draft draft(String version, long sequence) {
    return new Manifest.Draft(
        VENDOR, MODEL, Optional.empty(), version, sequence, List.of(HARDWARE));
  }

  public static byte[] image(int size, long seed) {
    byte[] image = new byte[size];
    new Random(seed).nextBytes(image);
    return image;
  }

  public byte[] sign(byte[] image, Manifest.Draft draft) throws IOException {
    return sign(image, draft, key);
  }

  public byte[] sign(byte[] image, Manifest.Draft draft, SigningKey by) throws IOException {
    Path bare = Files.write(directory.resolve("bare"), image);
    Path bundle = directory.resolve("bundle");
    BundleSigner.sign(bare, bundle, draft, by);
    return Files.readAllBytes(bundle);
  }
}
