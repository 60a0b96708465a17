package io.fumarole.agent.disk;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// One of the two places for a firmware: the device runs from one while the other takes the update.
public enum Slot {
  A,
  B;

  public Slot other() {
    return this == A ? B : A;
  }

  /// The name of the slot's directory, and of the boot argument.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Slot> parse(String label) {
    return Arrays.stream(values()).filter(slot -> slot.label().equals(label)).findFirst();
  }
}
