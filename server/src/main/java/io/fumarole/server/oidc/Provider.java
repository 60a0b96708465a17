package io.fumarole.server.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// The provider as it describes itself, and its keys. It may be down: nobody waits long for it, and
/// who comes right after is told at once.
final class Provider {
  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 5_000;
  private static final int LARGEST_KEYS = 1 << 20;

  /// Its description is read again after this.
  private static final Duration KNOWN = Duration.ofHours(1);

  /// After a failure it is left alone for so long.
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /// Conversations with it at once.
  private static final int MOST_AT_ONCE = 16;

  /// Nothing that a client could have signed with what it shares with the provider.
  static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final System.Logger LOG = System.getLogger(Provider.class.getName());

  /// It cannot be asked now; the message says why.
  static final class DownException extends Exception {
    private static final long serialVersionUID = 1;

    private final String words;

    DownException(String words) {
      super(words);
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /// @param keys fetched when they are needed, kept, and fetched again for a key that is new
  record Described(OIDCProviderMetadata metadata, JWKSource<SecurityContext> keys, Instant read) {}

  private final Issuer issuer;
  private final Optional<SSLSocketFactory> tls;
  private final InstantSource clock;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);
  private volatile Optional<Described> described = Optional.empty();
  private volatile Instant tryNext = Instant.MIN;
  private volatile String trouble = "";

  Provider(Issuer issuer, Optional<SSLSocketFactory> tls, InstantSource clock) {
    this.issuer = issuer;
    this.tls = tls;
    this.clock = clock;
  }

  Described described() throws DownException {
    Instant now = clock.instant();
    Optional<Described> known = described;
    if (known.isPresent() && now.isBefore(known.get().read().plus(KNOWN))) return known.get();
    if (now.isBefore(tryNext)) return known.orElseThrow(() -> new DownException(trouble));
    try {
      Described fresh = describe(known, now);
      described = Optional.of(fresh);
      return fresh;
    } catch (DownException down) {
      failed(down.words());
      if (known.isPresent()) return known.get();
      throw down;
    }
  }

  private Described describe(Optional<Described> known, Instant now) throws DownException {
    OIDCProviderMetadata metadata = within(this::discover);
    boolean isSame =
        known
            .filter(it -> it.metadata().getJWKSetURI().equals(metadata.getJWKSetURI()))
            .isPresent();
    return new Described(metadata, isSame ? known.get().keys() : keys(metadata), now);
  }

  private OIDCProviderMetadata discover() throws IOException, GeneralException {
    return OIDCProviderMetadata.resolve(issuer, this::bounded);
  }

  private JWKSource<SecurityContext> keys(OIDCProviderMetadata metadata) throws DownException {
    try {
      var retriever =
          new DefaultResourceRetriever(
              CONNECT_MILLIS, READ_MILLIS, LARGEST_KEYS, true, socketFactory());
      return JWKSourceBuilder.create(metadata.getJWKSetURI().toURL(), retriever)
          .rateLimited(PAUSE.toMillis())
          .outageTolerant(KNOWN.toMillis())
          .build();
    } catch (IOException | IllegalArgumentException e) {
      throw new DownException("its jwks_uri is no address: " + e.getMessage());
    }
  }

  private @Nullable SSLSocketFactory socketFactory() {
    return tls.orElse(null);
  }

  private void bounded(HTTPRequest request) {
    request.setConnectTimeout(CONNECT_MILLIS);
    request.setReadTimeout(READ_MILLIS);
    request.setFollowRedirects(false);
    tls.ifPresent(request::setSSLSocketFactory);
  }

  HTTPResponse send(HTTPRequest request) throws DownException {
    bounded(request);
    return within(request::send);
  }

  private interface Asking<T> {
    T ask() throws IOException, GeneralException;
  }

  private <T> T within(Asking<T> asking) throws DownException {
    if (!places.tryAcquire())
      throw new DownException("too many are signing in at once: try again in a moment");
    try {
      return asking.ask();
    } catch (IOException | GeneralException e) {
      throw new DownException(
          "the provider %s does not answer as it should: %s".formatted(issuer, words(e)));
    } finally {
      places.release();
    }
  }

  /// The name alone is all that an unknown host's exception says.
  private static String words(Exception e) {
    if (e instanceof UnknownHostException || e.getCause() instanceof UnknownHostException)
      return "its host is not known here";
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private void failed(String words) {
    if (!words.equals(trouble)) LOG.log(System.Logger.Level.WARNING, "{0}", words);
    trouble = words;
    tryNext = clock.instant().plus(PAUSE);
  }
}
