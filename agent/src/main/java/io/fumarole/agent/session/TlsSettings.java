package io.fumarole.agent.session;

import io.fumarole.agent.config.AgentConfig.Tls;
import io.fumarole.agent.config.ConfigMistake;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// Whom the agent trusts, and how it shows who it is, from PEM files.
public final class TlsSettings {
  /// Certificate chains and keys have a few KiB.
  private static final int LARGEST_FILE = 1 << 20;

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "Ed25519");

  /// The key store lives in memory for a moment; its password protects nothing.
  private static final char[] NO_PASSWORD = new char[0];

  private TlsSettings() {}

  /// @throws ConfigMistake when a file is not what it should be
  public static SSLContext context(Tls tls) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(tls), trustManagers(tls), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigMistake("server.tls: the JDK cannot use it: " + e.getMessage());
    }
  }

  /// The first certificate in a file: the device's own.
  ///
  /// @throws ConfigMistake when there is none
  public static X509Certificate first(Path file) throws IOException {
    return (X509Certificate) certificates("certificate", file).iterator().next();
  }

  private static TrustManager[] trustManagers(Tls tls)
      throws IOException, GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (tls.ca().isEmpty()) {
      factory.init((KeyStore) null);
      return factory.getTrustManagers();
    }
    KeyStore pinned = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates("server.tls.ca", tls.ca().get()))
      pinned.setCertificateEntry("ca-" + number++, certificate);
    factory.init(pinned);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keyManagers(Tls tls) throws IOException, GeneralSecurityException {
    if (tls.certificate().isEmpty() || tls.key().isEmpty()) return new KeyManager[0];
    Collection<? extends Certificate> chain =
        certificates("server.tls.certificate", tls.certificate().get());
    KeyStore own = emptyStore();
    own.setKeyEntry(
        "device", privateKey(tls.key().get()), NO_PASSWORD, chain.toArray(Certificate[]::new));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }

  private static Collection<? extends Certificate> certificates(String key, Path file)
      throws IOException {
    try {
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(content(file)));
      if (!certificates.isEmpty()) return certificates;
    } catch (GeneralSecurityException e) {
      throw new ConfigMistake(key + " = " + file + ": must hold PEM certificates: " + words(e));
    }
    throw new ConfigMistake(key + " = " + file + ": must hold at least one PEM certificate");
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    Matcher pem = KEY.matcher(new String(content(file), java.nio.charset.StandardCharsets.UTF_8));
    if (pem.find()) {
      byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
      for (String type : KEY_TYPES) {
        Optional<PrivateKey> key = privateKey(type, encoded);
        if (key.isPresent()) return key.get();
      }
    }
    throw new ConfigMistake(
        "server.tls.key = "
            + file
            + ": must hold an unencrypted PKCS 8 key in PEM (BEGIN PRIVATE KEY), EC, RSA or"
            + " Ed25519");
  }

  private static Optional<PrivateKey> privateKey(String type, byte[] encoded) {
    try {
      return Optional.of(
          KeyFactory.getInstance(type).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
    } catch (GeneralSecurityException otherType) {
      return Optional.empty();
    }
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.size(file) > LARGEST_FILE)
      throw new ConfigMistake(file + ": is no PEM file, it has " + Files.size(file) + " octets");
    return Files.readAllBytes(file);
  }

  private static String words(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
