package io.fumarole.scenario.export;

import io.fumarole.protocol.syncml.Octets;

/// A message of a recorded session, as the trace keeps it: credentials masked, large data cut out.
///
/// @param length in octets on the wire
public record Recorded(boolean fromDevice, String contentType, Octets octets, long length) {}
