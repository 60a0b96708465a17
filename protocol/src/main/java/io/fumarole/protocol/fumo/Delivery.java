package io.fumarole.protocol.fumo;

/// How a package reaches the device.
public enum Delivery {
  /// Replace of `Update/PkgData`.
  DM,
  /// `PkgURL` is the package.
  DIRECT,
  /// `PkgURL` is an OMA DL descriptor that leads to the package.
  DESCRIPTOR
}
