package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.List;

/// Where the devices of an import wait until all of it is known to be right. Once it is accepted it
/// comes in whole, step by step, whoever does the steps: a server that dies leaves the rest to the
/// next one.
public interface ImportStore {
  /// A line that was read.
  record Row(long line, Device device, Labels labels) {}

  /// A line whose device cannot come in as a new one.
  ///
  /// @param isRepeated whether an earlier line has it, rather than the inventory
  record Clash(long line, DeviceId device, boolean isRepeated) {}

  /// What a step moved.
  ///
  /// @param kept devices that existed, and stayed as they were
  /// @param isDone whether nothing is left
  record Moved(long added, long kept, boolean isDone) {}

  /// Puts lines aside, all of them or none.
  void stage(String id, Instant now, List<Row> rows);

  /// The lines that an earlier one of the same import repeats, and with `existing` those whose
  /// device is in the inventory, by line, at most `limit`.
  List<Clash> clashes(String id, boolean existing, int limit);

  /// From here on it comes in, whatever happens.
  void accept(String id);

  /// Moves the next `lines` of an accepted import into the inventory.
  Moved move(String id, int lines);

  /// Forgets what was put aside.
  void drop(String id);

  /// The imports that were accepted and have lines left.
  List<String> accepted();

  /// Forgets those that were begun before and never accepted.
  void forget(Instant begunBefore);
}
