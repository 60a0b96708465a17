package io.fumarole.server;

import io.fumarole.server.lab.ConformanceRoom;
import io.fumarole.server.lab.RehearsalRoom;
import io.fumarole.server.rest.SessionScript;
import java.util.Optional;

/// What whoever starts the server brings along: parts that stand above it, and that it knows only
/// by what they do for it.
///
/// @param script writes sessions down for those who want to play them again
/// @param rehearsals plays campaigns before they are started
/// @param conformance judges devices
public record Brought(
    Optional<SessionScript> script,
    Optional<RehearsalRoom> rehearsals,
    Optional<ConformanceRoom> conformance) {
  public static final Brought NOTHING =
      new Brought(Optional.empty(), Optional.empty(), Optional.empty());

  public Brought withScript(SessionScript value) {
    return new Brought(Optional.of(value), rehearsals, conformance);
  }

  public Brought withRehearsals(RehearsalRoom value) {
    return new Brought(script, Optional.of(value), conformance);
  }

  public Brought withConformance(ConformanceRoom value) {
    return new Brought(script, rehearsals, Optional.of(value));
  }
}
