package io.fumarole.campaign.exchange;

import io.fumarole.protocol.dm.session.SessionState;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Optional;

/// A session as it is stored: how it stands, and the last answer for a device that repeats itself.
///
/// @param key names the session in the trace: unique for ever
/// @param place where the dialogue with the device stands
/// @param bodyDigest SHA-256 of the last message heard
/// @param reply the answer to it
public record StoredSession(
    String key,
    SessionState state,
    Place place,
    Octets bodyDigest,
    Octets reply,
    Optional<String> replyHmac,
    Instant started) {}
