package io.fumarole.server.dm;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.StorageWatch;
import io.fumarole.server.http.Admission;
import io.fumarole.storage.StorageException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/// The exchange, held to what the machine can do: beyond its capacity, and while nothing can be
/// stored, a device is asked to come back later. Nothing was acknowledged to it then.
public record GuardedExchange(
    BiFunction<Exchanger.Request, Instant, Exchanger.Answer> exchange,
    Admission admission,
    StorageWatch watch,
    RefusalLog refusals)
    implements BiFunction<Exchanger.Request, Instant, Exchanger.Answer> {
  private static final int UNAVAILABLE = 503;

  @Override
  public Exchanger.Answer apply(Exchanger.Request request, Instant now) {
    if (!admission.enter()) {
      String words = "too many devices at once: try again later";
      refusals.refused(UNAVAILABLE, request.from(), words, now);
      return later(words);
    }
    try {
      Exchanger.Answer answer = exchange.apply(request, now);
      watch.worked();
      return answer;
    } catch (StorageException failed) {
      watch.failed(failed);
      return later("the server cannot store anything now: try again later");
    } finally {
      admission.leave();
    }
  }

  private static Exchanger.Answer later(String words) {
    return new Exchanger.Answer(
        UNAVAILABLE, DmEndpoint.TEXT, Octets.utf8(words + "\n"), Optional.empty());
  }
}
