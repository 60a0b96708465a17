package io.fumarole.agent.install;

import io.fumarole.agent.disk.Slot;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;

/// Brings a firmware onto the device. The one that runs is never touched.
public interface Installer {
  sealed interface Outcome {
    /// The firmware stands in `slot`, ready to be tried.
    record Installed(Slot slot) implements Outcome {}

    /// The old firmware is as it was.
    record Failed(ResultCode code, String why) implements Outcome {}
  }

  Outcome install(FirmwareFile firmware) throws InterruptedException;

  /// The version of the firmware that was booted, read from where it was booted, never from what a
  /// server said.
  String runningVersion() throws IOException;
}
