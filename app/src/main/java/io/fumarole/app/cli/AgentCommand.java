package io.fumarole.app.cli;

import io.fumarole.agent.Bootloader;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Slots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Runs a device: the boot loader here, the agent as a process of its own.
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = "Runs a device agent, restarted by its boot loader after each update.")
final class AgentCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "CONFIG",
      description = "the device's settings; docs/agent.md lists them")
  private Path config = Path.of("");

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      AgentConfig settings = AgentConfig.read(config);
      Slots slots =
          Slots.open(new RealDisk(), settings.dataDirectory().resolve("slots"), settings.factory());
      return new Bootloader(slots, Bootloader.childProcess(config)).run();
    } catch (ConfigMistake e) {
      throw new CliMistake(String.valueOf(e.getMessage()));
    }
  }
}
