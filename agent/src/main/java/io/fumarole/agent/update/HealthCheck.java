package io.fumarole.agent.update;

import io.fumarole.agent.disk.Slot;
import java.util.Optional;

/// Whether a new firmware works, asked once it was booted.
@FunctionalInterface
public interface HealthCheck {
  /// A firmware whose agent starts is well.
  HealthCheck STARTED = slot -> Optional.empty();

  /// @return what is wrong; empty when nothing is
  Optional<String> complaint(Slot slot) throws InterruptedException;
}
