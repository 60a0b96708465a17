package io.fumarole.server.webhook;

import java.net.InetAddress;
import java.util.Arrays;

/// A range of addresses, such as `10.0.0.0/8`.
///
/// @param bits of the prefix that its addresses share
public record Network(InetAddress base, int bits) {
  /// @throws IllegalArgumentException when it is none
  public static Network parse(String text) {
    String[] parts = text.strip().split("/", 2);
    try {
      InetAddress base = InetAddress.ofLiteral(parts[0]);
      int most = base.getAddress().length * Byte.SIZE;
      int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      if (bits >= 0 && bits <= most) return new Network(base, bits);
    } catch (IllegalArgumentException none) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static IllegalArgumentException wrong(String text) {
    return new IllegalArgumentException(
        "'" + text + "' is no network: say it such as 10.0.0.0/8, or one address");
  }

  public boolean contains(InetAddress address) {
    byte[] ours = base.getAddress();
    byte[] its = address.getAddress();
    if (ours.length != its.length) return false;
    int whole = bits / Byte.SIZE;
    if (!Arrays.equals(ours, 0, whole, its, 0, whole)) return false;
    int rest = bits % Byte.SIZE;
    return rest == 0 || ((ours[whole] ^ its[whole]) & 0xFF) >>> (Byte.SIZE - rest) == 0;
  }

  @Override
  public String toString() {
    return base.getHostAddress() + "/" + bits;
  }
}
