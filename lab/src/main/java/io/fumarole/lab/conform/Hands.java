package io.fumarole.lab.conform;

import java.io.IOException;

/// Does at the device what the kit cannot do from afar, such as pressing its keys.
public interface Hands {
  /// @param word what, for programs: `session`, `yes`, `no` …
  /// @param sentence what, for people
  /// @param through to be run when nothing more of the device will come of it, where that is known
  /// @return false when nobody is there to do it
  boolean act(String word, String sentence, Runnable through)
      throws IOException, InterruptedException;
}
