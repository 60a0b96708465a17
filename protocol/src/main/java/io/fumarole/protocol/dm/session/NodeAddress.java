package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.syncml.StatusCode.INCOMPLETE;
import static io.fumarole.protocol.syncml.StatusCode.NOT_FOUND;
import static io.fumarole.protocol.syncml.StatusCode.URI_TOO_LONG;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;

/// A LocURI as a server writes it: `./A/B`, or `./A/B?list=Struct`. Spec: TND 5, syncml-dm 10.
record NodeAddress(DmUri uri, Optional<String> query) {
  private static final int LONGEST = 1_024;

  static Optional<NodeAddress> parse(String locUri) {
    int mark = locUri.indexOf('?');
    Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(locUri.substring(mark + 1));
    return DmUri.parse(mark < 0 ? locUri : locUri.substring(0, mark))
        .map(uri -> new NodeAddress(uri, query));
  }

  /// What to answer to a LocURI that [#parse] does not take.
  static StatusCode refusal(Optional<String> locUri) {
    if (locUri.isEmpty()) return INCOMPLETE;
    return locUri.get().length() > LONGEST ? URI_TOO_LONG : NOT_FOUND;
  }

  /// Whether it asks for a subtree, whose nodes then name themselves in the Results.
  boolean isList() {
    return query.filter(text -> text.startsWith("list=")).isPresent();
  }
}
