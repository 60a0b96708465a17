package io.fumarole.campaign.testing;

import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;

/// Nonces that a test knows beforehand. Those that are not pinned are told from their arguments: 16
/// printable octets, a different one for each device, counter and message.
///
/// @param sessions by counter, from 0
/// @param challenge what every challenge carries, if pinned
public record PinnedNonces(List<Octets> sessions, Optional<Octets> challenge) implements Nonces {
  public static final PinnedNonces NONE = new PinnedNonces(List.of(), Optional.empty());

  public PinnedNonces {
    sessions = List.copyOf(sessions);
  }

  @Override
  public Octets forSession(String deviceId, long counter) {
    return counter < sessions.size()
        ? sessions.get((int) counter)
        : told("s" + deviceId + " " + counter);
  }

  @Override
  public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
    return challenge.orElseGet(
        () -> told("c" + deviceId + " " + counter + " " + sessionId + " " + msgId));
  }

  private static Octets told(String from) {
    return Octets.utf8(String.format("%08x%08x", from.hashCode(), (from + from).hashCode()));
  }
}
