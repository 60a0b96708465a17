package io.fumarole.server.lab;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How devices behave, as far as somebody says so. Shares are from 0 to 1.
///
/// @param poll from one call of a device to its next
/// @param jitter of that, by which some devices call less often
/// @param answers notifications that bring a session, and `answersWithin` how soon
/// @param offline devices at any time, and `offlineFor` how long each time
/// @param link octets a second that a device's line carries
/// @param install from the end of the download to the report
/// @param silent updates of which nothing is heard any more
/// @param fail updates that fail, by result code
public record DeviceHabits(
    Optional<Duration> poll,
    Optional<Double> jitter,
    Optional<Double> answers,
    Optional<Duration> answersWithin,
    Optional<Double> offline,
    Optional<Duration> offlineFor,
    Optional<Long> link,
    Optional<Duration> install,
    Optional<Double> silent,
    Optional<SortedMap<Integer, Double>> fail) {
  public static final DeviceHabits UNSAID =
      new DeviceHabits(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  public DeviceHabits {
    fail = fail.map(it -> Collections.unmodifiableSortedMap(new TreeMap<>(it)));
  }
}
