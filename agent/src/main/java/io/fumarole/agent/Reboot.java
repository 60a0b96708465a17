package io.fumarole.agent;

import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.Slots;
import java.io.IOException;
import java.util.Optional;

/// Restarts the device.
@FunctionalInterface
public interface Reboot {
  /// Asks whoever started the process to start it again, see [Bootloader#REBOOT].
  Reboot EXIT = slots -> Optional.empty();

  /// For an agent inside another program: acts as the boot loader and goes on.
  Reboot IN_PROCESS = slots -> Optional.of(slots.boot());

  /// @return the slot that was booted; empty when the process has to end for that
  Optional<Slot> reboot(Slots slots) throws IOException;
}
