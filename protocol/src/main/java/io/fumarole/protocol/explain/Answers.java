package io.fumarole.protocol.explain;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Status and Results in words, linked with what they answer.
///
/// @param peer who sent the answered commands
record Answers(String peer, Answered answered) {
  List<Line> status(int indent, Command.Status status) {
    List<Line> lines = new ArrayList<>();
    StatusCode code = status.statusCode();
    String text =
        "Status %s → %s: %s %s"
            .formatted(
                Shown.name(status.cmdId().text()),
                subject(status),
                Shown.name(status.code()),
                code.meaning());
    Optional<String> mismatch = mismatch(status);
    lines.add(
        new Line(
            indent,
            text,
            mismatch.or(() -> Meanings.ofStatus(status.cmd(), code)),
            mismatch.isPresent() || Meanings.isAlarming(code)));
    status.chal().ifPresent(chal -> lines.add(challenge(indent + 1, chal, code)));
    for (Item item : status.items())
      lines.add(Line.plain(indent + 1, "with " + Items.text(item, item.meta())));
    return lines;
  }

  List<Line> results(int indent, Command.Results results) {
    String head =
        "Results %s → %s:"
            .formatted(
                Shown.name(results.cmdId().text()),
                reference("Get", results.cmdRef(), results.msgRef()));
    return Items.lines(indent, head, results, results.meta(), results.items());
  }

  private String subject(Command.Status status) {
    if (status.answersHeader())
      return "header (" + peer + "'s message " + Shown.name(status.msgRef().text()) + ")";
    String reference = reference(status.cmd(), status.cmdRef(), Optional.of(status.msgRef()));
    String about = about(status);
    return about.isEmpty() ? reference : reference + " " + about;
  }

  private String reference(String name, CmdId command, Optional<MsgId> message) {
    return Shown.name(name)
        + " "
        + Shown.name(command.text())
        + message.map(id -> " (" + peer + "'s message " + Shown.name(id.text()) + ")").orElse("");
  }

  /// The nodes that the Status names; failing that, those of the command it answers.
  private String about(Command.Status status) {
    List<String> references = new ArrayList<>(status.targetRefs());
    references.addAll(status.sourceRefs());
    if (!references.isEmpty()) return firstOf(references);
    return answered.find(status.msgRef(), status.cmdRef()) instanceof Answered.Found.It(var command)
        ? about(command)
        : "";
  }

  private static String about(Command command) {
    return switch (command) {
      case Command.Alert alert ->
          Shown.name(alert.code()) + " " + AlertCode.meaning(alert.code().strip());
      case Command.OnNodes onNodes ->
          firstOf(onNodes.items().stream().map(Items::uri).filter(uri -> !uri.isEmpty()).toList());
      case Command.Group _, Command.Results _, Command.Status _, Command.Unsupported _ -> "";
    };
  }

  private static String firstOf(List<String> uris) {
    if (uris.isEmpty()) return "";
    String first = Shown.name(uris.getFirst());
    return uris.size() == 1 ? first : first + " and " + (uris.size() - 1) + " more";
  }

  /// Where the Status does not fit the command that it names.
  private Optional<String> mismatch(Command.Status status) {
    if (status.answersHeader()) return Optional.empty();
    return switch (answered.find(status.msgRef(), status.cmdRef())) {
      case Answered.Found.It(var command) when !command.name().equals(status.cmd()) ->
          command instanceof Command.Unsupported
              ? Optional.empty()
              : Optional.of("but command %s is %s".formatted(id(command), command.name()));
      case Answered.Found.Missing _ ->
          Optional.of("but there is no such command in the " + peer + "'s message");
      case Answered.Found.It _, Answered.Found.Unknown _ -> Optional.empty();
    };
  }

  private static String id(Command command) {
    return Shown.name(command.cmdId().text());
  }

  /// Spec: syncml-dm 8. The nonce itself is not shown.
  private static Line challenge(int indent, Meta chal, StatusCode code) {
    boolean nonce = chal.nextNonce().isPresent();
    String text =
        "challenge: credentials " + Meanings.ofScheme(chal.type()) + (nonce ? ", new nonce" : "");
    return switch (code.value()) {
      case 401, 407 -> Line.noted(indent, text, "for the repeated message");
      case 212 -> Line.noted(indent, text, "for the next session");
      case 200 -> Line.noted(indent, text, "for the next message");
      default -> Line.plain(indent, text);
    };
  }
}
