package io.fumarole.storage;

import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Runs of the conformance kit: which device each has, who looks after it, and what it found.
public interface ConformanceStore {
  /// Of a device; the oldest make room.
  int MOST_OF_A_DEVICE = 20;

  /// Of all devices: a report with its messages takes some hundred kilobytes.
  int MOST_KEPT = 1_000;

  enum State {
    RUNNING,
    /// Somebody wants it to end.
    CANCELLING,
    ENDED,
    CANCELLED,
    /// The server that it was at went away.
    LOST;

    public boolean isOpen() {
      return this == RUNNING || this == CANCELLING;
    }
  }

  /// @param before how the device stood, and stands again afterwards
  /// @param server which one plays it
  /// @param lease when others may take it for lost
  /// @param detail JSON: what was asked for and what was found until now
  record Run(
      String id,
      DeviceId device,
      State state,
      Standing before,
      String server,
      Instant started,
      Instant changed,
      Instant lease,
      String detail) {
    public Run in(State next, Instant now) {
      return new Run(id, device, next, before, server, started, now, lease, detail);
    }

    public Run with(String found, Instant now) {
      return new Run(id, device, state, before, server, started, now, lease, found);
    }

    public Run leasedUntil(Instant value) {
      return new Run(id, device, state, before, server, started, changed, value, detail);
    }
  }

  /// How a report is written.
  enum Form {
    JSON,
    HTML,
    JUNIT
  }

  /// Puts down a run that begins; false when the device has another one that has not ended.
  boolean begin(Run run);

  /// Takes back a run that has not begun after all.
  void discard(String id);

  /// Keeps what was found and the lease of a run that has not ended, whatever its state was; false
  /// when it has.
  boolean keep(Run run);

  /// Asks a run to end; false when it has ended.
  boolean cancel(String id, Instant now);

  /// Ends a run; false when it has ended.
  ///
  /// @param reports each form of it, where there is one
  boolean end(Run run, Map<Form, Octets> reports);

  Optional<Run> find(String id);

  /// Of a device, the newest first.
  List<Run> list(DeviceId device, int limit);

  /// Those that have not ended and whose lease has.
  List<Run> late(Instant now, int limit);

  Optional<Octets> report(String id, Form form);
}
