package io.fumarole.storage;

import java.time.Instant;
import java.util.Optional;

/// Calls that may come again because their answer got lost, with their answers.
public interface CallStore {
  /// @param caller by which token
  /// @param key that the caller has given to the call
  record CallId(String caller, String key) {}

  /// @param body JSON
  record Answer(int status, Optional<String> etag, String body) {}

  /// What is known of a call that comes.
  sealed interface Begun {
    /// It is the first: whoever asked goes to work, and says how it ended.
    record First() implements Begun {}

    /// It was answered.
    record Answered(Answer answer) implements Begun {}

    /// The same call is at work, or broke off.
    record Unanswered(Instant since) implements Begun {}

    /// Another call had this key.
    record Other() implements Begun {}
  }

  /// @param request what tells one call from another
  /// @param forgotten calls that began before are as if they had never been
  Begun begin(CallId id, String request, Instant now, Instant forgotten);

  void answered(CallId id, Answer answer);

  /// It came to nothing: it may be tried again.
  void forget(CallId id);

  /// Forgets calls that began before; returns how many.
  int expire(Instant before);
}
