package io.fumarole.server;

import io.fumarole.firmware.Keys;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.VerifyingKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The keys whose signatures count: all `*.pem` of a folder, read anew for each upload, so that a
/// key can come and go without a restart.
record TrustedFolder(Path folder) implements Supplier<TrustedKeys> {
  @Override
  public TrustedKeys get() {
    List<VerifyingKey> keys = new ArrayList<>();
    try {
      if (!Files.isDirectory(folder)) return TrustedKeys.NONE;
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.filter(it -> it.toString().endsWith(".pem")).sorted().toList())
          keys.addAll(Keys.readTrustedKeys(file).keys().values());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the trusted keys cannot be read", e);
    }
    return TrustedKeys.of(keys);
  }
}
