package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/// A public Ed25519 key. Spec: RFC 8032, RFC 8410.
public final class VerifyingKey {
  public static final int SIGNATURE_LENGTH = 64;
  static final String ALGORITHM = "Ed25519";

  private final KeyId id;
  private final PublicKey key;

  VerifyingKey(PublicKey key) {
    this.key = key;
    this.id = KeyId.ofPublicKeyInfo(key.getEncoded());
  }

  /// Reads a SubjectPublicKeyInfo.
  public static VerifyingKey fromPublicKeyInfo(byte[] encoded) throws KeyFormatException {
    try {
      return new VerifyingKey(
          KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException e) {
      throw new KeyFormatException("not a public Ed25519 key in SubjectPublicKeyInfo form", e);
    }
  }

  public KeyId id() {
    return id;
  }

  /// A `PUBLIC KEY` block.
  public String toPem() {
    return new Pem(Pem.PUBLIC_KEY, Octets.wrap(key.getEncoded())).text();
  }

  /// Whether `signature` is this key's over `signed`.
  public boolean verifies(Octets signed, Octets signature) {
    if (signature.length() != SIGNATURE_LENGTH) return false;
    try {
      Signature verification = Signature.getInstance(ALGORITHM);
      verification.initVerify(key);
      verification.update(signed.toByteArray());
      return verification.verify(signature.toByteArray());
    } catch (SignatureException notEvenOne) {
      return false;
    } catch (InvalidKeyException e) {
      // A point of the right length that is not on the curve: nothing is signed with it.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "Ed25519 key " + id;
  }
}
