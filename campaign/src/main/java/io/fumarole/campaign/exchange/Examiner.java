package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.DeviceId;
import java.util.Optional;

/// Answers devices that are examined instead of the server. It is asked for no answer to others.
public interface Examiner {
  /// Nobody is examined here.
  Examiner NONE = (_, _) -> Optional.empty();

  /// The answer to a message of the device; empty when it is examined elsewhere.
  Optional<Reply> answer(DeviceId device, Exchanger.Request request);

  /// @param isGuess whether the device showed wrong credentials for a nonce it knew
  record Reply(Exchanger.Answer answer, boolean isGuess) {}

  /// A message was refused before it was understood. It says whose it is; nobody has looked whether
  /// that device is examined.
  ///
  /// @param words the HTTP status and why
  default void refused(DeviceId device, String words) {}
}
