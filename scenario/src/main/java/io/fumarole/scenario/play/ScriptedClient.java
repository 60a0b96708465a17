package io.fumarole.scenario.play;

import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.play.Player.Turn;
import java.io.IOException;
import java.util.Optional;

/// Plays a scenario of a client against a server.
public final class ScriptedClient {
  private ScriptedClient() {}

  /// @return why it failed; empty when every step went as expected
  /// @throws IOException when the server could not be reached, or the stagehand could not act
  public static Optional<Failure> play(
      Scenario scenario, Coding coding, Wire wire, Stagehand stagehand)
      throws IOException, InterruptedException {
    if (scenario.plays() != Scenario.Side.CLIENT)
      throw new IllegalArgumentException(
          scenario.file() + " plays a server: let it listen, and point a client at it");
    var player = new Player(scenario, coding);
    Turn turn = player.next();
    while (true) {
      switch (turn) {
        case Turn.Say(var packet) -> turn = player.hear(wire.exchange(packet));
        case Turn.Fetch(var call) -> turn = player.fetched(wire.fetch(call));
        case Turn.Do(var words) -> {
          stagehand.act(words);
          turn = player.next();
        }
        case Turn.Done _ -> {
          return Optional.empty();
        }
        case Turn.Failed(var failure) -> {
          return Optional.of(failure);
        }
        case Turn.Listen _, Turn.Fail _ ->
            throw new IllegalArgumentException(
                scenario.file() + ": a client begins with == send, and cannot == fail");
      }
    }
  }
}
