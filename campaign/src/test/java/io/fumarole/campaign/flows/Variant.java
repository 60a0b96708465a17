package io.fumarole.campaign.flows;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// One way in which every flow has to work.
///
/// @param scheme how both sides show themselves
/// @param repeats whether each answer gets lost once, so that the device sends its message again
record Variant(Form form, AuthScheme scheme, boolean repeats) {
  static Stream<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (Form form : List.of(Form.XML, Form.WBXML)) {
      for (AuthScheme scheme : AuthScheme.values()) {
        for (boolean repeats : List.of(false, true)) all.add(new Variant(form, scheme, repeats));
      }
    }
    return all.stream();
  }

  /// For questions that credentials have no part in.
  static Stream<Variant> encodings() {
    return all().filter(v -> v.scheme == AuthScheme.MD5 && !v.repeats);
  }

  @Override
  public String toString() {
    return form.encoding() + " " + scheme + (repeats ? " repeating" : "");
  }
}
