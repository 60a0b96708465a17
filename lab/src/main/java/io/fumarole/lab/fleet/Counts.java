package io.fumarole.lab.fleet;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// How often what has happened.
///
/// @param sessions that came to their end
/// @param failed sessions that broke
/// @param sentAway sessions that the server put off (503, 429)
/// @param messages that the server has answered
/// @param lost messages and downloads that were lost on purpose
/// @param notified notifications that devices have taken
/// @param downloads requests for packages or parts of them
/// @param octets of downloads
/// @param results of updates that the server has taken note of, by code
/// @param faults that have struck on purpose, by name
/// @param troubles why sessions and updates failed, in words
public record Counts(
    long sessions,
    long failed,
    long sentAway,
    long messages,
    long lost,
    long notified,
    long downloads,
    long octets,
    SortedMap<Integer, Long> results,
    SortedMap<String, Long> faults,
    SortedMap<String, Long> troubles) {
  public Counts {
    results = Collections.unmodifiableSortedMap(new TreeMap<>(results));
    faults = Collections.unmodifiableSortedMap(new TreeMap<>(faults));
    troubles = Collections.unmodifiableSortedMap(new TreeMap<>(troubles));
  }
}
