package io.fumarole.server.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// One file of the console's bundle.
///
/// @param tag says whether a browser has this very file
record ConsoleFile(String type, ByteBuffer octets, ByteBuffer compressed, String tag) {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "woff2", "font/woff2");

  /// @param name below the bundle; empty when there is none, or it is of no kind that a console has
  static Optional<ConsoleFile> read(String name) {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    if (type == null) return Optional.empty();
    try (InputStream in = ConsoleFile.class.getResourceAsStream("bundle/" + name)) {
      return in == null ? Optional.empty() : Optional.of(of(type, in.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException("the console's " + name + " cannot be read", e);
    }
  }

  private static ConsoleFile of(String type, byte[] octets) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      gzip.write(octets);
    }
    return new ConsoleFile(
        type,
        ByteBuffer.wrap(octets).asReadOnlyBuffer(),
        ByteBuffer.wrap(compressed.toByteArray()).asReadOnlyBuffer(),
        '"' + digest(octets) + '"');
  }

  private static String digest(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets), 0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
    }
  }
}
