package io.fumarole.firmware;

import java.util.HexFormat;

/// Keys from raw octets, as the RFCs print them.
final class TestKeys {
  private static final String PRIVATE_PREFIX = "302e020100300506032b657004220420";
  private static final String PUBLIC_PREFIX = "302a300506032b6570032100";

  /// RFC 8032, 7.1, test 1. The COSE working group's Ed25519 example is signed with it too.
  static final String SEED = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

  private TestKeys() {}

  static SigningKey signing() {
    return signing(SEED);
  }

  static SigningKey signing(String seed) {
    try {
      return SigningKey.fromPrivateKeyInfo(HexFormat.of().parseHex(PRIVATE_PREFIX + seed));
    } catch (KeyFormatException e) {
      throw new AssertionError(e);
    }
  }

  static VerifyingKey verifying(String publicKey) {
    try {
      return VerifyingKey.fromPublicKeyInfo(HexFormat.of().parseHex(PUBLIC_PREFIX + publicKey));
    } catch (KeyFormatException e) {
      throw new AssertionError(e);
    }
  }
}
