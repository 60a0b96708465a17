package io.fumarole.server.oidc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the claims of a token make of somebody.
final class Claims {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_SUBJECT = 255;
  private static final int MOST_SHOWN = 20;

  private final OidcSettings settings;

  Claims(OidcSettings settings) {
    this.settings = settings;
  }

  Verdict judge(Map<String, Object> claims) {
    String subject = claims.get("sub") instanceof String it ? it : "";
    if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT)
      return new Verdict.Refused("the provider does not say who this is (claim 'sub')");
    List<String> found = at(claims, settings.rolesClaim());
    return role(found)
        .<Verdict>map(role -> new Verdict.Known(subject, name(claims, subject), role))
        .orElseGet(() -> new Verdict.Refused(without(found)));
  }

  private Optional<String> role(List<String> found) {
    return OidcSettings.ROLES.stream()
        .filter(
            role ->
                settings.roles().getOrDefault(role, List.of()).stream().anyMatch(found::contains))
        .findFirst();
  }

  private String without(List<String> found) {
    String held =
        found.isEmpty()
            ? "which is not there"
            : "which has " + found.stream().limit(MOST_SHOWN).map(Claims::plain).toList();
    return "your account has no role here: the server looked at the claim '%s', %s, and none of it stands in its settings (oidc.roles)"
        .formatted(settings.rolesClaim(), held);
  }

  /// The texts at a path; a claim may have a dot in its own name.
  private static List<String> at(Map<?, ?> claims, String path) {
    if (claims.containsKey(path)) return texts(claims.get(path));
    int dot = path.indexOf('.');
    if (dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner)
      return at(inner, path.substring(dot + 1));
    return List.of();
  }

  private static List<String> texts(Object value) {
    if (value instanceof String text) return List.of(text);
    if (!(value instanceof Collection<?> many)) return List.of();
    List<String> texts = new ArrayList<>();
    for (Object each : many) if (each instanceof String text) texts.add(text);
    return texts;
  }

  private static String name(Map<String, Object> claims, String subject) {
    for (String claim : List.of("preferred_username", "email", "name"))
      if (claims.get(claim) instanceof String text && !text.isBlank()) return plain(text);
    return plain(subject);
  }

  private static String plain(String text) {
    String line = text.strip().replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_NAME ? line : line.substring(0, LONGEST_NAME) + "…";
  }
}
