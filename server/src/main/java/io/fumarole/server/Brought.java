package io.fumarole.server;

import io.fumarole.server.lab.RehearsalRoom;
import io.fumarole.server.rest.SessionScript;
import java.util.Optional;

/// What whoever starts the server brings along: parts that stand above it, and that it knows only
/// by what they do for it.
///
/// @param script writes sessions down for those who want to play them again
/// @param rehearsals plays campaigns before they are started
public record Brought(Optional<SessionScript> script, Optional<RehearsalRoom> rehearsals) {
  public static final Brought NOTHING = new Brought(Optional.empty(), Optional.empty());

  public Brought withScript(SessionScript value) {
    return new Brought(Optional.of(value), rehearsals);
  }

  public Brought withRehearsals(RehearsalRoom value) {
    return new Brought(script, Optional.of(value));
  }
}
