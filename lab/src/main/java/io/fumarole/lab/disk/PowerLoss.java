package io.fumarole.lab.disk;

/// The device has no power any more. No `IOException`, and not even an exception: nothing in the
/// device may catch it and go on.
public final class PowerLoss extends Error {
  public PowerLoss() {
    super("the power is off");
  }
}
