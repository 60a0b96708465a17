package io.fumarole.lab.simulation;

/// Whoever runs here is gone: its process was killed, or the simulation is over.
final class Killed extends Error {
  Killed() {
    super("killed");
  }
}
