package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.play.Player.Turn;
import java.io.IOException;
import java.util.Optional;

/// Plays a scenario of a server, one request at a time: in process as a [Wire], or behind HTTP.
public final class ScriptedServer implements Wire {
  private final Scenario scenario;
  private final Player player;
  private final Stagehand stagehand;
  private Optional<Failure> failure = Optional.empty();
  private boolean done;

  public ScriptedServer(Scenario scenario, Coding coding, Stagehand stagehand) {
    if (scenario.plays() != Scenario.Side.SERVER)
      throw new IllegalArgumentException(
          scenario.file() + " plays a client: give it the address of a server");
    this.scenario = scenario;
    this.player = new Player(scenario, coding);
    this.stagehand = stagehand;
  }

  /// @return the answer; an HTTP status alone when the scenario lets the client down, or has failed
  /// @throws IOException when the connection is to break
  @Override
  public synchronized Packet exchange(Packet request) throws IOException, InterruptedException {
    if (failure.isPresent()) return refusal();
    Turn turn = player.hear(request);
    while (turn instanceof Turn.Do(var words)) {
      stagehand.act(words);
      turn = player.next();
    }
    return switch (turn) {
      case Turn.Say(var packet) -> packet;
      case Turn.Fail(var status) -> {
        if (status == 0) throw new IOException("the scenario breaks the connection here");
        yield Packet.answer(status, "text/plain", Octets.EMPTY, Optional.empty());
      }
      case Turn.Failed(var why) -> {
        failure = Optional.of(why);
        yield refusal();
      }
      case Turn.Done _ -> {
        // The last expectation had no answer: the client is left without one.
        done = true;
        yield Packet.answer(200, "text/plain", Octets.EMPTY, Optional.empty());
      }
      case Turn.Listen _, Turn.Do _, Turn.Fetch _ ->
          throw new IllegalArgumentException(
              scenario.file() + ": a server answers each message once, with == send or == fail");
    };
  }

  private static Packet refusal() {
    return Packet.answer(
        500, "text/plain", Octets.utf8("the scenario has failed\n"), Optional.empty());
  }

  /// Why the scenario failed, after the client is through; empty when every step was played.
  public synchronized Optional<Failure> verdict() {
    if (failure.isEmpty() && player.ended() instanceof Turn.Failed(var why))
      return Optional.of(why);
    return failure;
  }

  /// Whether nothing more can come of waiting: all steps are through, or one has failed.
  public synchronized boolean isOver() {
    return done || failure.isPresent() || player.ended() instanceof Turn.Done;
  }
}
