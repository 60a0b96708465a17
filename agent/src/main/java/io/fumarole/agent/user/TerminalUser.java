package io.fumarole.agent.user;

import io.fumarole.agent.time.Time;
import io.fumarole.protocol.dm.session.ManagedDevice.Interaction;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Someone at a terminal.
public final class TerminalUser implements User {
  /// A session waits meanwhile; servers give up after some minutes.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private final BufferedReader in;
  private final PrintStream out;
  private final Time time;

  public TerminalUser(BufferedReader in, PrintStream out, Time time) {
    this.in = in;
    this.out = out;
    this.time = time;
  }

  @Override
  public StatusCode interact(Interaction interaction) {
    return switch (interaction.code()) {
      case AlertCode.DISPLAY -> {
        tell(interaction.text());
        yield StatusCode.OK;
      }
      case AlertCode.CONFIRM -> confirm(interaction);
      default -> StatusCode.NOT_SUPPORTED;
    };
  }

  @Override
  public boolean mayStart(String serverId) {
    return ask("The server " + serverId + " wants to talk to this device.", PATIENCE).orElse(false);
  }

  @Override
  public boolean mayReplaceAccount(String serverId) {
    String question = "Replace this device's account by one with the server " + serverId + "?";
    return ask(question, PATIENCE).orElse(false);
  }

  @Override
  public void tell(String text) {
    out.println(printable(text));
  }

  private StatusCode confirm(Interaction interaction) {
    Duration wait = interaction.maxSeconds().map(Duration::ofSeconds).orElse(PATIENCE);
    Optional<Boolean> answer = ask(interaction.text(), wait);
    Optional<Boolean> defaultAnswer = interaction.defaultResponse().map("1"::equals);
    return answer
        .or(() -> defaultAnswer)
        .map(yes -> yes ? StatusCode.OK : StatusCode.NOT_MODIFIED)
        .orElse(StatusCode.TIMEOUT);
  }

  /// Empty when no answer comes in time.
  private Optional<Boolean> ask(String question, Duration wait) {
    out.print(printable(question) + " [y/n] ");
    out.flush();
    Instant end = time.now().plus(wait);
    try {
      while (time.now().isBefore(end)) {
        if (in.ready()) {
          String line = in.readLine();
          return line == null ? Optional.empty() : Optional.of(isYes(line));
        }
        time.sleep(LOOK_EVERY);
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private static boolean isYes(String line) {
    return line.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  /// A server's text must not steer the terminal.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
