package io.fumarole.protocol.explain;

import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Alerts in words.
final class Alerts {
  private Alerts() {}

  static List<Line> lines(int indent, Command.Alert alert) {
    String code = alert.code().strip();
    String text =
        "Alert %s: %s %s%s"
            .formatted(
                Shown.name(alert.cmdId().text()),
                Shown.name(code),
                AlertCode.meaning(code),
                alert
                    .correlator()
                    .map(correlator -> ", correlator " + Shown.name(correlator.text()))
                    .orElse(""));
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(indent, text, Optional.empty(), breaksOff(code)));
    for (int i = 0; i < alert.items().size(); i++)
      lines.add(item(indent + 1, code, i, alert.items().get(i)));
    return lines;
  }

  private static Line item(int indent, String code, int index, Item item) {
    return switch (code) {
      case AlertCode.GENERIC_ALERT -> generic(indent, item);
      case AlertCode.DISPLAY,
          AlertCode.CONFIRM,
          AlertCode.TEXT_INPUT,
          AlertCode.SINGLE_CHOICE,
          AlertCode.MULTIPLE_CHOICE ->
          Line.plain(indent, interactionLabel(index) + ": " + Items.text(item, item.meta()));
      default -> Line.plain(indent, Items.text(item, item.meta()));
    };
  }

  /// Spec: syncml-dm 5.1: options, then the text for the user, then the choices.
  private static String interactionLabel(int index) {
    return switch (index) {
      case 0 -> "options";
      case 1 -> "text";
      default -> "choice " + (index - 1);
    };
  }

  private static Line generic(int indent, Item item) {
    String text = Items.text(item, item.meta());
    Optional<AlertType> type = item.meta().type().flatMap(AlertType::parse);
    if (type.isEmpty()) return Line.plain(indent, text);
    return new Line(
        indent, text, Optional.of(Meanings.ofAlert(type.get(), item.text())), isFailure(item));
  }

  /// Whether the alert breaks something off or reports a failure.
  static boolean isBadNews(Command.Alert alert) {
    String code = alert.code().strip();
    return breaksOff(code)
        || (code.equals(AlertCode.GENERIC_ALERT)
            && alert.items().stream().anyMatch(Alerts::isFailure));
  }

  private static boolean breaksOff(String code) {
    return code.equals(AlertCode.SESSION_ABORT) || code.equals(AlertCode.NO_END_OF_DATA);
  }

  /// Whether this is the report of an operation, and not of a good end.
  private static boolean isFailure(Item item) {
    Optional<AlertType> type = item.meta().type().flatMap(AlertType::parse);
    return type.isPresent()
        && !type.get().isRequest()
        && !Meanings.resultCode(item.text()).map(ResultCode::isSuccess).orElse(false);
  }
}
