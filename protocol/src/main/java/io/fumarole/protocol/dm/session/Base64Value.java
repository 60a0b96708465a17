package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.Base64;

/// A value as it is meant: `b64` says how it travels, not what it is. Spec: syncml-dm 7.
final class Base64Value {
  private Base64Value() {}

  /// What is no base64 stays as it came: some clients name a Format that they do not keep to.
  static Data decoded(Meta meta, Data data) {
    boolean isBase64 = meta.format().map(String::strip).filter("b64"::equalsIgnoreCase).isPresent();
    if (!isBase64 || !(data instanceof Data.Value(var octets))) return data;
    try {
      // Base64 broken into lines is base64 too.
      String text = octets.utf8().replaceAll("\\s", "");
      return Data.octets(Octets.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException noBase64) {
      return data;
    }
  }
}
