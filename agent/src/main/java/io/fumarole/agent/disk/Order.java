package io.fumarole.agent.disk;

import io.fumarole.protocol.fumo.Operation;
import java.util.Optional;

/// An operation on its way, from the Exec (or the device's own decision) to its report.
///
/// @param correlator of the Exec; a report of an operation that no server ordered has none
/// @param url where to download from; empty for an update of the package at hand
/// @param stage what is being done, saved before it is begun
/// @param starts how often this stage was begun: a crash in it begins it again
/// @param target the slot that the new firmware was written to, once it was
public record Order(
    Operation operation,
    Optional<String> correlator,
    Optional<String> url,
    Stage stage,
    int starts,
    Optional<Slot> target) {
  public enum Stage {
    /// Fetch the package, judge it, put it in place.
    DOWNLOAD,
    /// Write it to the inactive slot.
    INSTALL,
    /// Restart into that slot, and see whether it works.
    BOOT
  }

  public static Order download(Operation operation, Optional<String> correlator, String url) {
    return new Order(operation, correlator, Optional.of(url), Stage.DOWNLOAD, 0, Optional.empty());
  }

  public static Order update(Optional<String> correlator) {
    return new Order(
        Operation.UPDATE, correlator, Optional.empty(), Stage.INSTALL, 0, Optional.empty());
  }

  public Order begun() {
    return new Order(operation, correlator, url, stage, starts + 1, target);
  }

  public Order installing() {
    return new Order(operation, correlator, url, Stage.INSTALL, 0, Optional.empty());
  }

  public Order booting(Slot slot) {
    return new Order(operation, correlator, url, Stage.BOOT, 0, Optional.of(slot));
  }
}
