package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// Conversations from files; `docs/scenarios.md` describes them.
@Command(
    name = "scenario",
    mixinStandardHelpOptions = true,
    description = "Play conversations from files against a server or a device.",
    synopsisSubcommandLabel = "(run)")
final class ScenarioCommand {
  @Command(
      name = "run",
      mixinStandardHelpOptions = true,
      description = {
        "Plays scenarios, and says where the other side did something else.",
        "One that plays a client needs --server, one that plays a server needs --listen."
      })
  int run(
      @Mixin Playing playing,
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "one after the other")
          List<Path> files)
      throws IOException, InterruptedException {
    int worst = 0;
    for (Path file : files) worst = Math.max(worst, playing.play(file));
    return worst;
  }
}
