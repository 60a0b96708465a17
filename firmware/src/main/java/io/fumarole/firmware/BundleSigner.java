package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/// Makes bundles. Signing the same image and words with the same key gives the same file.
public final class BundleSigner {
  private static final int CHUNK = 1 << 16;
  private static final Digest NOT_YET_KNOWN = Digest.ofContent(new byte[0]);

  private BundleSigner() {}

  /// Writes `bundle` from the image file, read once and never held in memory. The file appears
  /// whole or not at all, and replaces one of the same name.
  ///
  /// @throws IOException when a file cannot be read or written, when `image` is a bundle already,
  ///   or changes under our hands
  public static Bundle.Head sign(Path image, Path bundle, Manifest.Draft draft, SigningKey key)
      throws IOException {
    if (!(BundleReader.read(image) instanceof Bundle.Opaque) && Files.size(image) > 0)
      throw new FileSystemException(
          image.toString(), null, "is a bundle already; sign the bare image");
    Path partial = bundle.resolveSibling(bundle.getFileName() + ".partial");
    try {
      write(image, partial, draft, key);
      Files.move(partial, bundle, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
    if (BundleReader.read(bundle) instanceof Bundle.Head head) return head;
    throw new FileSystemException(bundle.toString(), null, "does not read back as it was written");
  }

  /// The same for a small image that is in memory.
  public static Octets sign(Octets image, Manifest.Draft draft, SigningKey key) {
    byte[] octets = image.toByteArray();
    Octets head = head(draft.of(octets.length, Digest.ofContent(octets)), key);
    byte[] bundle = new byte[head.length() + octets.length];
    head.copyTo(bundle, 0);
    System.arraycopy(octets, 0, bundle, head.length(), octets.length);
    return Octets.wrap(bundle);
  }

  /// The head has the same length whatever the digest: the image goes to its place first, and the
  /// head before it once the digest is known.
  private static void write(Path image, Path partial, Manifest.Draft draft, SigningKey key)
      throws IOException {
    long size = Files.size(image);
    long imageOffset = head(draft.of(size, NOT_YET_KNOWN), key).length();
    try (InputStream in = Files.newInputStream(image);
        FileChannel out =
            FileChannel.open(
                partial,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      MessageDigest hasher = Digest.hasher();
      long copied = copy(in, out, imageOffset, hasher);
      if (copied != size)
        throw new FileSystemException(
            image.toString(), null, "had %d octets, then %d".formatted(size, copied));
      Octets head = head(draft.of(size, Digest.of(hasher)), key);
      writeAll(out, ByteBuffer.wrap(head.toByteArray()), 0);
      out.force(true);
    }
  }

  private static long copy(InputStream in, FileChannel out, long offset, MessageDigest hasher)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    long copied = 0;
    int count = in.readNBytes(chunk, 0, CHUNK);
    while (count > 0) {
      hasher.update(chunk, 0, count);
      writeAll(out, ByteBuffer.wrap(chunk, 0, count), offset + copied);
      copied += count;
      count = in.readNBytes(chunk, 0, CHUNK);
    }
    return copied;
  }

  private static void writeAll(FileChannel out, ByteBuffer octets, long at) throws IOException {
    while (octets.hasRemaining()) out.write(octets, at + octets.position());
  }

  /// The octets that precede the image.
  static Octets head(Manifest manifest, SigningKey key) {
    Octets header = ProtectedHeader.encode(key.verifyingKey().id());
    Octets payload = ManifestCodec.encode(manifest);
    Octets signature = key.sign(CoseSign1.toBeSigned(header, payload));
    Octets signedManifest = new CoseSign1(header, payload, signature).encode();
    byte[] head = new byte[Bundle.PREFIX + signedManifest.length()];
    Bundle.MAGIC.copyTo(head, 0);
    head[Bundle.MAGIC.length()] = Bundle.LAYOUT_VERSION;
    ByteBuffer.wrap(head).putInt(BundleReader.LENGTH_AT, signedManifest.length());
    signedManifest.copyTo(head, Bundle.PREFIX);
    return Octets.wrap(head);
  }
}
