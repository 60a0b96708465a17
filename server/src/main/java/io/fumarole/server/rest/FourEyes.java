package io.fumarole.server.rest;

import io.fumarole.storage.ApprovalStore;
import io.fumarole.storage.ApprovalStore.Approval;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// What one asks for and another has to agree to, before it is done.
public final class FourEyes {
  /// What can need two people.
  public enum Action {
    /// Lets devices get a tested release.
    RELEASE,
    /// Starts a campaign.
    CAMPAIGN
  }

  /// A request that nobody has answered is asked for again.
  static final Duration LONGEST_WAIT = Duration.ofDays(7);

  private final Set<Action> needed;
  private final ApprovalStore store;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /// @param needed what needs two people on this server
  public FourEyes(
      Set<Action> needed, ApprovalStore store, Supplier<String> ids, InstantSource clock) {
    this.needed = Set.copyOf(needed);
    this.store = store;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param askedBy who has asked
  /// @param words why it was rejected or failed
  record ApprovalView(
      String id,
      String action,
      String subject,
      String detail,
      String askedBy,
      Instant asked,
      String state,
      Optional<String> decidedBy,
      Optional<Instant> decided,
      Optional<String> words) {
    static ApprovalView of(Approval it) {
      return new ApprovalView(
          it.id(),
          it.action(),
          it.subject(),
          it.detail(),
          it.asker(),
          it.asked(),
          Input.word(it.state()),
          it.decider(),
          it.decided(),
          Optional.of(it.words()).filter(words -> !words.isEmpty()));
    }
  }

  /// Asks for another's consent where that is needed, and says so in the answer; false where it is
  /// not.
  ///
  /// @param revision of what it is about: consent is to what was asked for
  boolean asks(Context context, Action action, String subject, String detail, long revision) {
    if (!needed.contains(action)) return false;
    Caller caller = Caller.of(context).orElseThrow();
    Instant now = clock.instant();
    Approval waiting =
        store.ask(
            Approval.of(
                ids.get(),
                Input.word(action),
                subject,
                detail,
                revision,
                caller.id(),
                caller.name(),
                now),
            now.minus(LONGEST_WAIT));
    context.status(HttpStatus.ACCEPTED);
    context.json(ApprovalView.of(waiting));
    return true;
  }
}
