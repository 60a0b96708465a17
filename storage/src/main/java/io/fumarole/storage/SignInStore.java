package io.fumarole.storage;

import java.time.Instant;
import java.util.Optional;

/// The browsers in which somebody has signed in.
public interface SignInStore {
  /// @param id tells sign-ins apart, and lets nobody in
  /// @param caller who has signed in
  /// @param epoch of the user at that time
  /// @param used when a call came last, within some minutes
  record SignIn(String id, String caller, long epoch, Instant opened, Instant used) {}

  /// @param most of one caller; beyond that the oldest ends
  void open(SignIn signIn, int most);

  Optional<SignIn> find(String id);

  void used(String id, Instant now);

  /// False when there is none.
  boolean end(String id);

  /// Forgets those that were opened or used before; returns how many.
  int expire(Instant openedBefore, Instant usedBefore);
}
