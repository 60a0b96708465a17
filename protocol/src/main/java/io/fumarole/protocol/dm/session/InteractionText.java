package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.session.Interaction.Input;
import io.fumarole.protocol.dm.session.Interaction.InputType;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command.Alert;
import io.fumarole.protocol.syncml.Item;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The Items of a user interaction alert, read and written: options first, then the text, then the
/// choices. Spec: Protocol 10, syncml-dm 5.1.
final class InteractionText {
  private static final int LONGEST_OPTIONS = 1_024;

  private InteractionText() {}

  /// Empty when the Items are not those of an interaction (412).
  static Optional<Interaction> of(Alert alert) {
    if (alert.items().size() < 2 || alert.items().get(1).data().isEmpty()) return Optional.empty();
    Map<String, String> options = options(alert.items().get(0).text());
    List<Item> more = alert.items().subList(2, alert.items().size());
    String code = alert.code().strip();
    boolean hasChoices =
        code.equals(AlertCode.SINGLE_CHOICE) || code.equals(AlertCode.MULTIPLE_CHOICE);
    if (hasChoices && (more.isEmpty() || more.stream().anyMatch(item -> item.data().isEmpty())))
      return Optional.empty();
    return Optional.of(
        new Interaction(
            code,
            alert.items().get(1).text(),
            hasChoices ? more.stream().map(Item::text).toList() : List.of(),
            number(options, "MINDT"),
            number(options, "MAXDT"),
            Optional.ofNullable(options.get("DR")),
            input(options)));
  }

  static List<Item> items(Interaction interaction) {
    return Stream.of(List.of(options(interaction), interaction.text()), interaction.choices())
        .flatMap(List::stream)
        .map(Item::data)
        .toList();
  }

  private static String options(Interaction interaction) {
    Interaction.Input input = interaction.input();
    boolean isText = interaction.code().equals(AlertCode.TEXT_INPUT);
    List<String> options = new ArrayList<>();
    interaction.minSeconds().ifPresent(it -> options.add("MINDT=" + it));
    interaction.maxSeconds().ifPresent(it -> options.add("MAXDT=" + it));
    interaction
        .defaultResponse()
        .ifPresent(it -> options.add("DR=" + URLEncoder.encode(it, StandardCharsets.UTF_8)));
    input.maxLength().filter(_ -> isText).ifPresent(it -> options.add("MAXLEN=" + it));
    if (isText && input.type() != InputType.ALPHANUMERIC)
      options.add("IT=" + input.type().letter());
    if (isText && input.isHidden()) options.add("ET=P");
    return String.join("&", options);
  }

  /// Options that we do not know, or cannot read, are skipped silently, as the specification says.
  private static Map<String, String> options(String text) {
    Map<String, String> options = new HashMap<>();
    if (text.length() > LONGEST_OPTIONS) return options;
    for (String option : text.strip().split("&")) {
      int equals = option.indexOf('=');
      if (equals > 0)
        decoded(option.substring(equals + 1))
            .ifPresent(value -> options.put(option.substring(0, equals), value));
    }
    return options;
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notEncoded) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> number(Map<String, String> options, String name) {
    return Optional.ofNullable(options.get(name))
        .filter(value -> value.matches("[0-9]{1,9}"))
        .map(Integer::valueOf);
  }

  private static Input input(Map<String, String> options) {
    String letter = options.getOrDefault("IT", "");
    InputType type = InputType.ALPHANUMERIC;
    for (InputType known : InputType.values()) {
      if (known.letter().equals(letter)) type = known;
    }
    return new Input(type, number(options, "MAXLEN"), options.getOrDefault("ET", "").equals("P"));
  }
}
