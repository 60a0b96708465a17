package io.fumarole.server.oidc;

/// What a token, or a sign-in at the provider, turned out to be.
public sealed interface Verdict {
  /// @param subject who it is, the same for ever
  /// @param name for people; the provider lets them change it
  /// @param role in a word
  record Known(String subject, String name, String role) implements Verdict {}

  /// @param words for whoever tried
  record Refused(String words) implements Verdict {}

  /// The provider does not answer, or not as it should.
  record Unavailable(String words) implements Verdict {}
}
