package io.fumarole.campaign.device;

/// Of which devices of a profile a certificate is wanted.
public enum CertificateUse {
  /// Of those that one is bound to.
  BOUND,
  /// Of all: a device without a bound one is refused.
  REQUIRED
}
