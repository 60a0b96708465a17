package io.fumarole.protocol.syncml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Immutable octets with value equality.
public final class Octets {
  public static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Copies `bytes`.
  public static Octets copyOf(byte[] bytes) {
    return new Octets(bytes.clone());
  }

  /// Copies the range `[from, to)` of `bytes`.
  public static Octets copyOf(byte[] bytes, int from, int to) {
    return new Octets(Arrays.copyOfRange(bytes, from, to));
  }

  /// Takes `bytes` over without a copy: the caller promises never to write to them again.
  public static Octets wrap(byte[] bytes) {
    return new Octets(bytes);
  }

  public static Octets utf8(String text) {
    return new Octets(text.getBytes(StandardCharsets.UTF_8));
  }

  public static Octets hex(String hex) {
    return new Octets(HexFormat.of().parseHex(hex));
  }

  public int length() {
    return bytes.length;
  }

  public byte at(int index) {
    return bytes[index];
  }

  public byte[] toByteArray() {
    return bytes.clone();
  }

  /// The octets themselves, without a copy: for the codecs, which only read them.
  byte[] unshared() {
    return bytes;
  }

  /// Writes all octets into `target` at `offset`.
  public void copyTo(byte[] target, int offset) {
    System.arraycopy(bytes, 0, target, offset, bytes.length);
  }

  public Octets slice(int from, int to) {
    return from == 0 && to == bytes.length ? this : copyOf(bytes, from, to);
  }

  /// The octets as UTF-8 text; malformed sequences become U+FFFD.
  public String utf8() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// Whether the octets are well-formed UTF-8 without the characters that XML 1.0 cannot carry.
  public boolean isText() {
    for (byte octet : bytes) {
      if (octet < 0) return isUnicodeText();
      if (octet < ' ' && octet != '\t' && octet != '\n' && octet != '\r') return false;
    }
    return true;
  }

  private boolean isUnicodeText() {
    try {
      var chars = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return chars
          .chars()
          .noneMatch(c -> (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c >= 0xFFFE);
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }

  public String toHex() {
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /// The text if it is short text, otherwise the length: credentials never pass through here
  /// unmasked.
  @Override
  public String toString() {
    return isText() && bytes.length <= 200 ? utf8() : bytes.length + " octets";
  }
}
