package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.Event;
import java.time.Instant;
import java.util.Optional;

/// Something that happened, as the API shows it.
record EventView(Instant at, String device, Optional<String> deployment, String kind, String text) {
  static EventView of(Event event) {
    return new EventView(
        event.at(),
        event.device().value(),
        event.deployment().map(it -> it.value()),
        event.kind(),
        event.text());
  }
}
