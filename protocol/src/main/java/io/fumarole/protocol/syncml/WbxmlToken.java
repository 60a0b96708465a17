package io.fumarole.protocol.syncml;

/// The global tokens, the same on every code page. Spec: WBXML 7.1, wbxml 1.1.
public final class WbxmlToken {
  public static final int SWITCH_PAGE = 0x00;
  public static final int END = 0x01;
  public static final int ENTITY = 0x02;
  public static final int STR_I = 0x03;
  public static final int LITERAL = 0x04;
  public static final int EXT_I_0 = 0x40;
  public static final int EXT_I_1 = 0x41;
  public static final int EXT_I_2 = 0x42;
  public static final int PI = 0x43;
  public static final int EXT_T_0 = 0x80;
  public static final int EXT_T_1 = 0x81;
  public static final int EXT_T_2 = 0x82;
  public static final int STR_T = 0x83;
  public static final int EXT_0 = 0xC0;
  public static final int EXT_1 = 0xC1;
  public static final int EXT_2 = 0xC2;
  public static final int OPAQUE = 0xC3;

  /// Bits 0 to 5 of a tag octet: which element of the page. Spec: WBXML 5.8.2.
  public static final int IDENTITY = 0x3F;

  public static final int HAS_CONTENT = 0x40;
  public static final int HAS_ATTRIBUTES = 0x80;

  private WbxmlToken() {}
}
