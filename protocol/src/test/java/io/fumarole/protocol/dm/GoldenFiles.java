package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The golden files as octets and text, by their path below `golden`.
public final class GoldenFiles {
  private GoldenFiles() {}

  public static Octets octets(String path) {
    try (InputStream in = GoldenFiles.class.getResourceAsStream("/golden/" + path)) {
      if (in == null) throw new IllegalArgumentException("no golden file " + path);
      return Octets.wrap(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String path) {
    return octets(path).utf8();
  }
}
