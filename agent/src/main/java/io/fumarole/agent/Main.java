package io.fumarole.agent;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.log.JsonLog;
import io.fumarole.agent.session.NotificationListener;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.user.TerminalUser;
import io.fumarole.agent.user.User;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/// The agent as a program of its own: `Main [--slot a|b] CONFIG`. [Bootloader] starts it with a
/// slot; without one the agent reads the boot record itself, and ends with [Bootloader#REBOOT] when
/// it wants to be started again, by a service manager for instance.
public final class Main {
  /// The boot argument: which slot the agent runs from.
  static final String SLOT = "--slot";

  /// The exit code of a wrong command line or configuration. As in sysexits.h.
  static final int USAGE = 64;

  /// The exit code when disk or network cannot be used at all.
  static final int FAILED = 74;

  private static final String HELP =
      "usage: Main [--slot a|b] CONFIG, where CONFIG is the agent's configuration file";

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    boolean named = args.length == 3 && args[0].equals(SLOT);
    Optional<Slot> slot = named ? Slot.parse(args[1]) : Optional.empty();
    if ((args.length != 1 && !named) || (named && slot.isEmpty())) {
      System.err.println(HELP);
      System.exit(USAGE);
    }
    System.exit(run(Path.of(args[args.length - 1]), slot));
  }

  /// Runs the agent until it ends.
  ///
  /// @return the process's exit code
  public static int run(Path configFile, Optional<Slot> booted) throws InterruptedException {
    try {
      AgentConfig config = AgentConfig.read(configFile);
      Time time = Time.system();
      AgentLog log = new JsonLog(System.out, time);
      try (DataLock _ = DataLock.take(config.dataDirectory())) {
        return run(config, booted, Surroundings.real(config, user(config, time), log, Reboot.EXIT));
      }
    } catch (ConfigMistake e) {
      System.err.println(e.getMessage());
      return USAGE;
    } catch (IOException e) {
      System.err.println("the agent cannot start: " + e);
      return FAILED;
    }
  }

  private static int run(AgentConfig config, Optional<Slot> booted, Surroundings real)
      throws IOException, InterruptedException {
    Surroundings around = TerminalProgress.isTerminal() ? real.with(new TerminalProgress()) : real;
    Agent agent = Agent.start(config, around, booted);
    if (config.notificationPort() == 0) return loop(agent, config, around);
    var address = new InetSocketAddress(config.notificationPort());
    try (var _ = NotificationListener.open(address, agent.starts(), around.log())) {
      return loop(agent, config, around);
    }
  }

  private static int loop(Agent agent, AgentConfig config, Surroundings around)
      throws InterruptedException {
    return switch (new AgentLoop(agent, config, around).run()) {
      case STOPPED -> 0;
      case REBOOT -> Bootloader.REBOOT;
    };
  }

  private static User user(AgentConfig config, Time time) {
    return switch (config.userInteraction()) {
      case ACCEPT -> User.always(true);
      case DECLINE -> User.always(false);
      case NONE -> User.absent();
      case ASK ->
          new TerminalUser(
              new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
              System.out,
              time);
    };
  }

  static Optional<Path> configFile(String[] args) {
    if (args.length == 1) return Optional.of(Path.of(args[0]));
    System.err.println("give one argument: the agent's configuration file");
    return Optional.empty();
  }
}
