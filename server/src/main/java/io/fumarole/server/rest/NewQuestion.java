package io.fumarole.server.rest;

import io.fumarole.campaign.node.UserQuestion;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.Interaction.InputType;
import io.fumarole.protocol.syncml.AlertCode;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/// A question to a device's user, as it is asked for. Spec: syncml-dm 5.1.
///
/// @param kind how it is asked
/// @param choices for choice and choices
/// @param seconds how long it is shown at least, or waited for at most
/// @param answer by default, when the user gives none: 1 or 0 of a confirm, numbers joined by - of
///   choices
/// @param input what a text may be
/// @param length of a text at most, in characters
/// @param hours after which it expires
record NewQuestion(
    Optional<String> kind,
    Optional<String> text,
    Optional<List<String>> choices,
    Optional<Integer> seconds,
    Optional<String> answer,
    Optional<String> input,
    Optional<Integer> length,
    Optional<Integer> hours) {
  private static final int MOST_LENGTH = 1_000;

  enum Kind {
    SHOW(AlertCode.DISPLAY),
    CONFIRM(AlertCode.CONFIRM),
    TEXT(AlertCode.TEXT_INPUT),
    CHOICE(AlertCode.SINGLE_CHOICE),
    CHOICES(AlertCode.MULTIPLE_CHOICE);

    private final String code;

    Kind(String code) {
      this.code = code;
    }

    static Kind of(String code) {
      for (Kind kind : values()) if (kind.code.equals(code)) return kind;
      throw new IllegalArgumentException(code + " is no user interaction");
    }
  }

  UserQuestion question() {
    Kind wanted = Input.word("kind", Input.needed(kind, "kind"), Kind.values());
    String words = Input.needed(text, "text");
    InputType type =
        input.map(it -> Input.word("input", it, InputType.values())).orElse(InputType.ALPHANUMERIC);
    if (length.filter(it -> it < 1 || it > MOST_LENGTH).isPresent())
      throw BadRequest.of("length", "it is a number from 1 to %,d".formatted(MOST_LENGTH));
    boolean isShown = wanted == Kind.SHOW;
    try {
      return new UserQuestion(
          new Interaction(
              wanted.code,
              words,
              choices.orElse(List.of()),
              seconds.filter(_ -> isShown),
              seconds.filter(_ -> !isShown),
              answer,
              new Interaction.Input(type, length, false)));
    } catch (IllegalArgumentException refused) {
      throw new BadRequest(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(refused.getMessage()));
    }
  }
}
