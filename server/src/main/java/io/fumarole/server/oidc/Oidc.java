package io.fumarole.server.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ErrorObject;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import io.fumarole.server.Hmac;
import io.fumarole.server.oidc.Provider.Described;
import io.fumarole.server.oidc.Provider.DownException;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;

/// Signing in at the provider by authorization code with PKCE, and the provider's access tokens at
/// our API. Spec: OpenID Connect Core 3.1, RFC 7636, RFC 9068, RFC 9207.
public final class Oidc {
  /// Below the server's address: where the provider sends browsers back to.
  public static final String CALLBACK = "/oidc/callback";

  /// Clocks differ by so much at most.
  private static final int SKEW_SECONDS = 60;

  private final OidcSettings settings;
  private final Provider provider;
  private final Claims claims;
  private final Issuer issuer;
  private final ClientID client;
  private final URI home;
  private final URI callback;
  private final Hmac key;

  /// @param url where browsers reach the server
  /// @param key of the server's own, for what comes back
  public Oidc(
      OidcSettings settings,
      String url,
      Hmac key,
      Optional<SSLSocketFactory> tls,
      InstantSource clock) {
    this.settings = settings;
    this.issuer = new Issuer(settings.issuer().orElseThrow());
    this.provider = new Provider(issuer, tls, clock);
    this.claims = new Claims(settings);
    this.client = new ClientID(settings.clientId());
    this.home = URI.create(url + "/");
    this.callback = URI.create(url + CALLBACK);
    this.key = key;
  }

  /// For people.
  public String name() {
    return settings.name();
  }

  /// Where a browser is sent, or why it cannot be.
  public sealed interface Begun {
    record Sent(URI to) implements Begun {}

    record Unavailable(String words) implements Begun {}
  }

  Begun begin(Attempt attempt) {
    try {
      Scope scope = new Scope("openid");
      settings.scopes().forEach(scope::add);
      return new Begun.Sent(
          new AuthenticationRequest.Builder(new ResponseType("code"), scope, client, callback)
              .endpointURI(provider.described().metadata().getAuthorizationEndpointURI())
              .state(attempt.asState())
              .nonce(attempt.nonce(key))
              .codeChallenge(attempt.verifier(key), CodeChallengeMethod.S256)
              .build()
              .toURI());
    } catch (DownException down) {
      return new Begun.Unavailable(down.words());
    }
  }

  /// Who has come back.
  ///
  /// @param query with which the provider sent the browser back
  Verdict finish(Attempt attempt, String query) {
    try {
      Described described = provider.described();
      AuthenticationResponse response =
          AuthenticationResponseParser.parse(URI.create(callback + "?" + query));
      // Another provider's answer must not be taken to this one. Spec: RFC 9207 2.4.
      if (response.getIssuer() != null && !issuer.equals(response.getIssuer()))
        return new Verdict.Refused("the answer is of another provider");
      if (!response.indicatesSuccess())
        return new Verdict.Refused(
            "the provider says: " + words(response.toErrorResponse().getErrorObject()));
      AuthorizationCode code = response.toSuccessResponse().getAuthorizationCode();
      if (code == null) return new Verdict.Refused("the provider sent no code");
      return exchange(described, attempt, code);
    } catch (ParseException | IllegalArgumentException e) {
      return new Verdict.Refused("this is no answer of the provider");
    } catch (DownException down) {
      return new Verdict.Unavailable(down.words());
    }
  }

