package io.fumarole.server.report;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.campaign.audit.AuditEntry;
import io.fumarole.campaign.audit.AuditStore;
import java.util.List;
import java.util.Optional;

/// The audit of a server where nobody has done anything yet.
final class NothingDone implements AuditStore {
  @Override
  public Linked append(AuditEntry entry, AuditChain chain) {
    throw new UnsupportedOperationException("reports change nothing");
  }

  @Override
  public List<Linked> list(Wanted wanted, int limit) {
    return List.of();
  }

  @Override
  public List<Linked> from(long number, int limit) {
    return List.of();
  }

  @Override
  public Optional<Linked> head() {
    return Optional.empty();
  }
}
