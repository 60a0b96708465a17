package io.fumarole.protocol.dm.provisioning;

/// The bounds of a provisioning document.
final class ProvisioningLimits {
  /// A message of 255 SMS holds half of it.
  static final int MOST_OCTETS = 64 * 1_024;

  /// A document for an account and its connections has less than a hundred.
  static final int MOST_ELEMENTS = 2_000;

  /// The standard's documents nest four deep.
  static final int MOST_DEPTH = 16;

  /// `name`, `value`, `type` and `version`; XML may add namespaces.
  static final int MOST_ATTRIBUTES = 16;

  /// As in the tree; a URI is far shorter.
  static final int LONGEST_VALUE = 4_096;

  private ProvisioningLimits() {}
}