  private Verdict exchange(Described described, Attempt attempt, AuthorizationCode code)
      throws DownException {
    var grant = new AuthorizationCodeGrant(code, callback, attempt.verifier(key));
    URI endpoint = described.metadata().getTokenEndpointURI();
    TokenRequest request =
        settings.clientSecret().isEmpty()
            ? new TokenRequest.Builder(endpoint, client, grant).build()
            : new TokenRequest.Builder(
                    endpoint,
                    new ClientSecretBasic(client, new Secret(settings.clientSecret())),
                    grant)
                .build();
    try {
      TokenResponse response =
          OIDCTokenResponseParser.parse(provider.send(request.toHTTPRequest()));
      if (response instanceof OIDCTokenResponse tokens)
        return identify(described, attempt, tokens.getOIDCTokens().getIDToken());
      return new Verdict.Refused(
          "the provider does not take the code: "
              + words(response.toErrorResponse().getErrorObject()));
    } catch (ParseException e) {
      return new Verdict.Unavailable("the provider's answer cannot be read: " + e.getMessage());
    }
  }

  private Verdict identify(Described described, Attempt attempt, JWT token) {
    var validator =
        new IDTokenValidator(
            issuer,
            client,
            new JWSVerificationKeySelector<SecurityContext>(Provider.ALGORITHMS, described.keys()),
            null);
    validator.setMaxClockSkew(SKEW_SECONDS);
    try {
      validator.validate(token, attempt.nonce(key));
      return claims.judge(token.getJWTClaimsSet().getClaims());
    } catch (RateLimitReachedException e) {
      return new Verdict.Refused(
          "the provider's token does not count: its key is none of those that the provider showed some seconds ago");
    } catch (KeySourceException e) {
      return new Verdict.Unavailable("the provider's keys cannot be had: " + e.getMessage());
    } catch (BadJOSEException | JOSEException e) {
      return new Verdict.Refused("the provider's token does not count: " + e.getMessage());
    } catch (java.text.ParseException e) {
      return new Verdict.Refused("the provider's token cannot be read");
    }
  }

  private static String words(ErrorObject error) {
    if (error == null) return "no reason";
    String described = error.getDescription() == null ? "" : " (" + error.getDescription() + ")";
    return error.getCode() + described;
  }

  /// Whether a token may be one of the provider: only then it is asked about.
  public static boolean isJwt(String token) {
    return token.startsWith("eyJ") && token.chars().filter(it -> it == '.').count() == 2;
  }

  /// Whose access token this is.
  public Verdict bearer(String token) {
    if (settings.audience().isEmpty())
      return new Verdict.Refused(
          "tokens of the provider are not taken: the setting oidc.audience says for whom they are");
    try {
      SignedJWT signed = SignedJWT.parse(token);
      JWTClaimsSet claimsSet = processor(provider.described()).process(signed, null);
      return claims.judge(claimsSet.getClaims());
    } catch (java.text.ParseException e) {
      return new Verdict.Refused("the token is no signed JWT");
    } catch (RateLimitReachedException e) {
      return new Verdict.Refused(
          "the provider's token does not count: its key is none of those that the provider showed some seconds ago");
    } catch (KeySourceException e) {
      return new Verdict.Unavailable("the provider's keys cannot be had: " + e.getMessage());
    } catch (BadJOSEException | JOSEException e) {
      return new Verdict.Refused("the provider's token does not count: " + e.getMessage());
    } catch (DownException down) {
      return new Verdict.Unavailable(down.words());
    }
  }

  private DefaultJWTProcessor<SecurityContext> processor(Described described) {
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(issuer.getValue()).build(),
            Set.of("sub", "exp"));
    verifier.setMaxClockSkew(SKEW_SECONDS);
    var processor = new DefaultJWTProcessor<SecurityContext>();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            new JOSEObjectType("at+jwt"), JOSEObjectType.JWT, null));
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(Provider.ALGORITHMS, described.keys()));
    processor.setJWTClaimsSetVerifier(verifier);
    return processor;
  }

  /// Where a browser goes to sign out at the provider, too, where that is offered.
  public Optional<URI> signOut() {
    try {
      return Optional.ofNullable(provider.described().metadata().getEndSessionEndpointURI())
          .map(it -> new LogoutRequest(it, null, null, client, home, null, null).toURI());
    } catch (DownException down) {
      return Optional.empty();
    }
  }
}
