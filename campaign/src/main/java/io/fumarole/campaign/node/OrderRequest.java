package io.fumarole.campaign.node;

/// What an operator wants of a device in its next session, beside updates.
public sealed interface OrderRequest permits NodeRequest, UserQuestion {
  /// Whether it may be sent once more when nobody knows whether it was done.
  boolean isRepeatable();

  /// For people.
  String words();
}
