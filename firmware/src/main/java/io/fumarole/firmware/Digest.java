package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/// A SHA-256 digest, the only kind there is here: one algorithm leaves nothing to negotiate.
public record Digest(Octets octets) {
  public static final int LENGTH = 32;

  public Digest {
    if (octets.length() != LENGTH)
      throw new IllegalArgumentException(
          "a SHA-256 digest has " + LENGTH + " octets, not " + octets.length());
  }

  /// Takes the digest of everything that was fed to `hasher`, and resets it.
  static Digest of(MessageDigest hasher) {
    return new Digest(Octets.wrap(hasher.digest()));
  }

  public static Digest ofContent(byte[] content) {
    MessageDigest hasher = hasher();
    hasher.update(content);
    return of(hasher);
  }

  /// Reads 64 hex digits of either case; empty when the text is anything else.
  public static Optional<Digest> parse(String hex) {
    String digits = hex.strip().toLowerCase(Locale.ROOT);
    boolean plain = digits.length() == 2 * LENGTH && digits.chars().allMatch(HexFormat::isHexDigit);
    return plain ? Optional.of(new Digest(Octets.hex(digits))) : Optional.empty();
  }

  static MessageDigest hasher() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /// 64 lower-case hex digits, as `sha256sum` prints them.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets.toByteArray());
  }
}
