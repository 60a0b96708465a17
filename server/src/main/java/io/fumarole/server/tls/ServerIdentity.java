package io.fumarole.server.tls;

import io.fumarole.server.tls.PemFile.Placed;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/// Who the server is to whoever speaks TLS with it: a chain of certificates that belong together,
/// and the key of the first.
record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {
  /// The key store lives in memory for a moment; its password protects nothing.
  private static final char[] NO_PASSWORD = new char[0];

  private static final byte[] PROBE = {1, 2, 3, 4};

  ServerIdentity {
    chain = List.copyOf(chain);
  }

  /// @throws UnusablePemException when they do not belong together, saying what does not match
  static ServerIdentity of(PemFile certificates, PemFile key) throws UnusablePemException {
    List<Placed> placed = certificates.certificates();
    PrivateKey secret = key.privateKey();
    requireOwn(placed, secret, certificates, key);
    requireOrder(placed, certificates);
    return new ServerIdentity(placed.stream().map(Placed::certificate).toList(), secret);
  }

  private static void requireOwn(
      List<Placed> chain, PrivateKey key, PemFile certificates, PemFile keys)
      throws UnusablePemException {
    if (belongs(key, chain.getFirst().certificate().getPublicKey())) return;
    for (Placed other : chain.subList(1, chain.size()))
      if (belongs(key, other.certificate().getPublicKey()))
        throw certificates.unusable(
            other.line(),
            "the key in %s belongs to this certificate: it has to stand first"
                .formatted(keys.file()));
    throw keys.unusable(
        "this key does not belong to the certificate of %s in %s"
            .formatted(name(chain.getFirst()), certificates.file()));
  }

  private static void requireOrder(List<Placed> chain, PemFile certificates)
      throws UnusablePemException {
    for (int i = 1; i < chain.size(); i++)
      if (!isIssuer(chain.get(i).certificate(), chain.get(i - 1).certificate()))
        throw certificates.unusable(
            chain.get(i).line(),
            "%s did not issue the certificate before it, of %s, whose issuer is %s: each has to be followed by its issuer's"
                .formatted(
                    name(chain.get(i)),
                    name(chain.get(i - 1)),
                    chain.get(i - 1).certificate().getIssuerX500Principal()));
  }

  private static String name(Placed placed) {
    return placed.certificate().getSubjectX500Principal().toString();
  }

  private static boolean isIssuer(X509Certificate issuer, X509Certificate issued) {
    try {
      issued.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException no) {
      return false;
    }
  }

  private static boolean belongs(PrivateKey key, PublicKey open) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException otherType) {
      return false;
    }
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  Instant begins() {
    return certificate().getNotBefore().toInstant();
  }

  /// When the first of the chain ends: with it ends the whole.
  Instant ends() {
    return chain.stream()
        .map(it -> it.getNotAfter().toInstant())
        .min(Instant::compareTo)
        .orElseThrow();
  }

  KeyManager[] keyManagers() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry("server", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  /// Never shows the key.
  @Override
  public String toString() {
    return "ServerIdentity[" + certificate().getSubjectX500Principal() + "]";
  }
}
