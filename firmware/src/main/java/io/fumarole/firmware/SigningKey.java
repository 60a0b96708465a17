package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;

/// A private Ed25519 key and its public half. Spec: RFC 8032, RFC 8410.
public final class SigningKey {
  private static final int SEED_LENGTH = 32;

  private final PrivateKey key;
  private final VerifyingKey verifyingKey;

  private SigningKey(KeyPair pair) {
    this.key = pair.getPrivate();
    this.verifyingKey = new VerifyingKey(pair.getPublic());
  }

  public static SigningKey generate(SecureRandom random) {
    return new SigningKey(generatePair(random));
  }

  private static KeyPair generatePair(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(VerifyingKey.ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// Reads the one `PRIVATE KEY` block of a text, as `openssl genpkey -algorithm ed25519` writes.
  public static SigningKey fromPem(String text) throws KeyFormatException {
    List<Pem> blocks = Pem.parseAll(text);
    List<Pem> keys = blocks.stream().filter(pem -> pem.label().equals(Pem.PRIVATE_KEY)).toList();
    if (keys.size() != 1)
      throw new KeyFormatException(
          "expected one PEM block \"%s\", found %d".formatted(Pem.PRIVATE_KEY, keys.size()));
    return fromPrivateKeyInfo(keys.getFirst().content().toByteArray());
  }

  /// Reads a PKCS#8 PrivateKeyInfo.
  static SigningKey fromPrivateKeyInfo(byte[] encoded) throws KeyFormatException {
    try {
      var spec = new PKCS8EncodedKeySpec(encoded);
      PrivateKey key = KeyFactory.getInstance(VerifyingKey.ALGORITHM).generatePrivate(spec);
      byte[] seed =
          ((EdECPrivateKey) key)
              .getBytes()
              .orElseThrow(() -> new KeyFormatException("the private key holds no seed"));
      return new SigningKey(pairOf(seed));
    } catch (GeneralSecurityException e) {
      throw new KeyFormatException("not a private Ed25519 key in PKCS#8 form", e);
    }
  }

  /// The key pair of a seed. PKCS#8 holds the seed alone and the JDK has no other way from there to
  /// the public key than to generate the pair again from the same "random" octets; that it did so
  /// is checked.
  private static KeyPair pairOf(byte[] seed) throws KeyFormatException {
    if (seed.length != SEED_LENGTH)
      throw new KeyFormatException("the private key has not " + SEED_LENGTH + " octets");
    KeyPair pair = generatePair(new Replay(seed));
    byte[] generated = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElse(new byte[0]);
    if (!Arrays.equals(seed, generated))
      throw new IllegalStateException("this JDK derives Ed25519 keys in another way");
    return pair;
  }

  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /// A `PRIVATE KEY` block: a secret.
  public String toPem() {
    return new Pem(Pem.PRIVATE_KEY, Octets.wrap(key.getEncoded())).text();
  }

  Octets sign(Octets octets) {
    try {
      Signature signing = Signature.getInstance(VerifyingKey.ALGORITHM);
      signing.initSign(key);
      signing.update(octets.toByteArray());
      return Octets.wrap(signing.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has Ed25519", e);
    }
  }

  /// Never shows the key.
  @Override
  public String toString() {
    return "private half of " + verifyingKey;
  }

  /// Gives the same octets each time.
  private static final class Replay extends SecureRandom {
    private final byte[] octets;

    Replay(byte[] octets) {
      this.octets = octets.clone();
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(octets, 0, target, 0, Math.min(octets.length, target.length));
    }
  }
}
