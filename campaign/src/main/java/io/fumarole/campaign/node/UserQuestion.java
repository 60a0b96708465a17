package io.fumarole.campaign.node;

import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Something to show to the user of a device, or to ask. Spec: syncml-dm 5.1.
public record UserQuestion(Interaction interaction) implements OrderRequest {
  /// In characters, of a text and of a choice: what small displays hold and small messages carry.
  public static final int LONGEST_TEXT = 1_000;

  public static final int LONGEST_CHOICE = 100;
  public static final int MOST_CHOICES = 20;
  public static final int MOST_SECONDS = 3_600;

  public UserQuestion {
    boolean isChoice = isChoice(interaction);
    if (interaction.text().isBlank() || interaction.text().length() > LONGEST_TEXT)
      throw new IllegalArgumentException("text has 1 to %,d characters".formatted(LONGEST_TEXT));
    if (isChoice != !interaction.choices().isEmpty())
      throw new IllegalArgumentException(
          isChoice ? "choices are missing" : "only choice and choices have choices");
    if (interaction.choices().size() > MOST_CHOICES
        || interaction.choices().stream()
            .anyMatch(it -> it.isBlank() || it.length() > LONGEST_CHOICE))
      throw new IllegalArgumentException(
          "there are at most %d choices of 1 to %d characters"
              .formatted(MOST_CHOICES, LONGEST_CHOICE));
    if (interaction.input().isHidden())
      throw new IllegalArgumentException(
          "a secret is not asked like this: it would stand readable in the history");
    if (!interaction.code().equals(AlertCode.TEXT_INPUT)
        && !interaction.input().equals(Interaction.Input.ANY))
      throw new IllegalArgumentException("only text has an input and a length");
    if (interaction.maxSeconds().filter(it -> it < 1 || it > MOST_SECONDS).isPresent()
        || interaction.minSeconds().filter(it -> it < 1 || it > MOST_SECONDS).isPresent())
      throw new IllegalArgumentException(
          "seconds is a number from 1 to %,d".formatted(MOST_SECONDS));
    if (interaction.defaultResponse().isPresent() && interaction.byDefault().isEmpty())
      throw new IllegalArgumentException(
          "default is no answer to this: " + expected(interaction.code()));
  }

  private static String expected(String code) {
    return switch (code) {
      case AlertCode.CONFIRM -> "1 for yes or 0 for no";
      case AlertCode.SINGLE_CHOICE -> "the number of a choice, the first is 1";
      case AlertCode.MULTIPLE_CHOICE -> "numbers of choices joined by -, the first is 1";
      case AlertCode.TEXT_INPUT -> "a text of the kind and length that are asked for";
      default -> "what is only shown has none";
    };
  }

  private static boolean isChoice(Interaction interaction) {
    return interaction.code().equals(AlertCode.SINGLE_CHOICE)
        || interaction.code().equals(AlertCode.MULTIPLE_CHOICE);
  }

  /// The user would be asked twice.
  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public String words() {
    return (interaction.code().equals(AlertCode.DISPLAY) ? "Show " : "Ask ") + interaction.text();
  }

  /// Whether the user has answered: "no" is an answer too.
  boolean isAnsweredBy(StatusCode status) {
    return status.isSuccess()
        || (interaction.code().equals(AlertCode.CONFIRM) && status.equals(StatusCode.NOT_MODIFIED));
  }

  /// What came of it, for people.
  ///
  /// @param said as the device sent it
  String words(StatusCode status, List<String> said) {
    if (!isAnsweredBy(status)) return refusal(status);
    return switch (interaction.code()) {
      case AlertCode.DISPLAY -> "it was shown";
      case AlertCode.CONFIRM -> status.isSuccess() ? "yes" : "no";
      case AlertCode.TEXT_INPUT ->
          said.isEmpty() ? "the device sent no text" : String.join(" ", said);
      default ->
          said.isEmpty()
              ? "nothing was chosen"
              : said.stream().map(this::chosen).collect(Collectors.joining(", "));
    };
  }

  private static String refusal(StatusCode status) {
    String why =
        switch (status.value()) {
          case 214 -> "the user cancelled it: ";
          case 406, 416 -> "the device cannot show it: ";
          case 408 -> "the user did not answer in time: ";
          default -> "";
        };
    return why + status.value() + " " + status.meaning();
  }

  private String chosen(String number) {
    return choice(number)
        .map(text -> number + " (" + text + ")")
        .orElse("'" + number + "', which is no choice");
  }

  private Optional<String> choice(String number) {
    if (!number.matches("[0-9]{1,3}")) return Optional.empty();
    int index = Integer.parseInt(number) - 1;
    return index >= 0 && index < interaction.choices().size()
        ? Optional.of(interaction.choices().get(index))
        : Optional.empty();
  }
}
