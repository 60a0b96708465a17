package io.fumarole.scenario;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.paging.Before;
import io.fumarole.scenario.http.HttpWire;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Packet;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.Stores;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// A whole server on a free port, set as a scenario's `given` lines say: over HTTP, with downloads
/// and sessions' own addresses. What the scenario posts and fetches goes there.
final class RunningStage extends Stage {
  /// More than any scenario makes happen.
  private static final int EVENTS = 100;

  private final FumaroleServer server;
  private final HttpWire wire;

  /// Near the real time, by which the database trims its trace.
  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  RunningStage(Given given, Path data) throws IOException {
    Path profiles = Files.createDirectories(data.resolve("profiles"));
    Files.writeString(profiles.resolve("test.json"), given.profileJson());
    server =
        FumaroleServer.start(
            ServerSettings.of(data)
                .with("port", 0)
                .with("unknownDevices", given.strangers().name()),
            () -> now);
    wire = new HttpWire(URI.create(server.dmUrl()));
    furnish(given, server.stores());
  }

  private void furnish(Given given, Stores stores) throws IOException {
    given.device(now).ifPresent(stores.devices()::add);
    if (!given.isOrdered()) return;
    Deployment ordered = given.deployment(now);
    stores.packages().add(given.firmware(stores.content(), now));
    var event = new Event(Given.DEVICE, Optional.of(ordered.id()), now, "scheduled", "ordered");
    stores.deployments().add(ordered, event);
  }

  @Override
  public Packet exchange(Packet request) throws IOException, InterruptedException {
    return wire.exchange(request);
  }

  @Override
  public HttpAnswer fetch(HttpCall call) throws IOException, InterruptedException {
    return wire.fetch(call);
  }

  @Override
  void pass(Duration time) {
    now = now.plus(time);
  }

  @Override
  Deployment deployment() {
    return server.stores().deployments().find(Given.DEPLOYMENT).orElseThrow();
  }

  @Override
  Device device() {
    return server.stores().devices().find(Given.DEVICE).orElseThrow();
  }

  @Override
  List<Event> events() {
    return server
        .stores()
        .deployments()
        .events(Optional.of(Given.DEVICE), Optional.empty(), EVENTS);
  }

  @Override
  List<TraceStore.Entry> trace() {
    server.stores().flush();
    TraceStore traces = server.stores().traces();
    return traces.sessions(Optional.of(Given.DEVICE), Before.ALL, EVENTS).stream()
        .limit(1)
        .flatMap(session -> traces.messages(session.session()).stream())
        .toList();
  }

  @Override
  public void close() {
    wire.close();
    server.close();
  }
}
