package io.fumarole.server.rest;

import io.fumarole.storage.UserStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Wrong passwords and tokens, counted: strangers could fill the audit, were each a line of its
/// own. At most one line a window says how many there were, from where, and at whose names.
public final class SignInFailures {
  static final Duration WINDOW = Duration.ofMinutes(10);

  /// Of names and addresses each, while they are counted; the others count as others.
  private static final int MOST_COUNTED = 1_000;

  private static final int MOST_NAMED = 10;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final UserStore users;
  private final ReentrantLock lock = new ReentrantLock();
  private Counts counts = new Counts();
  private Instant since = Instant.MAX;

  private static final class Counts {
    private long wrong;
    private long turnedAway;
    private final Map<String, Long> names = new HashMap<>();
    private final Map<String, Long> addresses = new HashMap<>();

    private static void count(Map<String, Long> counted, String what) {
      if (counted.containsKey(what) || counted.size() < MOST_COUNTED)
        counted.merge(what, 1L, Long::sum);
    }
  }

  public SignInFailures(UserStore users) {
    this.users = users;
  }

  void wrong(String guessedAt, String address, Instant now) {
    note(guessedAt, address, false, now);
  }

  void turnedAway(String guessedAt, String address, Instant now) {
    note(guessedAt, address, true, now);
  }

  private void note(String guessedAt, String address, boolean isTurnedAway, Instant now) {
    lock.lock();
    try {
      if (since.isAfter(now)) since = now;
      if (isTurnedAway) counts.turnedAway++;
      else counts.wrong++;
      Counts.count(counts.names, guessedAt);
      Counts.count(counts.addresses, address);
    } finally {
      lock.unlock();
    }
  }

  /// Writes a line when a window is over in which there were any; what was counted is kept when it
  /// cannot be written down.
  public int tell(Instant now, Audit audit) {
    Counts told;
    Instant begun;
    lock.lock();
    try {
      if (since.equals(Instant.MAX) || now.isBefore(since.plus(WINDOW))) return 0;
      told = counts;
      begun = since;
      counts = new Counts();
      since = Instant.MAX;
    } finally {
      lock.unlock();
    }
    try {
      audit.counted("failed sign-ins", "session", words(told, begun, now));
      return 1;
    } catch (RuntimeException unwritten) {
      giveBack(told, begun);
      throw unwritten;
    }
  }

  private void giveBack(Counts told, Instant begun) {
    lock.lock();
    try {
      told.wrong += counts.wrong;
      told.turnedAway += counts.turnedAway;
      counts.names.forEach((name, count) -> told.names.merge(name, count, Long::sum));
      counts.addresses.forEach((from, count) -> told.addresses.merge(from, count, Long::sum));
      counts = told;
      since = begun;
    } finally {
      lock.unlock();
    }
  }

  private String words(Counts told, Instant begun, Instant now) {
    ObjectNode detail = JSON.createObjectNode();
    detail.put("since", begun.toString()).put("until", now.toString());
    detail.put("wrong", told.wrong).put("turnedAway", told.turnedAway);
    // People type a password where the name belongs: only names of users are written down.
    put(detail.putArray("users"), "name", most(told.names, this::isUser), Caller.USER.length());
    put(detail.putArray("addresses"), "address", most(told.addresses, _ -> true), 0);
    return JSON.writeValueAsString(detail);
  }

  private boolean isUser(String guessedAt) {
    return guessedAt.startsWith(Caller.USER)
        && users.find(guessedAt.substring(Caller.USER.length())).isPresent();
  }

  private static List<Map.Entry<String, Long>> most(
      Map<String, Long> counted, Predicate<String> counts) {
    return counted.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<String, Long> it) -> -it.getValue())
                .thenComparing(Map.Entry::getKey))
        .filter(it -> counts.test(it.getKey()))
        .limit(MOST_NAMED)
        .toList();
  }

  private static void put(
      ArrayNode list, String key, List<Map.Entry<String, Long>> most, int skipped) {
    for (Map.Entry<String, Long> it : most)
      list.addObject().put(key, it.getKey().substring(skipped)).put("times", it.getValue());
  }
}
