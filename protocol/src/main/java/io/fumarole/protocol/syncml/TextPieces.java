package io.fumarole.protocol.syncml;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// Puts together the pieces of text in one element. A character may be split between two of them,
/// so that they are joined as octets. Nearly always there is one piece, and no copy. Spec: wbxml 8.
final class TextPieces {
  private Octets first = Octets.EMPTY;
  private @Nullable ByteArrayOutputStream joined;
  private boolean opaque;

  void add(Octets piece, boolean isOpaque) {
    opaque |= isOpaque;
    if (joined != null) {
      joined.writeBytes(piece.unshared());
    } else if (first.length() == 0) {
      first = piece;
    } else {
      joined = new ByteArrayOutputStream(first.length() + piece.length());
      joined.writeBytes(first.unshared());
      joined.writeBytes(piece.unshared());
    }
  }

  int length() {
    return joined == null ? first.length() : joined.size();
  }

  /// Whether a piece came as OPAQUE.
  boolean opaque() {
    return opaque;
  }

  Octets octets() {
    return joined == null ? first : Octets.wrap(joined.toByteArray());
  }
}
