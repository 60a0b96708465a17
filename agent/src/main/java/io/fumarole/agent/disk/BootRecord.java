package io.fumarole.agent.disk;

import java.util.Optional;

/// What the boot loader decides by: one file, replaced in one step.
///
/// @param active the slot that is known to work
/// @param trial the other slot while it has to prove itself
/// @param rolledBack why the last trial ended in the old slot, until the agent has taken note
public record BootRecord(Slot active, Optional<Trial> trial, Optional<String> rolledBack) {
  /// @param boots how often the slot was started without being confirmed
  /// @param most how often it may be
  public record Trial(int boots, int most) {}

  static BootRecord of(Slot active) {
    return new BootRecord(active, Optional.empty(), Optional.empty());
  }

  BootRecord tried(int most) {
    return new BootRecord(active, Optional.of(new Trial(0, most)), Optional.empty());
  }

  BootRecord failed(String why) {
    return new BootRecord(active, Optional.empty(), Optional.of(why));
  }
}
