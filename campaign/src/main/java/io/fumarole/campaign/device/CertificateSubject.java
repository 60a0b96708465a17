package io.fumarole.campaign.device;

import javax.security.auth.x500.X500Principal;

/// The name in the certificate that a device has to show when it connects. The name is bound, and
/// not the certificate: a device that renews its certificate keeps the name, and a fingerprint
/// would shut it out until somebody has bound the new one. The price is that the authority must
/// give a name to one device only. Two texts of the same name are the same. Spec: RFC 5280 7.1.
public record CertificateSubject(X500Principal name) {
  private static final int LONGEST = 1_000;

  public CertificateSubject {
    if (name.getName().isEmpty())
      throw new IllegalArgumentException("a certificate without a subject cannot be bound");
  }

  /// @throws IllegalArgumentException saying what is no name
  public static CertificateSubject parse(String text) {
    if (text.isBlank() || text.length() > LONGEST)
      throw new IllegalArgumentException(
          "a subject has 1 to %d characters, such as CN=device-7, O=Example".formatted(LONGEST));
    try {
      return new CertificateSubject(new X500Principal(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is no subject such as CN=device-7, O=Example".formatted(text), e);
    }
  }

  /// As it is stored: whatever is in the name can be read again. Spec: RFC 2253.
  public String text() {
    return name.getName(X500Principal.RFC2253);
  }

  /// For people.
  @Override
  public String toString() {
    return name.toString();
  }
}
