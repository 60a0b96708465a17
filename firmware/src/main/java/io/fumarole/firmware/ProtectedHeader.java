package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;

/// The signed header parameters: algorithm, content type and key id. All three are protected, so
/// that a signature made here can never be taken for one over something else. Spec: RFC 9052 3.1.
final class ProtectedHeader {
  private static final int ALGORITHM = 1;
  private static final int CONTENT_TYPE = 3;
  private static final int KEY_ID = 4;

  /// EdDSA; with our keys that is Ed25519. Spec: RFC 9053 2.2.
  private static final int EDDSA = -8;

  static final String MANIFEST_TYPE = "application/vnd.fumarole.manifest+cbor";

  private ProtectedHeader() {}

  static Octets encode(KeyId keyId) {
    return Cbor.write(
        cbor ->
            cbor.map(3)
                .key(ALGORITHM)
                .integer(EDDSA)
                .key(CONTENT_TYPE)
                .text(MANIFEST_TYPE)
                .key(KEY_ID)
                .octets(keyId.octets())
                .endMap());
  }

  /// The key that the signature is said to be by.
  static KeyId parse(Octets octets) throws MalformedBundleException {
    String what = "the protected header";
    try (CborReader reader = CborReader.of(octets)) {
      reader.startMap(what);
      expect(reader.nextKey(what) == ALGORITHM, "the protected header names no algorithm");
      long algorithm = reader.integer("the algorithm");
      expect(algorithm == EDDSA, "the algorithm is %d, not EdDSA (%d)".formatted(algorithm, EDDSA));
      expect(reader.nextKey(what) == CONTENT_TYPE, "the protected header names no content type");
      String type = reader.text("the content type");
      expect(type.equals(MANIFEST_TYPE), "the signed content is no manifest");
      expect(reader.nextKey(what) == KEY_ID, "the protected header names no key");
      Octets keyId = reader.octets("the key id");
      expect(keyId.length() == KeyId.LENGTH, "the key id has not " + KeyId.LENGTH + " octets");
      expect(reader.nextKey(what) < 0, "the protected header has an unknown element");
      return new KeyId(keyId);
    }
  }

  private static void expect(boolean holds, String words) throws MalformedBundleException {
    if (!holds) throw new MalformedBundleException(words);
  }
}
