package io.fumarole.protocol.dm.provisioning;

import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Characteristic;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Entry;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Parm;
import io.fumarole.protocol.dm.provisioning.ProvisioningEvents.Event;
import io.fumarole.protocol.syncml.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// From elements to a document. Elements that are neither characteristic nor parm are skipped, and
/// so is a parm outside a characteristic or without a name.
final class ProvisioningParser {
  private final ProvisioningEvents events;
  private int elements;

  ProvisioningParser(ProvisioningEvents events) {
    this.events = events;
  }

  ProvisioningDocument document() throws MalformedMessageException {
    if (!(events.next() instanceof Event.Start(var name, var attributes)))
      throw events.malformed("Document without a root element");
    if (!name.equals(Tokens.ROOT_NAME))
      throw events.malformed("Root " + name + " is not " + Tokens.ROOT_NAME);
    List<Characteristic> found = new ArrayList<>();
    for (Entry entry : entries(1)) {
      if (entry instanceof Characteristic characteristic) found.add(characteristic);
    }
    return new ProvisioningDocument(Optional.ofNullable(attributes.get("version")), found);
  }

  /// What stands in an element up to its end.
  private List<Entry> entries(int depth) throws MalformedMessageException {
    if (depth > ProvisioningLimits.MOST_DEPTH)
      throw events.malformed("More than " + ProvisioningLimits.MOST_DEPTH + " levels");
    List<Entry> found = new ArrayList<>();
    while (events.next() instanceof Event.Start(var name, var attributes)) {
      if (++elements > ProvisioningLimits.MOST_ELEMENTS)
        throw events.malformed("More than " + ProvisioningLimits.MOST_ELEMENTS + " elements");
      List<Entry> inside = entries(depth + 1);
      entry(name, attributes, inside).ifPresent(found::add);
    }
    return found;
  }

  private static Optional<Entry> entry(
      String name, Map<String, String> attributes, List<Entry> inside) {
    return switch (name) {
      case Tokens.CHARACTERISTIC_NAME ->
          Optional.of(new Characteristic(attributes.getOrDefault("type", ""), inside));
      case Tokens.PARM_NAME ->
          Optional.ofNullable(attributes.get("name"))
              .map(it -> new Parm(it, Optional.ofNullable(attributes.get("value"))));
      default -> Optional.empty();
    };
  }
}
