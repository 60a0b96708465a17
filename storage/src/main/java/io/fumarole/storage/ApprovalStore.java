package io.fumarole.storage;

import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What somebody has asked for and somebody else has to agree to.
public interface ApprovalStore {
  enum State {
    WAITING,
    /// Somebody has agreed, and it is being done; who finds it so later does not know whether it
    /// was.
    AGREED,
    /// It was agreed to, and done.
    APPROVED,
    REJECTED,
    /// It was agreed to and could not be done.
    FAILED,
    /// What it was about has changed, or it waited too long, and it was asked for again.
    REPLACED
  }

  /// @param action what is to be done, in a word
  /// @param subject what it is about, and `detail` more of that
  /// @param revision of what it is about when it was asked for
  /// @param askedBy tells callers apart; `asker` is for people
  /// @param words why it was rejected or failed
  record Approval(
      String id,
      String action,
      String subject,
      String detail,
      long revision,
      String askedBy,
      String asker,
      Instant asked,
      State state,
      Optional<String> decider,
      Optional<Instant> decided,
      String words) {
    public static Approval of(
        String id,
        String action,
        String subject,
        String detail,
        long revision,
        String askedBy,
        String asker,
        Instant now) {
      return new Approval(
          id,
          action,
          subject,
          detail,
          revision,
          askedBy,
          asker,
          now,
          State.WAITING,
          Optional.empty(),
          Optional.empty(),
          "");
    }
  }

  /// Asks, unless the same is asked for already: then that is returned. One about another revision,
  /// or asked for before `forgotten`, makes room.
  Approval ask(Approval approval, Instant forgotten);

  Optional<Approval> find(String id);

  /// The newest first; in one state, or in all.
  List<Approval> list(Optional<State> state, Before before, int limit);

  /// What was asked for about one thing, the newest first.
  List<Approval> about(String action, String subject, int limit);

  /// Decides about one that waits; false when it does not, or not any more.
  boolean decide(String id, State state, String decider, String words, Instant now);

  /// Says that what was agreed to is done.
  void done(String id);

  /// Says why what was agreed to could not be done.
  void failed(String id, String words);
}
