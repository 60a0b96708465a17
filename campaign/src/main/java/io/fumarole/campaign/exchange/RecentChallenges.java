package io.fumarole.campaign.exchange;

import java.util.LinkedHashMap;
import java.util.Map;

/// How often a session was challenged in a row. A challenge stores nothing, and a device that never
/// answers our header does not tell how often it had one. Forgetting one costs a few challenges
/// more.
final class RecentChallenges {
  private static final int MOST = 10_000;

  /// @param from the peer's address: somebody else's challenges do not count against a device
  private record Peer(String session, String from) {}

  private final Map<Peer, Integer> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Peer, Integer> eldest) {
          return size() > MOST;
        }
      };

  /// @param session its name in the trace, which it keeps across a challenge
  synchronized int of(String session, String from) {
    return counts.getOrDefault(new Peer(session, from), 0);
  }

  synchronized void count(String session, String from) {
    counts.merge(new Peer(session, from), 1, Integer::sum);
  }

  /// The device is known now.
  synchronized void forget(String session, String from) {
    counts.remove(new Peer(session, from));
  }
}
