package io.fumarole.campaign.audit;

import io.fumarole.protocol.syncml.Octets;
import java.util.function.UnaryOperator;

/// The chain over the audit: each entry's value is a keyed hash over the value before and the
/// entry. Whoever has no key cannot make the value of an entry that was not there.
///
/// @param mac the keyed hash
public record AuditChain(UnaryOperator<Octets> mac) {
  /// Before the first entry.
  public static final Octets START = Octets.wrap(new byte[32]);

  /// The value of an entry in its place.
  public Octets value(Octets before, AuditEntry entry) {
    return mac.apply(entry.canonical(before));
  }
}
