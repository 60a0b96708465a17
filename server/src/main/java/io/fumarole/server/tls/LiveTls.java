package io.fumarole.server.tls;

import io.fumarole.campaign.exchange.ShownCertificate;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/// The server's certificate as its files have it. They are read again and again, so that a renewed
/// certificate counts without a restart: for the next handshake; connections that stand go on. What
/// cannot be used is told, and the one before stays.
public final class LiveTls {
  /// How often the files are read.
  static final Duration EVERY = Duration.ofSeconds(10);

  /// Before its end a certificate is told about, once a day; one that lives for days only, in the
  /// last quarter of its life.
  private static final Duration SOON = Duration.ofDays(14);

  private static final int LAST_PART = 4;
  private static final Duration AGAIN = Duration.ofDays(1);

  private static final System.Logger LOG = System.getLogger(LiveTls.class.getName());

  /// Where the servlet container leaves what a peer showed.
  private static final String SHOWN = "jakarta.servlet.request.X509Certificate";

  private record Files(PemFile certificate, PemFile key, Optional<PemFile> clientCa) {
    static Files read(TlsSettings settings) throws IOException {
      return new Files(
          PemFile.read("tls.certificate", settings.certificate().orElseThrow()),
          PemFile.read("tls.key", settings.key().orElseThrow()),
          settings.clientCa().isPresent()
              ? Optional.of(PemFile.read("tls.clientCa", settings.clientCa().get()))
              : Optional.empty());
    }

    Optional<ClientTrust> trust() throws IOException {
      return clientCa.isPresent() ? Optional.of(ClientTrust.of(clientCa.get())) : Optional.empty();
    }
  }

  private final TlsSettings settings;
  private final SslContextFactory.Server factory = new SslContextFactory.Server();
  private final FailedHandshakes failed = new FailedHandshakes();
  private volatile ServerIdentity identity;
  private volatile Optional<ClientTrust> trust;
  private Files used;
  private Instant readNext;
  private Instant warnNext = Instant.MIN;
  private Optional<String> told = Optional.empty();
  private volatile boolean isStuck;

  private LiveTls(TlsSettings settings, Files files, ServerIdentity identity, Instant now)
      throws IOException {
    this.settings = settings;
    this.used = files;
    this.identity = identity;
    this.trust = files.trust();
    this.readNext = now.plus(EVERY);
    factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    factory.setRenegotiationAllowed(false);
    factory.setWantClientAuth(trust.isPresent());
    factory.setSslContext(context(identity, trust));
  }

  /// Reads the files for the first time.
  ///
  /// @throws UnusablePemException when they are no pair, saying why
  public static LiveTls open(TlsSettings settings, Instant now) throws IOException {
    Files files = Files.read(settings);
    var live =
        new LiveTls(settings, files, ServerIdentity.of(files.certificate(), files.key()), now);
    live.warn(now);
    return live;
  }

  private static SSLContext context(ServerIdentity identity, Optional<ClientTrust> trust)
      throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManager[] asking =
          trust.map(it -> new TrustManager[] {it.asking()}).orElse(new TrustManager[0]);
      context.init(identity.keyManagers(), asking, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new UnusablePemException("tls: Java cannot use this key: " + PemFile.firstLine(e));
    }
  }

  /// What the port's connections are made with, before they speak HTTP.
  public SslConnectionFactory connections() {
    var connections = new SslConnectionFactory(factory, HttpVersion.HTTP_1_1.asString());
    connections.addBean(failed);
    return connections;
  }

  /// How many peers made no connection, since the start.
  public long failedHandshakes() {
    return failed.count();
  }

  /// Takes a renewed certificate.
  ///
  /// @return 1 when it did
  public synchronized int refresh(Instant now) {
    if (now.isBefore(readNext)) return 0;
    readNext = now.plus(EVERY);
    boolean isTaken = read(now);
    warn(now);
    return isTaken ? 1 : 0;
  }

  private boolean read(Instant now) {
    try {
      Files files = Files.read(settings);
      boolean isSame = files.equals(used);
      if (!isSame) take(files, now);
      told = Optional.empty();
      isStuck = false;
      return !isSame;
    } catch (IOException unusable) {
      String words = String.valueOf(unusable.getMessage());
      if (!told.equals(Optional.of(words)))
        LOG.log(
            System.Logger.Level.WARNING,
            "the certificate in use, good until {0}, stays: {1}",
            identity.ends(),
            words);
      told = Optional.of(words);
      isStuck = true;
      return false;
    }
  }

  private void take(Files files, Instant now) throws IOException {
    ServerIdentity fresh = ServerIdentity.of(files.certificate(), files.key());
    if (!fresh.ends().isAfter(now) && identity.ends().isAfter(now))
      throw files.certificate().unusable("expired at " + fresh.ends());
    Optional<ClientTrust> freshTrust = files.trust();
    SSLContext context = context(fresh, freshTrust);
    try {
      factory.reload(it -> it.setSslContext(context));
    } catch (Exception e) {
      throw new UnusablePemException("tls: Jetty cannot use it: " + PemFile.firstLine(e));
    }
    identity = fresh;
    trust = freshTrust;
    used = files;
    warnNext = Instant.MIN;
    LOG.log(
        System.Logger.Level.INFO,
        "a renewed certificate is in use: subject={0} serial={1} expires={2}",
        fresh.certificate().getSubjectX500Principal(),
        fresh.certificate().getSerialNumber().toString(16),
        fresh.ends());
  }

  /// What the peer of a request showed when it connected, if it was asked.
  public Optional<ShownCertificate> shown(HttpServletRequest request) {
    boolean isShown = request.getAttribute(SHOWN) instanceof X509Certificate[] it && it.length > 0;
    return isShown
        ? trust.map(it -> it.shown(List.of((X509Certificate[]) request.getAttribute(SHOWN))))
        : Optional.empty();
  }

  /// When the certificate in use ends.
  public Instant expires() {
    return identity.ends();
  }

  /// Whether people should do something about it.
  public boolean isEnding(Instant now) {
    Duration life = Duration.between(identity.begins(), identity.ends());
    Duration early =
        life.dividedBy(LAST_PART).compareTo(SOON) < 0 ? life.dividedBy(LAST_PART) : SOON;
    return !now.isBefore(identity.ends().minus(early));
  }

  private void warn(Instant now) {
    boolean isEarly = now.isBefore(identity.begins());
    if (now.isBefore(warnNext) || !(isEarly || isEnding(now))) return;
    warnNext = now.plus(AGAIN);
    LOG.log(
        System.Logger.Level.WARNING,
        "the certificate in {0} {1}",
        used.certificate().file(),
        isEarly
            ? "is good from %s on only: devices refuse it until then".formatted(identity.begins())
            : words(now) + "; put a renewed one there, the server takes it by itself");
  }

  /// In words, for people.
  public String words(Instant now) {
    String words =
        identity.ends().isAfter(now)
            ? "expires at " + identity.ends()
            : "expired at " + identity.ends() + ": devices and browsers refuse it";
    return isStuck ? words + "; its files hold another that cannot be used: see the log" : words;
  }
}
