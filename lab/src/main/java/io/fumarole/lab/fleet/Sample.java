package io.fumarole.lab.fleet;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The fleet over a short time.
///
/// @param seconds since the run began, at its end
/// @param sessionsPerSecond that came to their end
/// @param failedPerSecond that broke, or were put off
/// @param latency of those that ended
/// @param cpu of the fleet, in processors
/// @param serverCpu the server's
/// @param octetsPerSecond of downloads
/// @param versions how many devices run which
/// @param all what has happened since the run began
public record Sample(
    double seconds,
    double sessionsPerSecond,
    double failedPerSecond,
    Latency latency,
    double cpu,
    Optional<Double> serverCpu,
    double octetsPerSecond,
    SortedMap<String, Long> versions,
    Counts all) {
  public Sample {
    versions = Collections.unmodifiableSortedMap(new TreeMap<>(versions));
  }
}
