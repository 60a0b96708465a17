package io.fumarole.lab.fleet;

import io.fumarole.lab.fault.FaultReport;
import java.util.List;
import java.util.Optional;

/// What a run has come to.
///
/// @param server its address
/// @param devices how many there were
/// @param end why the run is over
/// @param seconds that it took, without making the devices
/// @param latency of all sessions that ended
/// @param cpuPerSession milliseconds of this process for each session, failed ones too
/// @param serverCpuPerSession the server's
/// @param memory octets that this process holds at the end
/// @param faults what those that were asked for have come to
/// @param timeline the run in short times
public record FleetResult(
    String server,
    int devices,
    long seed,
    End end,
    double seconds,
    double sessionsPerSecond,
    Latency latency,
    double cpuPerSession,
    Optional<Double> serverCpuPerSession,
    Optional<Long> memory,
    Sample last,
    FaultReport faults,
    List<Sample> timeline) {
  /// Why a run is over.
  public enum End {
    DONE("every device runs the version or has said that it could not"),
    TIME("the time is up"),
    STOPPED("it was stopped"),
    SILENT("the server has stopped answering");

    private final String words;

    End(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }

  public FleetResult {
    timeline = List.copyOf(timeline);
  }

  public FleetResult with(FaultReport report) {
    return new FleetResult(
        server,
        devices,
        seed,
        end,
        seconds,
        sessionsPerSecond,
        latency,
        cpuPerSession,
        serverCpuPerSession,
        memory,
        last,
        report,
        timeline);
  }
}
