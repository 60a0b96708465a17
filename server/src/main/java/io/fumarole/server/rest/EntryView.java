package io.fumarole.server.rest;

import io.fumarole.campaign.inventory.DeviceEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A device as a list shows it; `/devices/{id}` has more.
record EntryView(
    String id,
    String standing,
    String profile,
    Optional<String> manufacturer,
    Optional<String> model,
    Optional<String> version,
    Optional<String> hardware,
    Optional<String> language,
    Optional<String> address,
    Map<String, String> labels,
    Instant firstSeen,
    Instant lastSeen) {
  static EntryView of(DeviceEntry device) {
    return new EntryView(
        device.id().value(),
        Input.word(device.standing()),
        device.profile(),
        device.traits().manufacturer(),
        device.traits().model(),
        device.traits().version(),
        device.traits().hardware(),
        device.traits().language(),
        device.address(),
        device.labels().values(),
        device.firstSeen(),
        device.lastSeen());
  }

  /// @param cursor for the next page; absent on the last one
  /// @param total how many the filter takes in, when that was asked
  record Page(List<EntryView> devices, Optional<String> cursor, Optional<Long> total) {}
}
