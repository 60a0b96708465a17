package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/// Decodes base64 that arrives in pieces cut anywhere; line breaks between are skipped. Spec:
/// syncml-dm 7, rule 8.
final class Base64Stream {
  private byte[] rest = new byte[0];
  private boolean padded;

  /// The octets that are complete with this piece; empty when it is no base64.
  Optional<byte[]> feed(Octets piece) {
    byte[] characters = joined(piece);
    int whole = characters.length - characters.length % 4;
    rest = Arrays.copyOfRange(characters, whole, characters.length);
    if (whole > 0 && padded) return Optional.empty();
    padded |= whole > 0 && characters[whole - 1] == '=';
    try {
      return Optional.of(Base64.getDecoder().decode(Arrays.copyOf(characters, whole)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /// Whether everything fed so far is decoded.
  boolean isComplete() {
    return rest.length == 0;
  }

  private byte[] joined(Octets piece) {
    var all = new ByteArrayOutputStream(rest.length + piece.length());
    all.writeBytes(rest);
    for (int index = 0; index < piece.length(); index++) {
      byte next = piece.at(index);
      boolean blank = next == ' ' || next == '\t' || next == '\r' || next == '\n';
      if (!blank) all.write(next);
    }
    return all.toByteArray();
  }
}
