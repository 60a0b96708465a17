package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes messages to the trace, with secrets masked and large data cut out.
final class Tracer {
  /// Of what is no message: enough to see what it was.
  private static final int KEPT = 4_096;

  private static final DeviceId UNKNOWN = new DeviceId("unknown");

  private final TraceStore store;
  private final SessionTokens tokens;

  Tracer(TraceStore store, SessionTokens tokens) {
    this.store = store;
    this.tokens = tokens;
  }

  /// What was refused before it was understood.
  ///
  /// @param decoded where it is a message for all that: then it is of its device, and has secrets
  void refused(
      String key,
      Exchanger.Request request,
      Optional<Codec.Decoded> decoded,
      String contentType,
      String words,
      Instant now) {
    if (!store.isWanted()) return;
    Octets body = request.body();
    Optional<SyncHdr> header = decoded.map(it -> it.message().header());
    store.append(
        List.of(
            new TraceStore.Entry(
                key,
                header.map(SyncHdr::sessionId).orElse(""),
                header
                    .map(it -> it.source().locUri())
                    .filter(DeviceId::isValid)
                    .map(DeviceId::new)
                    .orElse(UNKNOWN),
                now,
                true,
                contentType,
                decoded
                    .map(it -> Masking.mask(body, it))
                    .orElseGet(() -> body.slice(0, Math.min(body.length(), KEPT))),
                body.length(),
                Optional.of(words))));
  }

  /// A message that was turned away over HTTP, without an answer in DM.
  void turnedAway(
      String key,
      DeviceId device,
      Exchanger.Request request,
      Codec.Decoded decoded,
      String words,
      Instant now) {
    if (!store.isWanted()) return;
    store.append(
        List.of(
            new TraceStore.Entry(
                key,
                decoded.message().header().sessionId(),
                device,
                now,
                true,
                request.contentType(),
                Masking.mask(request.body(), decoded),
                request.body().length(),
                Optional.of(words))));
  }

  void exchanged(
      Exchange.Outcome outcome,
      DeviceId device,
      Exchanger.Request request,
      Codec.Decoded decoded,
      Instant now) {
    if (!store.isWanted()) return;
    String sessionId = decoded.message().header().sessionId();
    Optional<Octets> token = tokens.of(outcome.sessionKey()).map(Octets::utf8);
    Octets heard = Masking.hide(token, Masking.mask(request.body(), decoded));
    Octets said = Masking.hide(token, maskReply(outcome.reply(), decoded));
    store.append(
        List.of(
            new TraceStore.Entry(
                outcome.sessionKey(),
                sessionId,
                device,
                now,
                true,
                request.contentType(),
                heard,
                request.body().length(),
                outcome.note()),
            new TraceStore.Entry(
                outcome.sessionKey(),
                sessionId,
                device,
                now,
                false,
                request.contentType(),
                said,
                outcome.reply().length(),
                Optional.empty())));
  }

  private static Octets maskReply(Octets reply, Codec.Decoded decoded) {
    try {
      return Masking.mask(reply, Codec.decode(reply, decoded.form().encoding(), Limits.DEFAULT));
    } catch (MalformedMessageException e) {
      throw new IllegalStateException("our own answer cannot be read", e);
    }
  }
}
