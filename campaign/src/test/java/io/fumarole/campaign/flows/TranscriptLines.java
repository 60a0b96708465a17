package io.fumarole.campaign.flows;

import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A session in short lines, so that a test shows what was said. Headers' Statuses are left out:
/// they belong to the credentials, not to the flow.
final class TranscriptLines {
  List<String> of(List<Transcript.Turn> turns) {
    List<String> lines = new ArrayList<>();
    for (Transcript.Turn turn : turns) {
      lines.add(line('>', turn.said()));
      lines.add(line('<', turn.heard()));
    }
    return lines;
  }

  private String line(char direction, Message message) {
    List<String> words = new ArrayList<>();
    for (Command command : message.commands()) words(command).ifPresent(words::add);
    joinAnswers(words);
    words.add(message.isFinal() ? "Final" : "more");
    return message.header().msgId() + " " + direction + " " + String.join(", ", folded(words));
  }

  /// A Get's Status and Results are one answer.
  private static void joinAnswers(List<String> words) {
    for (int i = words.size() - 1; i > 0; i--) {
      if (!words.get(i).equals("Results") || !words.get(i - 1).equals("200 Get")) continue;
      words.remove(i);
      words.set(i - 1, "(200 Get, Results)");
    }
  }

  /// Equal words one after the other become one with their number.
  private static List<String> folded(List<String> words) {
    List<String> folded = new ArrayList<>();
    for (int i = 0; i < words.size(); ) {
      int end = i;
      while (end < words.size() && words.get(end).equals(words.get(i))) end++;
      folded.add(end - i == 1 ? words.get(i) : words.get(i) + " x" + (end - i));
      i = end;
    }
    return folded;
  }

  private Optional<String> words(Command command) {
    return switch (command) {
      case Command.Status status when status.answersHeader() ->
          status.statusCode().isChallenge() ? Optional.of("challenge") : Optional.empty();
      case Command.Status status -> Optional.of(status.code() + " " + status.cmd());
      case Command.Results _ -> Optional.of("Results");
      case Command.Get _ -> Optional.of("Get");
      case Command.Alert alert -> Optional.of(alert(alert));
      case Command.Exec exec ->
          Optional.of("Exec " + at(exec.items().getFirst()) + correlator(exec.correlator()));
      case Command.Replace replace when at(replace.items().getFirst()).startsWith("./DevInfo") ->
          Optional.of("DevInfo");
      case Command.OnNodes onNodes -> {
        Item item = onNodes.items().getFirst();
        yield Optional.of(onNodes.name() + " " + at(item) + (item.moreData() ? " and more" : ""));
      }
      case Command.Group group ->
          Optional.of(
              group.name()
                  + " of "
                  + String.join(
                      " + ", group.commands().stream().flatMap(c -> words(c).stream()).toList()));
      case Command.Unsupported unsupported -> Optional.of(unsupported.name());
    };
  }

  private String alert(Command.Alert alert) {
    if (!alert.code().equals(AlertCode.GENERIC_ALERT)) return "Alert " + alert.code();
    Item item = alert.items().getFirst();
    String type =
        item.meta().type().flatMap(AlertType::parse).map(Enum::name).orElse("of no known type");
    String data = item.text().isEmpty() ? "" : " " + item.text();
    return type + data + correlator(alert.correlator());
  }

  private static String correlator(Optional<Correlator> given) {
    return given.map(c -> " #" + c.text()).orElse("");
  }

  private static String at(Item item) {
    String uri = item.targetUri().or(item::sourceUri).orElse("nowhere");
    String object = DeviceModel.OBJECT.toString();
    return uri.startsWith(object + "/") ? uri.substring(object.length() + 1) : uri;
  }
}
