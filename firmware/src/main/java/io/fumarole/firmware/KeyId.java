package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.util.HexFormat;

/// Names a public key: the first octets of the SHA-256 of its SubjectPublicKeyInfo. It only helps
/// to find the key; the signature decides.
public record KeyId(Octets octets) {
  public static final int LENGTH = 8;

  public KeyId {
    if (octets.length() != LENGTH)
      throw new IllegalArgumentException("a key id has " + LENGTH + " octets");
  }

  static KeyId ofPublicKeyInfo(byte[] subjectPublicKeyInfo) {
    return new KeyId(Digest.ofContent(subjectPublicKeyInfo).octets().slice(0, LENGTH));
  }

  /// 16 lower-case hex digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(octets.toByteArray());
  }
}
