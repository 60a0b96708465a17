package io.fumarole.app.crash;

/// Something is not as it must be after a crash.
final class CrashTrouble extends Exception {
  private static final long serialVersionUID = 1L;

  CrashTrouble(String message) {
    super(message);
  }
}
