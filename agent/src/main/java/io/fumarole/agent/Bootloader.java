package io.fumarole.agent;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.Slots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Starts the agent from the slot that the boot record names, and again when it asks for a reboot.
/// A new firmware that ends in any other way before it has confirmed itself is started again until
/// its trial is used up; then the old slot is started.
public final class Bootloader {
  /// The exit code by which the agent asks for a reboot. It is not one of the JVM's or the shell's.
  public static final int REBOOT = 75;

  /// For an agent that is told to end; what it saves is small.
  private static final int PATIENCE_SECONDS = 10;

  private static final System.Logger LOG = System.getLogger(Bootloader.class.getName());

  /// Runs the firmware in a slot and waits for its end.
  public interface Firmware {
    /// @return the exit code
    int run(Slot slot) throws IOException, InterruptedException;
  }

  private final Slots slots;
  private final Firmware firmware;

  public Bootloader(Slots slots, Firmware firmware) {
    this.slots = slots;
    this.firmware = firmware;
  }

  /// Supervises until the firmware ends for good.
  ///
  /// @return its exit code
  public int run() throws IOException, InterruptedException {
    while (true) {
      Slot slot = slots.boot();
      LOG.log(System.Logger.Level.INFO, "boot slot={0} trial={1}", slot, slots.isOnTrial(slot));
      int code = firmware.run(slot);
      if (code != REBOOT && !slots.isOnTrial(slot)) return code;
      LOG.log(System.Logger.Level.INFO, "ended slot={0} code={1}", slot, code);
    }
  }

  /// The agent as a child process on this terminal.
  public static Firmware childProcess(Path config) {
    return childProcess(config, ProcessBuilder.Redirect.INHERIT);
  }

  /// The agent as a child process of the same Java, with the same class path.
  ///
  /// @param output where it writes to
  public static Firmware childProcess(Path config, ProcessBuilder.Redirect output) {
    return slot -> {
      String java = ProcessHandle.current().info().command().orElse("java");
      List<String> command =
          List.of(
              java,
              "-cp",
              System.getProperty("java.class.path", ""),
              Main.class.getName(),
              Main.SLOT,
              slot.label(),
              config.toString());
      Process child =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(output)
              .redirectError(output)
              .start();
      Thread stop = new Thread(child::destroy);
      Runtime.getRuntime().addShutdownHook(stop);
      try {
        return child.waitFor();
      } finally {
        end(child);
        removeHook(stop);
      }
    };
  }

  /// Whoever goes on finds nobody at work in the slots.
  private static void end(Process child) throws InterruptedException {
    child.destroy();
    if (!child.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) child.destroyForcibly().waitFor();
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException shuttingDown) {
      LOG.log(System.Logger.Level.DEBUG, "shutting down");
    }
  }

  /// `Bootloader CONFIG`
  public static void main(String[] args) throws IOException, InterruptedException {
    Optional<Path> config = Main.configFile(args);
    if (config.isEmpty()) System.exit(Main.USAGE);
    System.exit(supervise(config.orElseThrow()));
  }

  /// Supervises the agent of a configuration file, on this terminal.
  ///
  /// @return the exit code for the program around it
  public static int supervise(Path configFile) throws IOException, InterruptedException {
    return supervise(configFile, ProcessBuilder.Redirect.INHERIT);
  }

  static int supervise(Path configFile, ProcessBuilder.Redirect output)
      throws IOException, InterruptedException {
    AgentConfig config;
    try {
      config = AgentConfig.read(configFile);
    } catch (ConfigMistake e) {
      System.err.println(e.getMessage());
      return Main.USAGE;
    }
    Slots slots =
        Slots.open(new RealDisk(), config.dataDirectory().resolve("slots"), config.factory());
    return new Bootloader(slots, childProcess(configFile, output)).run();
  }
}
