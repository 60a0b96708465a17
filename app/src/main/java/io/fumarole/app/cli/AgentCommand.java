package io.fumarole.app.cli;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Bootloader;
import io.fumarole.agent.account.Bootstrapping.Taken;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Slots;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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

  @Option(
      names = "--bootstrap",
      paramLabel = "FILE|HEX",
      description = "first take the account from this bootstrap message, a WSP push")
  private @Nullable String bootstrap;

  @Option(
      names = "--replace-account",
      description = "with --bootstrap: also when the device has an account already")
  private boolean replace;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try {
      AgentConfig settings = AgentConfig.read(config);
      if (bootstrap != null) take(settings, InputOctets.read(bootstrap));
      Slots slots =
          Slots.open(new RealDisk(), settings.dataDirectory().resolve("slots"), settings.factory());
      return new Bootloader(slots, Bootloader.childProcess(config)).run();
    } catch (ConfigMistake e) {
      throw new CliMistake(String.valueOf(e.getMessage()));
    }
  }

  private void take(AgentConfig settings, Octets octets) throws IOException {
    try {
      WspPush push = WspPush.parse(octets);
      String words =
          switch (Agent.bootstrapByHand(settings, new RealDisk(), push, replace)) {
            case Taken.Accepted(var serverId, _) -> "the device has an account with " + serverId;
            case Taken.Repeated() -> "the device has this account already";
            case Taken.Refused(var reason) ->
                throw new CliMistake("the bootstrap message is refused: " + reason);
          };
      spec.commandLine().getOut().println(words);
      spec.commandLine().getOut().flush();
    } catch (MalformedNotificationException e) {
      throw new CliMistake("this is no WSP push: " + e.getMessage());
    }
  }
}
