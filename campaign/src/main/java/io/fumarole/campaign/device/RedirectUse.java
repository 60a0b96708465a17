package io.fumarole.campaign.device;

/// What the devices of a profile make of a download's address that leads to another. Spec: dlota
/// 5d.
public enum RedirectUse {
  /// Not known, or nothing: all octets come from the server itself.
  NONE,
  /// They follow it: the octets may come from the store where they are kept.
  FOLLOWED
}
