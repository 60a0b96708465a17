package io.fumarole.protocol.syncml;

/// An element of an embedded document with its WBXML token.
sealed interface DocumentTag permits DdfTag, DevInfTag {
  int token();

  /// The name as documents and tools spell it.
  String spec();
}
