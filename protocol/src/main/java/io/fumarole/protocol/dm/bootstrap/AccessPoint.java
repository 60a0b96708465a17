package io.fumarole.protocol.dm.bootstrap;

import java.util.Optional;

/// How a device gets on the network, `NAPDEF` in CP. Spec: notification 5.3.
///
/// @param id by which an account names it
/// @param name for display
/// @param bearer such as `GSM-GPRS`
/// @param addressType such as `APN`
public record AccessPoint(
    String id, Optional<String> name, String bearer, String address, String addressType) {
  /// A packet data network by its name.
  public static AccessPoint apn(String id, String apn) {
    return new AccessPoint(id, Optional.empty(), "GSM-GPRS", apn, "APN");
  }
}
