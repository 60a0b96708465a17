package io.fumarole.agent.user;

import io.fumarole.agent.time.Time;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.Interaction.Reply;
import io.fumarole.protocol.syncml.AlertCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Someone at a terminal.
public final class TerminalUser implements User {
  /// A session waits meanwhile; servers give up after some minutes.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Duration LOOK_EVERY = Duration.ofMillis(100);

  private static final String YES_OR_NO = " [y/n] ";

  private final BufferedReader in;
  private final PrintStream out;
  private final Time time;

  public TerminalUser(BufferedReader in, PrintStream out, Time time) {
    this.in = in;
    this.out = out;
    this.time = time;
  }

  @Override
  public Reply interact(Interaction interaction) {
    return switch (interaction.code()) {
      case AlertCode.DISPLAY -> {
        tell(interaction.text()); // a line stays where it is: MINDT is kept
        yield Reply.YES;
      }
      case AlertCode.CONFIRM ->
          answer(interaction, YES_OR_NO, line -> Optional.of(isYes(line) ? Reply.YES : Reply.NO));
      case AlertCode.TEXT_INPUT -> typed(interaction);
      case AlertCode.SINGLE_CHOICE, AlertCode.MULTIPLE_CHOICE -> chosen(interaction);
      default -> Reply.NOT_SUPPORTED;
    };
  }

  @Override
  public boolean mayStart(String serverId) {
    return agrees("The server " + serverId + " wants to talk to this device.");
  }

  @Override
  public boolean mayReplaceAccount(String serverId) {
    return agrees("Replace this device's account by one with the server " + serverId + "?");
  }

  @Override
  public void tell(String text) {
    out.println(printable(text));
  }

  /// What must not be seen while it is typed is not asked: a terminal would show it.
  private Reply typed(Interaction interaction) {
    if (interaction.input().isHidden()) return Reply.NOT_SUPPORTED;
    String hint = interaction.input().type().words();
    String most =
        interaction
            .input()
            .maxLength()
            .map(length -> ", at most " + length + " letters")
            .orElse("");
    return answer(
        interaction, " [" + hint + most + "; empty to cancel] ", line -> lineOf(interaction, line));
  }

  private Reply chosen(Interaction interaction) {
    List<String> choices = interaction.choices();
    for (int i = 0; i < choices.size(); i++) tell((i + 1) + ") " + choices.get(i));
    boolean isSingle = interaction.code().equals(AlertCode.SINGLE_CHOICE);
    return answer(
        interaction,
        isSingle ? " [a number; empty to cancel] " : " [numbers, such as 1-3; empty to cancel] ",
        line -> lineOf(interaction, line));
  }

  private static Optional<Reply> lineOf(Interaction interaction, String line) {
    return line.isBlank() ? Optional.of(Reply.CANCELLED) : interaction.answer(line.strip());
  }

  /// What the user says, else the server's default response, else that nobody answered in time.
  private Reply answer(
      Interaction interaction, String hint, Function<String, Optional<Reply>> read) {
    Duration wait = interaction.maxSeconds().map(Duration::ofSeconds).orElse(PATIENCE);
    return ask(interaction.text() + hint, wait, read)
        .or(interaction::byDefault)
        .orElse(Reply.TIMEOUT);
  }

  /// Asks until a line is an answer; empty when none comes in time.
  private <T> Optional<T> ask(String question, Duration wait, Function<String, Optional<T>> read) {
    out.print(printable(question));
    out.flush();
    Instant end = time.now().plus(wait);
    try {
      while (time.now().isBefore(end)) {
        if (in.ready()) {
          String line = in.readLine();
          if (line == null) return Optional.empty();
          Optional<T> answer = read.apply(line);
          if (answer.isPresent()) return answer;
          out.print("That is no answer. " + printable(question));
          out.flush();
        } else {
          time.sleep(LOOK_EVERY);
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Optional.empty();
  }

  private boolean agrees(String question) {
    return ask(question + YES_OR_NO, PATIENCE, line -> Optional.of(isYes(line))).orElse(false);
  }

  private static boolean isYes(String line) {
    return line.strip().toLowerCase(Locale.ROOT).startsWith("y");
  }

  /// A server's text must not steer the terminal.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
