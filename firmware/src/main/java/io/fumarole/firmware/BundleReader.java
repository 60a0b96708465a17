package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads the head of a firmware file, and never more than that.
public final class BundleReader {
  /// So few wrong bits in the magic are damage; a vendor's file differs in about 32 of the 64.
  private static final int MOST_DAMAGED_BITS = 8;

  static final int LENGTH_AT = 9;

  private BundleReader() {}

  public static Bundle read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    }
  }

  /// Reads the head; of a bundle, `in` then stands at the image.
  ///
  /// @throws IOException when `in` does; octets that are no bundle are an answer
  public static Bundle read(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(Bundle.MAGIC.length());
    if (magic.length < Bundle.MAGIC.length()) return shorterThanMagic(Octets.wrap(magic));
    if (!Octets.wrap(magic).equals(Bundle.MAGIC)) return otherMagic(magic);
    byte[] rest = in.readNBytes(Bundle.PREFIX - magic.length);
    if (rest.length < Bundle.PREFIX - magic.length)
      return new Bundle.Malformed("the bundle ends before its manifest");
    int version = rest[0] & 0xFF;
    if (version != Bundle.LAYOUT_VERSION)
      return new Bundle.Malformed(
          "the bundle has layout version %d at offset 8; this program reads %d"
              .formatted(version, Bundle.LAYOUT_VERSION));
    int length = ByteBuffer.wrap(rest).getInt(LENGTH_AT - magic.length);
    if (length < 1 || length > Bundle.LARGEST_HEAD)
      return new Bundle.Malformed(
          "the signed manifest at offset 9 is said to have %d octets; 1 to %d are allowed"
              .formatted(Integer.toUnsignedLong(length), Bundle.LARGEST_HEAD));
    Octets signedManifest = Octets.wrap(in.readNBytes(length));
    if (signedManifest.length() < length)
      return new Bundle.Malformed(
          "the bundle ends within its manifest, after %d of %d octets"
              .formatted(signedManifest.length(), length));
    return head(signedManifest);
  }

  private static Bundle shorterThanMagic(Octets start) {
    return start.equals(Bundle.MAGIC.slice(0, start.length()))
        ? new Bundle.Malformed("the file ends after " + start.length() + " octets")
        : new Bundle.Opaque(start);
  }

  private static Bundle otherMagic(byte[] start) {
    long difference =
        ByteBuffer.wrap(start).getLong() ^ ByteBuffer.wrap(Bundle.MAGIC.toByteArray()).getLong();
    return Long.bitCount(difference) <= MOST_DAMAGED_BITS
        ? new Bundle.Malformed("the magic at offset 0 is damaged")
        : new Bundle.Opaque(Octets.wrap(start));
  }

  private static Bundle head(Octets signedManifest) {
    try {
      CoseSign1 message = CoseSign1.parse(signedManifest);
      KeyId keyId = ProtectedHeader.parse(message.protectedHeader());
      Manifest manifest = ManifestCodec.decode(message.payload());
      requireDeterministic(signedManifest, message, keyId, manifest);
      return new Bundle.Head(
          manifest,
          keyId,
          message.toBeSigned(),
          message.signature(),
          Bundle.PREFIX + signedManifest.length());
    } catch (MalformedBundleException e) {
      return new Bundle.Malformed(e.words());
    }
  }

  /// There is one right encoding: ours. That also refuses octets after the message, elements that
  /// come twice, a missing tag, and anything in the unprotected header.
  private static void requireDeterministic(
      Octets given, CoseSign1 message, KeyId keyId, Manifest manifest)
      throws MalformedBundleException {
    var ours =
        new CoseSign1(
            ProtectedHeader.encode(keyId), ManifestCodec.encode(manifest), message.signature());
    if (message.signature().length() != VerifyingKey.SIGNATURE_LENGTH)
      throw new MalformedBundleException("the signature has not 64 octets");
    if (!ours.encode().equals(given))
      throw new MalformedBundleException("the signed manifest is not in deterministic encoding");
  }
}
