package io.fumarole.server.notify.smpp;

import io.fumarole.server.notify.Receipt;
import io.fumarole.server.notify.Receipt.Fate;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsmpp.bean.DeliverSm;
import org.jsmpp.bean.OptionalParameter;

/// Reads a message centre's delivery receipt: from its parameters where it has them, else from its
/// text. Spec: SMPP 3.4 appendix B, 5.3.2.12, 5.3.2.35.
final class SmppReceipt {
  private static final Pattern ID = field("id");
  private static final Pattern STATE = field("stat");
  private static final Pattern ERROR = field("err");

  /// Longer ones are none of SMPP's.
  private static final int LONGEST_ID = 64;

  private SmppReceipt() {}

  private static Pattern field(String name) {
    return Pattern.compile("(?:^|\\s)" + name + ":\\s*(\\S+)", Pattern.CASE_INSENSITIVE);
  }

  /// Empty when it does not say which message it means, or nothing final about it.
  static Optional<Receipt> of(DeliverSm message) {
    byte[] octets = message.getShortMessage();
    String text = octets == null ? "" : new String(octets, StandardCharsets.ISO_8859_1);
    Optional<String> id =
        Optional.ofNullable(
                message.getOptionalParameter(OptionalParameter.Receipted_message_id.class))
            .map(OptionalParameter.COctetString::getValueAsString);
    Optional<String> state =
        Optional.ofNullable(message.getOptionalParameter(OptionalParameter.Message_state.class))
            .map(it -> word(it.getValue()));
    return of(id, state, text);
  }

  /// @param id what the parameter says, before the text
  /// @param state as the text would say it
  static Optional<Receipt> of(Optional<String> id, Optional<String> state, String text) {
    Optional<String> message =
        id.or(() -> find(ID, text)).filter(it -> !it.isBlank() && it.length() <= LONGEST_ID);
    Optional<String> word = state.or(() -> find(STATE, text));
    Optional<Fate> fate = word.flatMap(SmppReceipt::fate);
    if (message.isEmpty() || fate.isEmpty()) return Optional.empty();
    String error = find(ERROR, text).map(it -> ", error " + it).orElse("");
    return Optional.of(
        new Receipt(message.get(), fate.get(), "the message centre says " + word.get() + error));
  }

  private static Optional<String> find(Pattern field, String text) {
    Matcher found = field.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  private static Optional<Fate> fate(String word) {
    return switch (word) {
      case "DELIVRD" -> Optional.of(Fate.DELIVERED);
      case "EXPIRED" -> Optional.of(Fate.EXPIRED);
      case "DELETED", "UNDELIV", "REJECTD" -> Optional.of(Fate.FAILED);
      // On its way, or nobody knows.
      default -> Optional.empty();
    };
  }

  /// Spec: SMPP 3.4 5.2.28.
  private static String word(byte state) {
    return switch (state) {
      case 2 -> "DELIVRD";
      case 3 -> "EXPIRED";
      case 4 -> "DELETED";
      case 5 -> "UNDELIV";
      case 8 -> "REJECTD";
      default -> "state " + state;
    };
  }
}
