package io.fumarole.app.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the server has acknowledged to one device or about it, in the device's own book. Nothing of
/// it may be untrue later, whatever happens to the server.
final class Ledger {
  /// What is shown of a device's past when something is wrong.
  private static final int MOST_LINES = 80;

  private static final String AWAY = "nobody answers";

  /// Something that the server has taken.
  sealed interface Fact {
    /// An order was answered with 201.
    record Ordered(String deployment) implements Fact {}

    /// A report was answered with 200.
    record Reported(String correlator, int code) implements Fact {}

    /// The device took an Exec, and the message that said so was answered.
    record Executed(String correlator) implements Fact {}

    /// A device's request was answered with 200: there is a deployment that was not there before.
    ///
    /// @param before the device's deployments when it asked
    record Requested(Set<String> before) implements Fact {}
  }

  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, Set<String>> acceptances = new HashMap<>();
  private final Deque<String> lines = new ArrayDeque<>();
  private Set<String> deployments = new HashSet<>();
  private int requests;

  synchronized void note(Fact fact) {
    facts.add(fact);
    say("the server has acknowledged " + fact);
  }

  /// A request was answered with 200.
  synchronized void requested() {
    requests++;
    note(new Fact.Requested(Set.copyOf(deployments)));
  }

  synchronized int requests() {
    return requests;
  }

  /// Deployments of the device that are known.
  synchronized void know(Set<String> ids) {
    deployments = new HashSet<>(ids);
  }

  /// The device has begun what an Exec asks for; `message` says so, however often it is sent.
  synchronized void accepted(String correlator, String message) {
    acceptances.computeIfAbsent(correlator, _ -> new HashSet<>()).add(message);
  }

  /// How often the device began what one Exec asked for, by its Correlator.
  synchronized Map<String, Integer> executions(String deployment) {
    Map<String, Integer> counts = new HashMap<>();
    acceptances.forEach(
        (correlator, messages) -> {
          if (deployment.equals(deploymentOf(correlator))) counts.put(correlator, messages.size());
        });
    return counts;
  }

  /// Facts from the `from`-th on.
  synchronized List<Fact> since(int from) {
    return List.copyOf(facts.subList(from, facts.size()));
  }

  /// The server does not even answer; said once until something else happens.
  synchronized void away() {
    if (lines.isEmpty() || !lines.getLast().equals(AWAY)) say(AWAY);
  }

  synchronized void say(String line) {
    lines.addLast(line);
    if (lines.size() > MOST_LINES) lines.removeFirst();
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  /// A Correlator is the deployment's id and the number of the attempt.
  static String deploymentOf(String correlator) {
    return correlator.substring(0, Math.max(0, correlator.lastIndexOf('-')));
  }
}
