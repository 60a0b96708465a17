package io.fumarole.protocol.dm.tree;

/// The bounds of a tree; beyond them a command is answered with 420 or 413.
///
/// @param nodes most nodes, which bounds what a server can make the device store
/// @param valueOctets largest value of one leaf; packages do not live in the tree
public record TreeLimits(int nodes, int valueOctets) {
  /// Far above the few hundred nodes of devices in the field.
  public static final TreeLimits DEFAULT = new TreeLimits(10_000, 1 << 20);

  /// Longest `Title` in octets. Spec: TND 7.7.6.
  static final int TITLE_OCTETS = 255;
}
