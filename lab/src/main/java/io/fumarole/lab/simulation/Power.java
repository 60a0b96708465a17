package io.fumarole.lab.simulation;

import io.fumarole.lab.disk.SimulatedDisk;

/// When a device's power goes, and what of its disk that takes.
interface Power {
  /// The device was switched on, or has restarted.
  void on(SimulatedDevice device);

  /// The power has gone: what is on the disk when it comes back.
  ///
  /// @return how it went, for the story
  String fails(SimulatedDisk disk);

  /// The device has composed a message; the server has not heard it.
  default void beforeMessage(SimulatedDevice device) {}

  /// The server has answered; the device knows nothing of it.
  default void afterMessage(SimulatedDevice device) {}
}
