package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The sessions' messages as octets, written behind.
public interface TraceStore {
  /// One message of either side.
  ///
  /// @param session the session's key
  /// @param sessionId as the device wrote it
  /// @param fromDevice whether the device sent it
  /// @param contentType of the transport
  /// @param octets with credentials masked; large data may have been cut out
  /// @param length in octets, as it was on the wire
  /// @param note why it was refused, if it was
  record Entry(
      String session,
      String sessionId,
      DeviceId device,
      Instant at,
      boolean fromDevice,
      String contentType,
      Octets octets,
      long length,
      Optional<String> note) {}

  /// A session in a list.
  record Summary(
      String session,
      String sessionId,
      DeviceId device,
      Instant started,
      Instant last,
      int messages) {}

  /// Whether anyone wants entries: masking them for nobody is left out.
  default boolean isWanted() {
    return true;
  }

  /// Takes entries to be written within a second, in order.
  void append(List<Entry> entries);

  /// Those with the newest message first, at most `limit`; of one device, or of all.
  List<Summary> sessions(Optional<DeviceId> device, Before before, int limit);

  /// A session's messages in order.
  List<Entry> messages(String session);
}
