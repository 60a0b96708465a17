package io.fumarole.scenario.play;

import java.io.IOException;
import java.util.List;

/// Does what a scenario asks of its surroundings with `== do`, such as letting time pass.
public interface Stagehand {
  /// Nothing can be done here.
  Stagehand NONE =
      words -> {
        throw new IOException("nobody here can do '" + String.join(" ", words) + "'");
      };

  void act(List<String> words) throws IOException, InterruptedException;
}
