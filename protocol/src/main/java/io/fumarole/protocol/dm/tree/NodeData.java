package io.fumarole.protocol.dm.tree;

import io.fumarole.protocol.dm.Tnds;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.Base64;
import java.util.Optional;

/// What a command wants to put into a node: the format that its Meta names and the decoded octets.
/// Spec: TND 7.7.2, syncml-dm 7.
record NodeData(Format format, Octets octets) {
  /// Empty when the device cannot take it (415): an unknown format, base64 that is none, an
  /// embedded document.
  static Optional<NodeData> of(Meta meta, Optional<Data> data) {
    if (Tnds.isType(meta.type().orElse(""))) return Optional.empty();
    if (!(data.orElse(Data.empty()) instanceof Data.Value(var carried))) return Optional.empty();
    return Format.of(meta.format().orElse(Format.CHR.text()))
        .flatMap(format -> format == Format.B64 ? decoded(carried) : plain(format, carried));
  }

  private static Optional<NodeData> plain(Format format, Octets carried) {
    return Optional.of(new NodeData(format, carried));
  }

  /// Line breaks inside base64 are skipped: XML peers send them.
  private static Optional<NodeData> decoded(Octets carried) {
    String text = carried.utf8().replaceAll("[ \t\r\n]", "");
    try {
      return plain(Format.BIN, Octets.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
