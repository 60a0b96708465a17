package io.fumarole.server.notify;

import io.fumarole.campaign.notification.Way;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Hands the notification to a program of the operator's own: the push PDU as hex on its standard
/// input, and all of it in its environment. No shell comes between, so that nothing of the device
/// can become a command.
public final class CommandTrigger implements Trigger {
  private static final System.Logger LOG = System.getLogger(CommandTrigger.class.getName());

  private static final Duration LONGEST = Duration.ofSeconds(30);

  private final List<String> command;

  /// @param command the program and its arguments
  public CommandTrigger(List<String> command) {
    if (command.isEmpty()) throw new IllegalArgumentException("a trigger command names a program");
    this.command = List.copyOf(command);
  }

  @Override
  public Outcome send(Push push) {
    var builder = new ProcessBuilder(command);
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Map<String, String> environment = builder.environment();
    environment.put("FUMAROLE_DEVICE", push.device());
    environment.put("FUMAROLE_ADDRESS", push.address().orElse(""));
    environment.put("FUMAROLE_PDU", push.pdu().toHex());
    environment.put("FUMAROLE_PACKAGE0", push.package0().toHex());
    try {
      return outcome(builder.start(), push);
    } catch (IOException e) {
      return Outcome.NotSent.never("the trigger command did not start: " + e.getMessage());
    }
  }

  private static Outcome outcome(Process process, Push push) {
    try {
      try (var in = process.getOutputStream()) {
        in.write((push.pdu().toHex() + "\n").getBytes(StandardCharsets.US_ASCII));
      } catch (IOException closedUnread) {
        // A command may ignore its input and take the environment: its exit code decides, below.
        LOG.log(
            System.Logger.Level.DEBUG, "the trigger command has not read its input", closedUnread);
      }
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return Outcome.NotSent.now(
            "the trigger command took longer than " + LONGEST.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return Outcome.NotSent.now("interrupted");
    }
    return process.exitValue() == 0
        ? new Outcome.Sent(Way.COMMAND, "handed to the trigger command")
        : Outcome.NotSent.now("the trigger command ended with " + process.exitValue());
  }
}
