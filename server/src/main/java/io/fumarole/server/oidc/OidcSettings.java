package io.fumarole.server.oidc;

import com.typesafe.config.Config;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The OpenID provider where people sign in.
///
/// @param issuer its address, as its tokens name it; empty: there is none
/// @param clientId who we are to it
/// @param clientSecret empty: it asks for none (PKCE proves who has begun)
/// @param name of the provider, for people
/// @param scopes that are asked for besides `openid`
/// @param rolesClaim where the tokens say what somebody is: a name, or names with dots between
/// @param roles what has to stand there, by the role that it gives, the first that fits
/// @param audience what access tokens for our API say; empty: none is taken
/// @param ca whom to trust as the provider, PEM; empty: whom Java trusts
public record OidcSettings(
    Optional<URI> issuer,
    String clientId,
    String clientSecret,
    String name,
    List<String> scopes,
    String rolesClaim,
    Map<String, List<String>> roles,
    String audience,
    Optional<Path> ca) {
  /// Who has more than one is the first.
  static final List<String> ROLES = List.of("admin", "operator", "approver", "viewer");

  public OidcSettings {
    scopes = List.copyOf(scopes);
    roles = Map.copyOf(roles);
    issuer.ifPresent(OidcSettings::requireSafe);
    if (issuer.isPresent() && clientId.isBlank())
      throw new IllegalArgumentException("oidc.clientId is missing: the provider gives one");
    if (rolesClaim.isBlank())
      throw new IllegalArgumentException("oidc.rolesClaim is blank: say 'groups', for instance");
    if (!audience.isEmpty() && audience.equals(clientId))
      throw new IllegalArgumentException(
          "oidc.audience must not be oidc.clientId: the tokens that tell who has signed in would open the API");
  }

  private static void requireSafe(URI issuer) {
    boolean isHere = "127.0.0.1".equals(issuer.getHost()) || "localhost".equals(issuer.getHost());
    boolean isSafe =
        "https".equals(issuer.getScheme()) || (isHere && "http".equals(issuer.getScheme()));
    if (!isSafe || issuer.getHost() == null || issuer.getQuery() != null)
      throw new IllegalArgumentException(
          "oidc.issuer is an https address without query, not '%s'".formatted(issuer));
  }

  public boolean isSet() {
    return issuer.isPresent();
  }

  public static final String DEFAULTS =
      """
      oidc {
        issuer = ""
        clientId = ""
        clientSecret = ""
        name = "single sign-on"
        scopes = ["profile", "email"]
        rolesClaim = "roles"
        roles { admin = [], operator = [], approver = [], viewer = [] }
        audience = ""
        ca = ""
      }
      """;

  /// @param part the part `oidc` of a configuration, whole
  public static OidcSettings from(Config part) {
    Map<String, List<String>> roles = new HashMap<>();
    for (String role : ROLES) roles.put(role, part.getStringList("roles." + role));
    return new OidcSettings(
        Optional.of(part.getString("issuer")).filter(it -> !it.isBlank()).map(OidcSettings::uri),
        part.getString("clientId"),
        part.getString("clientSecret"),
        part.getString("name"),
        part.getStringList("scopes"),
        part.getString("rolesClaim"),
        roles,
        part.getString("audience"),
        Optional.of(part.getString("ca")).filter(it -> !it.isBlank()).map(Path::of));
  }

  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("oidc.issuer is no address: '" + text + "'", e);
    }
  }

  /// The same as a configuration says it.
  public Map<String, Object> asMap() {
    Map<String, Object> all = new HashMap<>();
    all.put("oidc.issuer", issuer.map(URI::toString).orElse(""));
    all.put("oidc.clientId", clientId);
    all.put("oidc.clientSecret", clientSecret);
    all.put("oidc.name", name);
    all.put("oidc.scopes", scopes);
    all.put("oidc.rolesClaim", rolesClaim);
    roles.forEach((role, values) -> all.put("oidc.roles." + role, values));
    all.put("oidc.audience", audience);
    all.put("oidc.ca", ca.map(Path::toString).orElse(""));
    return all;
  }

  /// Never shows the secret.
  @Override
  public String toString() {
    return "OidcSettings[" + issuer.map(URI::toString).orElse("") + "]";
  }
}
