package io.fumarole.protocol.testing;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;

/// A reader of foreign octets, to be fed with any: it takes them or refuses them in its own way,
/// and whatever else it throws is a bug.
///
/// @param name also the folder of its kept crashers below `fuzz` in the test resources
/// @param seeds octets that it takes, to begin with
public record FuzzCase(String name, Reader reader, List<Octets> seeds) {
  public FuzzCase {
    seeds = List.copyOf(seeds);
  }

  /// Feeds one reader, and checks what it made of the octets.
  public interface Reader {
    void read(byte[] octets) throws Exception;
  }

  /// For fuzzers that know one entry: the first octet chooses among `cases`, unless the system
  /// property `fumarole.fuzz.target` has chosen.
  public static void feed(List<FuzzCase> cases, byte[] octets) throws Exception {
    String only = System.getProperty(FuzzRun.TARGET, "");
    if (!only.isEmpty()) {
      named(cases, only).reader().read(octets);
    } else if (octets.length > 0) {
      FuzzCase chosen = cases.get((octets[0] & 0xFF) % cases.size());
      chosen.reader().read(java.util.Arrays.copyOfRange(octets, 1, octets.length));
    }
  }

  static FuzzCase named(List<FuzzCase> cases, String name) {
    return cases.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no fuzz target '%s' here: one of %s"
                        .formatted(name, cases.stream().map(FuzzCase::name).toList())));
  }
}
