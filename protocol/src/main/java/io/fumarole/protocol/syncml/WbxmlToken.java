package io.fumarole.protocol.syncml;

/// The global tokens, the same on every code page. Spec: WBXML 7.1, wbxml 1.1.
final class WbxmlToken {
  static final int SWITCH_PAGE = 0x00;
  static final int END = 0x01;
  static final int ENTITY = 0x02;
  static final int STR_I = 0x03;
  static final int LITERAL = 0x04;
  static final int EXT_I_0 = 0x40;
  static final int EXT_I_1 = 0x41;
  static final int EXT_I_2 = 0x42;
  static final int PI = 0x43;
  static final int EXT_T_0 = 0x80;
  static final int EXT_T_1 = 0x81;
  static final int EXT_T_2 = 0x82;
  static final int STR_T = 0x83;
  static final int EXT_0 = 0xC0;
  static final int EXT_1 = 0xC1;
  static final int EXT_2 = 0xC2;
  static final int OPAQUE = 0xC3;

  /// Bits 0 to 5 of a tag octet: which element of the page. Spec: WBXML 5.8.2.
  static final int IDENTITY = 0x3F;

  static final int HAS_CONTENT = 0x40;
  static final int HAS_ATTRIBUTES = 0x80;

  private WbxmlToken() {}
}
