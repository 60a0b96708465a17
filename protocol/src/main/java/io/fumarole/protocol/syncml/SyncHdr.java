package io.fumarole.protocol.syncml;

import java.util.Optional;

/// The header of a message. Spec: DM-REP SyncHdr, syncml-dm 3.1.
///
/// @param sessionId text as the client chose it, compared without case
/// @param target the server's URI (client to server) or the device id (server to client)
/// @param source the sender; its `LocName` carries the user name of MD5 and HMAC credentials
/// @param respUri where the receiver must send its next message
/// @param meta `MaxMsgSize` and `MaxObjSize` that the sender accepts
public record SyncHdr(
    String verDtd,
    String verProto,
    String sessionId,
    MsgId msgId,
    Location target,
    Location source,
    Optional<String> respUri,
    Optional<Cred> cred,
    Meta meta) {
  public static final String VER_DTD = "1.2";
  public static final String VER_PROTO = "DM/1.2";
}
