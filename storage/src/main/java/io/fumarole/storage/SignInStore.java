package io.fumarole.storage;

import java.time.Instant;
import java.util.Optional;

/// The browsers in which somebody has signed in.
public interface SignInStore {
  /// @param id tells sign-ins apart, and lets nobody in
  /// @param caller who has signed in
  /// @param epoch of the user at that time
  /// @param used when a call came last, within some minutes
  /// @param guest what is known of somebody who is no user of ours
  record SignIn(
      String id, String caller, long epoch, Instant opened, Instant used, Optional<Guest> guest) {
    /// Of a user or a token of ours.
    public SignIn(String id, String caller, long epoch, Instant opened, Instant used) {
      this(id, caller, epoch, opened, used, Optional.empty());
    }
  }

  /// Somebody whom another server vouches for.
  ///
  /// @param name for people
  /// @param role in a word
  record Guest(String name, String role) {}

  /// @param most of one caller; beyond that the oldest ends
  void open(SignIn signIn, int most);

  Optional<SignIn> find(String id);

  void used(String id, Instant now);

  /// False when there is none.
  boolean end(String id);

  /// Forgets those that were opened or used before; returns how many.
  int expire(Instant openedBefore, Instant usedBefore);
}
