package io.fumarole.campaign.exchange;

import java.util.Optional;

/// What makes a session's own address impossible to guess. After 212 device id, SessionID and MsgID
/// are all that a message shows, and those can be guessed.
public interface SessionTokens {
  /// Sessions have no address of their own.
  SessionTokens NONE = _ -> Optional.empty();

  /// @param sessionKey names the session, once for ever
  /// @return letters that may stand in an address
  Optional<String> of(String sessionKey);
}
