package io.fumarole.firmware;

import io.fumarole.firmware.Verdict.Accepted;
import io.fumarole.firmware.Verdict.Reason;
import io.fumarole.firmware.Verdict.Refused;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;

/// Compares an image with its manifest while it streams by. One check per image, from one thread.
public final class ImageCheck {
  private static final int CHUNK = 1 << 16;

  private final Manifest manifest;
  private final MessageDigest hasher = Digest.hasher();
  private long seen;

  public ImageCheck(Manifest manifest) {
    this.manifest = manifest;
  }

  /// Takes the next octets of the image, the head left out. Octets past the announced size are
  /// counted only.
  public void update(byte[] octets, int offset, int length) {
    long fitting = Math.clamp(manifest.size() - seen, 0, length);
    hasher.update(octets, offset, (int) fitting);
    seen += length;
  }

  public void update(byte[] octets) {
    update(octets, 0, octets.length);
  }

  /// Whether more came than was announced: a download can stop here.
  public boolean isTooLong() {
    return seen > manifest.size();
  }

  /// The verdict on all octets; the check must not be used again.
  public Verdict finish() {
    long size = manifest.size();
    if (seen < size)
      return new Refused(
          Reason.TRUNCATED, "the image ends after %d of %d octets".formatted(seen, size));
    if (isTooLong())
      return new Refused(
          Reason.TOO_LONG, "the image has %d octets; %d were announced".formatted(seen, size));
    Digest digest = Digest.of(hasher);
    return digest.equals(manifest.digest())
        ? new Accepted()
        : new Refused(
            Reason.WRONG_DIGEST,
            "the image has SHA-256 %s; %s was announced".formatted(digest, manifest.digest()));
  }

  /// Checks the image of a bundle on disk.
  public static Verdict ofFile(Path file, Bundle.Head head) throws IOException {
    var check = new ImageCheck(head.manifest());
    try (InputStream in = Files.newInputStream(file)) {
      in.skipNBytes(head.imageOffset());
      byte[] chunk = new byte[CHUNK];
      int count = in.read(chunk);
      while (count >= 0 && !check.isTooLong()) {
        check.update(chunk, 0, count);
        count = in.read(chunk);
      }
    } catch (EOFException beforeTheImage) {
      return new Refused(Reason.TRUNCATED, "the file ends before its image");
    }
    return check.finish();
  }
}
