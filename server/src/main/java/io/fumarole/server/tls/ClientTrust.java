package io.fumarole.server.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fumarole.campaign.exchange.ShownCertificate;
import io.fumarole.server.tls.PemFile.Placed;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;

/// Who vouches for the certificates of devices. What a peer shows is not judged in the handshake,
/// which only proves that it has the key, but where its device is known: a handshake that fails
/// leaves nothing that an operator could look at, and a browser with a certificate of another
/// authority would not get in.
final class ClientTrust {
  /// Devices that talk at present: each is judged once, and again after a while, as certificates
  /// end.
  private static final int MOST = 4_096;

  private static final Duration KEPT = Duration.ofMinutes(10);

  private final List<X509Certificate> authorities;
  private final X509TrustManager judge;
  private final Cache<List<X509Certificate>, ShownCertificate> judged =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  private ClientTrust(List<X509Certificate> authorities, X509TrustManager judge) {
    this.authorities = List.copyOf(authorities);
    this.judge = judge;
  }

  /// For connections to a peer that the authorities in a file vouch for, and nobody else.
  static SSLSocketFactory connecting(PemFile ca) throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {of(ca).judge}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw ca.unusable("Java cannot use it: " + PemFile.firstLine(e));
    }
  }

  static ClientTrust of(PemFile ca) throws IOException {
    List<X509Certificate> authorities =
        ca.certificates().stream().map(Placed::certificate).toList();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      for (X509Certificate each : authorities)
        store.setCertificateEntry("ca-" + store.size(), each);
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      for (TrustManager manager : factory.getTrustManagers())
        if (manager instanceof X509TrustManager judge) return new ClientTrust(authorities, judge);
      throw new IllegalStateException("every JDK judges X.509");
    } catch (GeneralSecurityException e) {
      throw ca.unusable("Java cannot use it: " + PemFile.firstLine(e));
    }
  }

  ShownCertificate shown(List<X509Certificate> chain) {
    return judged.get(chain, this::judge);
  }

  private ShownCertificate judge(List<X509Certificate> chain) {
    X509Certificate own = chain.getFirst();
    return new ShownCertificate(own.getSubjectX500Principal(), sha256(own), distrust(chain));
  }

  private Optional<String> distrust(List<X509Certificate> chain) {
    try {
      judge.checkClientTrusted(chain.toArray(X509Certificate[]::new), "UNKNOWN");
      return Optional.empty();
    } catch (CertificateException e) {
      Throwable cause = e;
      while (cause.getCause() != null) cause = cause.getCause();
      return Optional.of(String.valueOf(cause.getMessage()));
    }
  }

  private static String sha256(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }

  /// For the handshake: names the authorities, so that a browser that has no certificate of theirs
  /// does not ask its user for one.
  TrustManager asking() {
    return new Asking(authorities);
  }

  private static final class Asking extends X509ExtendedTrustManager {
    private final List<X509Certificate> authorities;

    Asking(List<X509Certificate> authorities) {
      this.authorities = authorities;
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return authorities.toArray(X509Certificate[]::new);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw neverClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw neverClient();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw neverClient();
    }

    private static CertificateException neverClient() {
      return new CertificateException("this context is for the server's port alone");
    }
  }
}
