package io.fumarole.protocol.testing;

import io.fumarole.protocol.syncml.Octets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// WBXML as people write it down: hexadecimal octets and quoted text, such as `71 03 "1.2" 00 01`.
public final class WbxmlText {
  private static final Pattern PIECE = Pattern.compile("\"([^\"]*)\"|([0-9A-Fa-f]{2})");

  private WbxmlText() {}

  public static Octets octets(String text) {
    var hex = new StringBuilder();
    Matcher pieces = PIECE.matcher(text);
    while (pieces.find()) {
      if (pieces.group(1) != null) hex.append(Octets.utf8(pieces.group(1)).toHex());
      else hex.append(pieces.group(2));
    }
    return Octets.hex(hex.toString());
  }
}
