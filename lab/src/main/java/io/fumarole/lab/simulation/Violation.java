package io.fumarole.lab.simulation;

import java.util.function.Supplier;

/// An invariant does not hold. An error, so that no part that is simulated can catch it.
final class Violation extends Error {
  private final Invariant invariant;

  Violation(Invariant invariant, String what) {
    super(what);
    this.invariant = invariant;
  }

  Invariant invariant() {
    return invariant;
  }

  static void unless(boolean holds, Invariant invariant, Supplier<String> what) {
    if (!holds) throw new Violation(invariant, what.get());
  }
}
