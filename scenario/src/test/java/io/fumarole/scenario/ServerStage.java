package io.fumarole.scenario;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.memory.MemoryContent;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.memory.MemoryTrace;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Packet;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The real exchange over stores in memory, set as a scenario's `given` lines say, with a clock
/// that the scenario moves.
final class ServerStage extends Stage {
  /// The nonce that the device has from an earlier session.
  private static final Octets CLIENT_NONCE = Octets.utf8("stored-nonce-001");

  private final MemoryStore store = new MemoryStore();
  private final MemoryTrace trace = new MemoryTrace();
  private final Exchanger exchanger;
  private Instant now = TestServer.START;

  ServerStage(Given given) throws IOException {
    var content = new MemoryContent();
    exchanger =
        new Exchanger(
            store,
            trace,
            GuessThrottle.NONE,
            TestServer.circumstances(
                given.profile(),
                new PinnedNonces(List.of(CLIENT_NONCE), Optional.empty()),
                content,
                given.strangers()),
            Limits.DEFAULT);
    given.device(now).ifPresent(store::put);
    if (given.isOrdered()) store.put(given.deployment(now)).put(given.firmware(content, now));
  }

  @Override
  public Packet exchange(Packet request) {
    Exchanger.Answer answer =
        exchanger.answer(
            new Exchanger.Request(
                request.body(), request.contentType(), request.hmac(), "192.0.2.7"),
            now);
    return Packet.answer(answer.httpStatus(), answer.contentType(), answer.body(), answer.hmac());
  }

  @Override
  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  Deployment deployment() {
    return store.deployment(Given.DEPLOYMENT).orElseThrow();
  }

  @Override
  Device device() {
    return store.device(Given.DEVICE).orElseThrow();
  }

  @Override
  List<Event> events() {
    return store.events();
  }

  @Override
  List<TraceStore.Entry> trace() {
    return trace.entries();
  }
}
