package io.fumarole.server.rest;

import io.fumarole.server.rest.FourEyes.Action;
import io.fumarole.server.rest.FourEyes.ApprovalView;
import io.fumarole.storage.ApprovalStore;
import io.fumarole.storage.ApprovalStore.Approval;
import io.fumarole.storage.ApprovalStore.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// `/approvals`: what waits for a second person, who says yes or no.
public final class ApprovalsResource implements RestApi.Resource {
  private static final int LONGEST_REASON = 500;

  /// Does what was agreed to, or says why it cannot be done.
  public interface Doing {
    /// May be asked again for what is done already, and does nothing then: the server may have died
    /// before it could say that it is done.
    ///
    /// @throws RuntimeException a [BadRequest] with the reason
    void carryOut(Approval approval);
  }

  private final ApprovalStore store;
  private final Map<Action, Doing> doings;
  private final InstantSource clock;

  public ApprovalsResource(ApprovalStore store, Map<Action, Doing> doings, InstantSource clock) {
    this.store = store;
    this.doings = Map.copyOf(doings);
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/approvals", this::list, Scope.READ)
        .post(RestApi.BASE + "/approvals/{id}/approve", this::approve, Scope.APPROVE)
        .post(RestApi.BASE + "/approvals/{id}/reject", this::reject, Scope.APPROVE);
  }

  record Rejection(Optional<String> reason) {}

  private void list(Context context) {
    Optional<State> state =
        Input.query(context, "state").map(it -> Input.word("state", it, State.values()));
    int limit = Input.limit(context);
    Paging.Page<Approval> page =
        Paging.page(
            store.list(state, Paging.before(context), limit + 1),
            limit,
            it -> Paging.place(it.asked(), it.id()));
    context.json(page.as("approvals", ApprovalView::of));
  }

  /// @param orAgreed whether also one that somebody has agreed to, and that is not done
  private Approval open(Context context, boolean orAgreed) {
    String id = context.pathParam("id");
    Approval found =
        store
            .find(id)
            .orElseThrow(
                () ->
                    new BadRequest(
                        HttpStatus.NOT_FOUND, "no approval " + id + ": GET /approvals lists them"));
    boolean isOpen = found.state() == State.WAITING || (orAgreed && found.state() == State.AGREED);
    if (!isOpen) throw decided(found);
    return found;
  }

  private static BadRequest decided(Approval approval) {
    return new BadRequest(
        HttpStatus.CONFLICT,
        "%s does not wait any more: it is %s"
            .formatted(approval.id(), Input.word(approval.state())));
  }

  private void approve(Context context) {
    Approval approval = open(context, true);
    Caller caller = Caller.of(context).orElseThrow();
    if (caller.id().equals(approval.askedBy()))
      throw new BadRequest(
          HttpStatus.FORBIDDEN, "you have asked for it yourself: somebody else has to agree");
    Instant now = clock.instant();
    if (approval.asked().isBefore(now.minus(FourEyes.LONGEST_WAIT)))
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "it was asked for more than %d days ago: ask again"
              .formatted(FourEyes.LONGEST_WAIT.toDays()));
    if (approval.state() == State.WAITING) decide(approval, State.AGREED, caller, "", now);
    try {
      doing(approval).carryOut(approval);
    } catch (BadRequest refused) {
      store.failed(approval.id(), refused.detail());
      throw refused;
    }
    // Until here it does not say that it is approved: what fails on the way may be asked for again.
    store.done(approval.id());
    show(context, approval);
  }

  private Doing doing(Approval approval) {
    return Optional.ofNullable(doings.get(Input.word("action", approval.action(), Action.values())))
        .orElseThrow(() -> new IllegalStateException("nobody does " + approval.action()));
  }

  private void reject(Context context) {
    Approval approval = open(context, false);
    String reason = Input.json(context, Rejection.class).reason().orElse("").strip();
    if (reason.length() > LONGEST_REASON)
      throw BadRequest.of("reason", "it has up to " + LONGEST_REASON + " characters");
    Caller caller = Caller.of(context).orElseThrow();
    decide(approval, State.REJECTED, caller, reason, clock.instant());
    show(context, approval);
  }

  private void decide(Approval approval, State state, Caller by, String words, Instant now) {
    if (!store.decide(approval.id(), state, by.name(), words, now))
      throw decided(store.find(approval.id()).orElse(approval));
  }

  private void show(Context context, Approval approval) {
    context.json(ApprovalView.of(store.find(approval.id()).orElseThrow()));
  }
}
