package io.fumarole.campaign.audit;

import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The audit: it is added to, and never changed.
public interface AuditStore {
  /// An entry with its value in the chain.
  record Linked(AuditEntry entry, Octets chain) {}

  /// Which entries are wanted.
  ///
  /// @param before a number: only entries before it
  record Wanted(
      Optional<String> actor,
      Optional<String> subject,
      Optional<Instant> since,
      Optional<Instant> until,
      Optional<Long> before) {}

  /// Adds an entry behind the last, whoever else does so at the same time; durable when this
  /// returns.
  ///
  /// @param entry without its place
  /// @return with its place and value
  Linked append(AuditEntry entry, AuditChain chain);

  /// The newest first.
  List<Linked> list(Wanted wanted, int limit);

  /// In order, from this number on.
  List<Linked> from(long number, int limit);

  /// The last one.
  Optional<Linked> head();
}
