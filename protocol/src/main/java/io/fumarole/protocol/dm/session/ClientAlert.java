package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Item;
import java.util.List;
import java.util.Optional;

/// An alert that the device has for its server: a generic alert (1226) or a client event (1224).
///
/// @param id the device's own name for it, never on the wire
public record ClientAlert(
    String id, String code, Optional<Correlator> correlator, List<Item> items) {
  public ClientAlert {
    items = List.copyOf(items);
  }

  Command command() {
    return new Command.Alert(ClientOutbox.UNNUMBERED, code, correlator, items);
  }
}
