package io.fumarole.lab.simulation;

import io.fumarole.agent.session.Wire;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Form;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// The way between one device and the server. It delays, loses, repeats and reorders messages, and
/// somebody listens who sends old ones again.
final class SimulatedWire implements Wire {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  private final World world;
  private final SimulatedServer server;
  private final SimulatedDevice device;
  private final RandomGenerator random;

  SimulatedWire(
      World world, SimulatedServer server, SimulatedDevice device, RandomGenerator random) {
    this.world = world;
    this.server = server;
    this.device = device;
    this.random = random;
  }

  /// What the device waits for.
  private static final class Pending {
    private Optional<Exchanger.Answer> answer = Optional.empty();
    private boolean isRefused;
  }

  @Override
  public Answer exchange(Sending sending) throws IOException {
    var request = request(sending);
    device.say(() -> "sends " + Messages.line(request.body(), request.contentType()));
    device.speaks();
    var pending = new Pending();
    Agenda.Alarm alarm = world.agenda().alarm();
    if (world.strikes(random, world.weather().lost())) device.say(() -> "its message is lost");
    else
      world
          .agenda()
          .in(
              delay(),
              () -> {
                if (server.isUp()) arrive(request, pending, alarm);
                else refuse(pending, alarm);
              });
    if (world.strikes(random, world.weather().copied())) copyLater(request);
    world.agenda().await(alarm, ANSWER_TIMEOUT);
    if (pending.isRefused) throw new ConnectException("no server listens");
    Exchanger.Answer answer =
        pending.answer.orElseThrow(() -> new HttpTimeoutException("no answer within 60 s"));
    device.say(() -> "hears " + Messages.line(answer.body(), answer.contentType()));
    device.hears();
    if (answer.httpStatus() != 200)
      throw new IOException("HTTP " + answer.httpStatus() + ": " + answer.body().utf8());
    return new Answer(answer.body(), sending.form().encoding(), answer.hmac());
  }

  private static Exchanger.Request request(Sending sending) {
    String type =
        sending.form().encoding() == Form.Encoding.XML
            ? "application/vnd.syncml.dm+xml"
            : "application/vnd.syncml.dm+wbxml";
    return new Exchanger.Request(sending.body(), type, sending.hmac(), "192.0.2.1");
  }

  private void arrive(Exchanger.Request request, Pending pending, Agenda.Alarm alarm) {
    server.arrive(
        device,
        request,
        answer -> {
          if (world.strikes(random, world.weather().replayed())) replayLater(request, answer);
          if (world.strikes(random, world.weather().lost())) {
            device.say(() -> "the answer to it is lost");
            return;
          }
          world
              .agenda()
              .in(
                  delay(),
                  () -> {
                    pending.answer = Optional.of(answer);
                    alarm.ring();
                  });
        });
  }

  private void refuse(Pending pending, Agenda.Alarm alarm) {
    pending.isRefused = true;
    alarm.ring();
  }

  /// The network delivers a message once more; nobody waits for that answer.
  private void copyLater(Exchanger.Request request) {
    world
        .agenda()
        .in(
            Duration.ofMillis(random.nextInt(1, random.nextBoolean() ? 500 : 200_000)),
            () -> deliver("a copy of its message arrives", request, answer -> {}));
  }

  private void replayLater(Exchanger.Request request, Exchanger.Answer answer) {
    long life = server.life();
    boolean wasAccepted =
        Messages.headerStatus(answer).filter(SimulatedWire::isAccepted).isPresent();
    // BASIC has nothing against it, and a crash forgets the nonces of idle sessions: documented.
    if (device.kind().scheme() == AuthScheme.BASIC || !wasAccepted) return;
    world
        .agenda()
        .in(
            Duration.ofMinutes(random.nextInt(5, 400)),
            () -> {
              if (server.life() == life)
                deliver(
                    "someone replays an old message of it", request, again -> judge(answer, again));
            });
  }

  private void judge(Exchanger.Answer first, Exchanger.Answer again) {
    boolean isAccepted =
        Messages.headerStatus(again).filter(SimulatedWire::isAccepted).isPresent()
            && !Messages.aborts(again);
    Violation.unless(
        !isAccepted || again.body().equals(first.body()),
        Invariant.REPLAYS_ARE_REFUSED,
        () -> "a replayed message of %s opened a session".formatted(device.id()));
  }

  private static boolean isAccepted(String status) {
    return status.startsWith("2");
  }

  private void deliver(String words, Exchanger.Request request, Consumer<Exchanger.Answer> reply) {
    if (!server.isUp()) return;
    device.say(() -> words + ": " + Messages.line(request.body(), request.contentType()));
    server.arrive(device, request, reply);
  }

  private Duration delay() {
    boolean isLate = world.strikes(random, world.weather().late());
    return Duration.ofMillis(random.nextInt(10, isLate ? 150_000 : 400));
  }
}
