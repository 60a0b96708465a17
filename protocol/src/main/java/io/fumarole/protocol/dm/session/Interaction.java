package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Something that the server shows to the user, or asks. Spec: syncml-dm 5.1.
///
/// @param code 1100 to 1104
/// @param choices what 1103 and 1104 let the user choose from, the first has number 1
/// @param minSeconds least display time
/// @param maxSeconds longest wait, then the default response or 408
/// @param defaultResponse `DR`
/// @param input what 1102 takes
public record Interaction(
    String code,
    String text,
    List<String> choices,
    Optional<Integer> minSeconds,
    Optional<Integer> maxSeconds,
    Optional<String> defaultResponse,
    Input input) {
  public Interaction {
    choices = List.copyOf(choices);
  }

  /// Shows a text.
  public static Interaction display(String text, int minSeconds) {
    return plain(AlertCode.DISPLAY, text, Optional.of(minSeconds), Optional.empty());
  }

  /// Asks for a yes.
  public static Interaction confirm(String text, int maxSeconds) {
    return plain(AlertCode.CONFIRM, text, Optional.empty(), Optional.of(maxSeconds));
  }

  private static Interaction plain(
      String code, String text, Optional<Integer> minSeconds, Optional<Integer> maxSeconds) {
    return new Interaction(
        code, text, List.of(), minSeconds, maxSeconds, Optional.empty(), Input.ANY);
  }

  /// What a text may be.
  ///
  /// @param maxLength in characters
  /// @param isHidden whether it must not be readable while it is typed
  public record Input(InputType type, Optional<Integer> maxLength, boolean isHidden) {
    public static final Input ANY = new Input(InputType.ALPHANUMERIC, Optional.empty(), false);

    public boolean accepts(String text) {
      return maxLength.filter(most -> text.length() > most).isEmpty() && type.accepts(text);
    }
  }

  /// `IT`.
  public enum InputType {
    ALPHANUMERIC("A", "text", ".*"),
    NUMERIC("N", "a number", "[+-]?[0-9]+([.,][0-9]+)?"),
    DATE("D", "a date as DDMMYYYY", "[0-9]{8}"),
    TIME("T", "a time as hhmmss", "[0-9]{6}"),
    PHONE("P", "a phone number", "\\+?[0-9*#pwPW ()-]+"),
    IPV4("I", "an IPv4 address", "(([01]?[0-9]?[0-9]|2[0-4][0-9]|25[0-5])(\\.(?!$)|$)){4}");

    private final String letter;
    private final String words;
    private final String pattern;

    InputType(String letter, String words, String pattern) {
      this.letter = letter;
      this.words = words;
      this.pattern = pattern;
    }

    public String letter() {
      return letter;
    }

    /// For the user.
    public String words() {
      return words;
    }

    boolean accepts(String text) {
      if (this == ALPHANUMERIC) return true;
      if (!text.matches(pattern)) return false;
      try {
        if (this == DATE)
          LocalDate.of(part(text, 4, 8), part(text, 2, 4), part(text, 0, 2)); // throws when none
        if (this == TIME) LocalTime.of(part(text, 0, 2), part(text, 2, 4), part(text, 4, 6));
        return true;
      } catch (DateTimeException noSuchDay) {
        return false;
      }
    }

    private static int part(String text, int from, int to) {
      return Integer.parseInt(text.substring(from, to));
    }
  }

  /// What the user said.
  ///
  /// @param status 200 done or yes, 304 no, 214 cancelled, 406 not supported, 408 no answer in
  ///   time, 416 cannot be shown
  /// @param answers the text of 1102, the numbers of 1103 and 1104
  public record Reply(StatusCode status, List<String> answers) {
    public static final Reply YES = of(StatusCode.OK);
    public static final Reply NO = of(StatusCode.NOT_MODIFIED);
    public static final Reply CANCELLED = of(StatusCode.CANCELLED);
    public static final Reply NOT_SUPPORTED = of(StatusCode.NOT_SUPPORTED);
    public static final Reply TIMEOUT = of(StatusCode.TIMEOUT);

    public Reply {
      answers = List.copyOf(answers);
    }

    public static Reply of(StatusCode status) {
      return new Reply(status, List.of());
    }

    public static Reply text(String text) {
      return new Reply(StatusCode.OK, List.of(text));
    }
  }

  /// What a user's line answers; empty when it is no answer to this question.
  public Optional<Reply> answer(String line) {
    return switch (code) {
      case AlertCode.TEXT_INPUT ->
          input.accepts(line) ? Optional.of(Reply.text(line)) : Optional.empty();
      case AlertCode.SINGLE_CHOICE -> chosen(line).filter(reply -> reply.answers().size() == 1);
      case AlertCode.MULTIPLE_CHOICE -> chosen(line);
      default -> Optional.empty();
    };
  }

  /// What holds when the user does not answer; empty when the server named nothing that would be an
  /// answer.
  public Optional<Reply> byDefault() {
    if (defaultResponse.isEmpty()) return Optional.empty();
    String said = defaultResponse.get();
    if (!code.equals(AlertCode.CONFIRM)) return answer(said);
    return switch (said) {
      case "1" -> Optional.of(Reply.YES);
      case "0" -> Optional.of(Reply.NO);
      default -> Optional.empty();
    };
  }

  /// Numbers joined by `-`, each once; people may use blanks and commas.
  private Optional<Reply> chosen(String line) {
    List<String> numbers = new ArrayList<>();
    for (String part : line.strip().split("[-, ]+")) {
      if (part.isEmpty()) continue;
      if (!part.matches("[0-9]{1,4}")) return Optional.empty();
      int number = Integer.parseInt(part);
      if (number < 1 || number > choices.size()) return Optional.empty();
      if (!numbers.contains(Integer.toString(number))) numbers.add(Integer.toString(number));
    }
    return Optional.of(new Reply(StatusCode.OK, numbers));
  }
}
