package io.fumarole.server.report;

import io.fumarole.campaign.paging.Before;
import io.fumarole.storage.ApprovalStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Approvals of a server that asks for none.
final class NobodyAsked implements ApprovalStore {
  @Override
  public Approval ask(Approval approval, Instant forgotten) {
    throw new UnsupportedOperationException("reports change nothing");
  }

  @Override
  public Optional<Approval> find(String id) {
    return Optional.empty();
  }

  @Override
  public List<Approval> list(Optional<State> state, Before before, int limit) {
    return List.of();
  }

  @Override
  public List<Approval> about(String action, String subject, int limit) {
    return List.of();
  }

  @Override
  public boolean decide(String id, State state, String decider, String words, Instant now) {
    return false;
  }

  @Override
  public void done(String id) {}

  @Override
  public void failed(String id, String words) {}
}
