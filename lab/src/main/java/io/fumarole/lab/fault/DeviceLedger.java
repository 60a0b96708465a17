package io.fumarole.lab.fault;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a device knows of itself at the end of a run, whatever the server believes.
///
/// @param version that it says it runs
/// @param acknowledged reports that the server has taken
/// @param unbootable why it cannot start, if so
/// @param mayFail whether its updates may fail, be it without any fault
/// @param dealt faults that it was to meet
/// @param struck how often each has struck
/// @param complaints what the server did to it that it must not
public record DeviceLedger(
    String device,
    String version,
    List<Acknowledged> acknowledged,
    Optional<String> unbootable,
    boolean mayFail,
    Set<Fault> dealt,
    Map<Fault, Integer> struck,
    List<String> complaints) {
  /// A report whose alert the server has answered with a success.
  public record Acknowledged(String correlator, int code) {}

  public DeviceLedger {
    acknowledged = List.copyOf(acknowledged);
    dealt = Set.copyOf(dealt);
    struck = Map.copyOf(struck);
    complaints = List.copyOf(complaints);
  }
}
