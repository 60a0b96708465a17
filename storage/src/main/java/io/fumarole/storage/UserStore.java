package io.fumarole.storage;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// People who may sign in.
public interface UserStore {
  /// @param name with which one signs in
  /// @param displayName for people
  /// @param role what the user may do, in a word
  /// @param password its hash, with what it was made with
  /// @param epoch sign-ins of another epoch are over
  /// @param revision counts changes
  record StoredUser(
      String name,
      String displayName,
      String role,
      String password,
      boolean isActive,
      long epoch,
      Instant created,
      Instant changed,
      long revision) {
    /// A new one. Its epoch is later than that of a user who had the name before.
    public static StoredUser of(
        String name, String displayName, String role, String password, Instant now) {
      return new StoredUser(
          name, displayName, role, password, true, now.toEpochMilli(), now, now, 1);
    }

    public StoredUser withDisplayName(String to, Instant now) {
      return new StoredUser(name, to, role, password, isActive, epoch, created, now, revision);
    }

    /// With another role, password or state: whoever is signed in has to do it again.
    public StoredUser with(String newRole, String newPassword, boolean active, Instant now) {
      long next = Math.max(epoch + 1, now.toEpochMilli());
      return new StoredUser(
          name, displayName, newRole, newPassword, active, next, created, now, revision);
    }

    /// Never shows the hash.
    @Override
    public String toString() {
      return "StoredUser[" + name + "]";
    }
  }

  /// What became of a user to add.
  enum Added {
    ADDED,
    /// There is one of this name.
    EXISTS,
    /// There are as many as there may be.
    TOO_MANY
  }

  /// @param most how many there may be
  Added add(StoredUser user, int most);

  Optional<StoredUser> find(String name);

  /// By name.
  List<StoredUser> list(int limit);

  /// Changes a user as it was read; false when it has changed since, or is gone.
  boolean update(StoredUser user);

  /// False when there is none.
  boolean remove(String name);
}
