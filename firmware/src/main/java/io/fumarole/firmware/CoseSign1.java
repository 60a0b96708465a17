package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;

/// A COSE_Sign1 message. Spec: RFC 9052 4.2.
///
/// @param protectedHeader the encoded map of the signed header parameters
record CoseSign1(Octets protectedHeader, Octets payload, Octets signature) {
  private static final int TAG = 18;

  /// Reads a message; the unprotected header is passed over, it says nothing that is signed.
  static CoseSign1 parse(Octets octets) throws MalformedBundleException {
    try (CborReader reader = CborReader.of(octets)) {
      reader.startArray("the COSE_Sign1");
      Octets protectedHeader = reader.octets("the protected header");
      reader.skipMap("the unprotected header");
      Octets payload = reader.octets("the payload");
      Octets signature = reader.octets("the signature");
      reader.endArray("the COSE_Sign1");
      return new CoseSign1(protectedHeader, payload, signature);
    }
  }

  /// The tagged message, with an empty unprotected header.
  Octets encode() {
    return Cbor.write(
        cbor ->
            cbor.tag(TAG)
                .array(4)
                .octets(protectedHeader)
                .map(0)
                .endMap()
                .octets(payload)
                .octets(signature)
                .endArray());
  }

  Octets toBeSigned() {
    return toBeSigned(protectedHeader, payload);
  }

  /// The octets that the signature covers. Spec: RFC 9052 4.4, `Sig_structure`, without external
  /// data.
  static Octets toBeSigned(Octets protectedHeader, Octets payload) {
    return Cbor.write(
        cbor ->
            cbor.array(4)
                .text("Signature1")
                .octets(protectedHeader)
                .octets(Octets.EMPTY)
                .octets(payload)
                .endArray());
  }
}
