package io.fumarole.firmware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Key files: PEM text, a private key readable by its owner alone.
public final class Keys {
  private Keys() {}

  /// Writes a new file; a key that is there already is never overwritten.
  public static void write(SigningKey key, Path file) throws IOException {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] ownerOnly =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try (SeekableByteChannel out =
        Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
      writeAll(out, key.toPem());
    }
  }

  /// Writes a new file, which anyone may read.
  public static void write(VerifyingKey key, Path file) throws IOException {
    try (SeekableByteChannel out = Files.newByteChannel(file, Set.of(CREATE_NEW, WRITE))) {
      writeAll(out, key.toPem());
    }
  }

  public static SigningKey readSigningKey(Path file) throws IOException {
    try {
      return SigningKey.fromPem(text(file));
    } catch (KeyFormatException e) {
      throw unusable(file, e);
    }
  }

  public static TrustedKeys readTrustedKeys(Path file) throws IOException {
    try {
      return TrustedKeys.fromPem(text(file));
    } catch (KeyFormatException e) {
      throw unusable(file, e);
    }
  }

  private static void writeAll(SeekableByteChannel out, String text) throws IOException {
    ByteBuffer octets = ByteBuffer.wrap(text.getBytes(UTF_8));
    while (octets.hasRemaining()) out.write(octets);
  }

  private static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(Pem.LONGEST_TEXT + 1), UTF_8);
    }
  }

  private static IOException unusable(Path file, KeyFormatException e) {
    var failure = new FileSystemException(file.toString(), null, e.getMessage());
    failure.initCause(e);
    return failure;
  }
}
