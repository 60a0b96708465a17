package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Exchanger.Answer;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Answers to sessions with nothing to do, which store no session. A device that did not hear one
/// sends the same octets again, with a nonce that is used up by then: it gets the same answer
/// instead of a challenge. Forgetting one costs the device that challenge.
final class IdleAnswers {
  /// An answer has about 1.5 KiB in XML.
  private static final int MOST = 2_000;

  /// Whoever repeats a message does so soon; later the same octets open another session, for which
  /// there may be something to do.
  private static final Duration KEPT = Duration.ofMinutes(1);

  private record Heard(DeviceId device, Octets bodyDigest, Optional<String> hmac) {}

  private record Kept(Answer answer, Instant at) {}

  private final Map<Heard, Kept> answers =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Heard, Kept> eldest) {
          return size() > MOST;
        }
      };

  synchronized void keep(
      DeviceId device, Octets bodyDigest, Optional<String> hmac, Answer answer, Instant now) {
    var heard = new Heard(device, bodyDigest, hmac);
    answers.remove(heard);
    answers.put(heard, new Kept(answer, now));
  }

  synchronized Optional<Answer> find(
      DeviceId device, Octets bodyDigest, Optional<String> hmac, Instant now) {
    return Optional.ofNullable(answers.get(new Heard(device, bodyDigest, hmac)))
        .filter(kept -> kept.at().plus(KEPT).isAfter(now))
        .map(Kept::answer);
  }
}
