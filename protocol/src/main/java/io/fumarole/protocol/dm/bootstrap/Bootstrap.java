package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.dm.DmAccount;
import java.util.List;

/// What a bootstrap message says, in either profile.
///
/// @param account with the secrets of both sides
/// @param startsSession whether the device shall open a session as soon as it can; always so in the
///   DM profile. Spec: notification 4
/// @param accessPoints only CP carries them here
public record Bootstrap(DmAccount account, boolean startsSession, List<AccessPoint> accessPoints) {
  public Bootstrap {
    accessPoints = List.copyOf(accessPoints);
  }

  /// What came of reading one.
  public sealed interface Reading {
    record Read(Bootstrap bootstrap) implements Reading {}

    record Unusable(String reason) implements Reading {}
  }
}
