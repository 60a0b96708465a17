package io.fumarole.server.rest;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.firmware.Bundle;
import io.fumarole.firmware.BundleReader;
import io.fumarole.firmware.BundleVerifier;
import io.fumarole.firmware.ImageCheck;
import io.fumarole.firmware.KeyId;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.Verdict;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes in a firmware file in one pass: its head is judged before anything is stored, a bundle's
/// image while it streams by, so that nothing remains of a file that is refused.
final class Upload {
  /// Larger than any firmware image met.
  static final long LARGEST = 64L << 30;

  private final ContentStore content;
  private final Supplier<Trust> trusted;
  private final boolean allowUnsigned;

  Upload(ContentStore content, Supplier<Trust> trusted, boolean allowUnsigned) {
    this.content = content;
    this.trusted = trusted;
    this.allowUnsigned = allowUnsigned;
  }

  sealed interface Outcome {
    /// @param manifest of a signed bundle, and `signedBy` the key
    record Taken(ContentStore.Stored stored, Optional<Manifest> manifest, Optional<KeyId> signedBy)
        implements Outcome {}

    record Refused(String words) implements Outcome {}
  }

  /// @param sha256 that the file is said to have
  /// @param agreed called with the manifest of a signed bundle before anything is stored; what it
  ///   throws refuses the file
  /// @throws IOException when the peer breaks off or the disk is full
  Outcome take(InputStream in, Optional<String> sha256, Consumer<Optional<Manifest>> agreed)
      throws IOException {
    try {
      return take(sha256.<InputStream>map(it -> new Announced(in, it)).orElse(in), agreed);
    } catch (WrongImageException wrong) {
      return new Outcome.Refused(String.valueOf(wrong.getMessage()));
    }
  }

  private Outcome take(InputStream in, Consumer<Optional<Manifest>> agreed) throws IOException {
    byte[] start = in.readNBytes(Bundle.PREFIX + Bundle.LARGEST_HEAD);
    if (start.length == 0) return new Outcome.Refused("the file is empty: send it as the body");
    Bundle bundle = BundleReader.read(new ByteArrayInputStream(start));
    var whole = new SequenceInputStream(new ByteArrayInputStream(start), in);
    return switch (bundle) {
      case Bundle.Malformed(var words) -> new Outcome.Refused("the bundle is damaged: " + words);
      case Bundle.Opaque _ when !allowUnsigned ->
          new Outcome.Refused(
              "the file is not signed, and packages.unsigned is refuse: sign it with 'package sign'");
      case Bundle.Opaque _ -> {
        agreed.accept(Optional.empty());
        yield new Outcome.Taken(content.put(whole, LARGEST), Optional.empty(), Optional.empty());
      }
      case Bundle.Head head -> takeBundle(head, whole, agreed);
    };
  }

  private Outcome takeBundle(
      Bundle.Head head, InputStream whole, Consumer<Optional<Manifest>> agreed) throws IOException {
    Trust trust = trusted.get();
    if (BundleVerifier.verifySignature(head, trust.keys()) instanceof Verdict.Refused(_, var words))
      return new Outcome.Refused(
          words
              + "; trusted keys are the .pem and .pub files in the folder trusted-keys of the data directory"
              + leftOut(trust));
    agreed.accept(Optional.of(head.manifest()));
    ContentStore.Stored stored = content.put(new Checked(whole, head), LARGEST);
    return new Outcome.Taken(stored, Optional.of(head.manifest()), Optional.of(head.keyId()));
  }

  private static String leftOut(Trust trust) {
    if (trust.unreadable().isEmpty()) return "";
    return "; left out, because they are no keys: " + String.join(", ", trust.unreadable());
  }

  /// Breaks the stream at its end unless the image was the one that the manifest announces.
  private static final class Checked extends FilterInputStream {
    private final ImageCheck check;
    private long head;
    private boolean isJudged;

    Checked(InputStream in, Bundle.Head head) {
      super(in);
      this.check = new ImageCheck(head.manifest());
      this.head = head.imageOffset();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count < 0) {
        judge();
        return count;
      }
      int ofHead = (int) Math.min(head, count);
      head -= ofHead;
      check.update(buffer, offset + ofHead, count - ofHead);
      if (check.isTooLong()) judge();
      return count;
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 8_192)).length;
    }

    private void judge() throws WrongImageException {
      if (isJudged) return;
      isJudged = true;
      if (check.finish() instanceof Verdict.Refused(_, var words))
        throw new WrongImageException(words);
    }
  }

  /// Breaks the stream at its end unless it was what was announced.
  private static final class Announced extends DigestInputStream {
    private final String sha256;
    private boolean isJudged;

    Announced(InputStream in, String sha256) {
      super(in, digest());
      this.sha256 = sha256;
    }

    private static MessageDigest digest() {
      try {
        return MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException impossible) {
        throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
      }
    }

    @Override
    public long skip(long count) throws IOException {
      return readNBytes((int) Math.min(count, 8_192)).length;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count >= 0 || isJudged) return count;
      isJudged = true;
      String found = HexFormat.of().formatHex(getMessageDigest().digest());
      if (!found.equals(sha256))
        throw new WrongImageException(
            "the file has SHA-256 %s, %s was announced".formatted(found, sha256));
      return count;
    }
  }

  private static final class WrongImageException extends IOException {
    private static final long serialVersionUID = 1L;

    WrongImageException(String words) {
      super(words);
    }
  }
}
