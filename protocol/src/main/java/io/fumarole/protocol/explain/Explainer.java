package io.fumarole.protocol.explain;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Turns a message into lines that a person can read: who says what, what each code means, and
/// which command a Status answers. Credentials and nonces are named, never shown.
public final class Explainer {
  private final Direction direction;
  private final Answers answers;
  private final List<Explained.Part> parts = new ArrayList<>();

  private Explainer(Direction direction, List<Message> heard) {
    this.direction = direction;
    this.answers = new Answers(direction.receiver(), new Answered(List.copyOf(heard)));
  }

  public static List<Line> lines(Message message, Direction direction) {
    return lines(message, direction, List.of());
  }

  /// The same with what was said before in mind, as [#explain] takes it.
  public static List<Line> lines(Message message, Direction direction, List<Message> heard) {
    return explain(message, direction, heard).lines();
  }

  /// @param heard what the receiver of `message` has said before in the session, as far as known:
  ///   it tells what a Status without references is about, and whether a Status fits its command
  public static Explained explain(Message message, Direction direction, List<Message> heard) {
    var explainer = new Explainer(direction, heard);
    for (Command command : message.commands()) explainer.command(0, command);
    return new Explained(
        explainer.header(message.header()), explainer.parts, explainer.end(message));
  }

  /// The lines below each other, as a terminal shows them.
  public static String text(List<Line> lines) {
    var text = new StringBuilder();
    for (Line line : lines) text.append(line.toString().stripTrailing()).append('\n');
    return text.toString();
  }

  private List<Line> header(SyncHdr header) {
    List<Line> lines = new ArrayList<>();
    lines.add(
        Line.plain(
            0,
            "Message %s of session %s, %s → %s"
                .formatted(
                    Shown.name(header.msgId().text()),
                    Shown.name(header.sessionId()),
                    direction.sender(),
                    direction.receiver())));
    lines.add(
        Line.plain(1, "from " + location(header.source()) + " to " + location(header.target())));
    versions(header).ifPresent(lines::add);
    header
        .respUri()
        .ifPresent(
            uri ->
                lines.add(
                    Line.noted(1, "RespURI " + Shown.name(uri), "the next message must go there")));
    header
        .cred()
        .ifPresent(
            cred ->
                lines.add(Line.plain(1, "credentials " + Meanings.ofScheme(cred.meta().type()))));
    limits(header).ifPresent(limits -> lines.add(Line.plain(1, limits)));
    return lines;
  }

  private static String location(Location location) {
    return Shown.name(location.locUri())
        + location.locName().map(name -> " (" + Shown.name(name) + ")").orElse("");
  }

  private static Optional<Line> versions(SyncHdr header) {
    Optional<DmVersion> spoken = DmVersion.of(header);
    if (spoken.equals(Optional.of(DmVersion.DM_1_2))) return Optional.empty();
    String text =
        "VerDTD %s, VerProto %s"
            .formatted(Shown.name(header.verDtd()), Shown.name(header.verProto()));
    return Optional.of(
        spoken
            .map(version -> Line.noted(1, text, older(version)))
            .orElseGet(() -> Line.alarming(1, text, "no DM that we speak")));
  }

  private static String older(DmVersion version) {
    return version.hasGenericAlerts()
        ? "spoken like DM 1.2"
        : "without Correlator and generic alerts: no firmware update";
  }

  private static Optional<String> limits(SyncHdr header) {
    List<String> parts = new ArrayList<>();
    header
        .meta()
        .maxMsgSize()
        .ifPresent(size -> parts.add("messages up to " + Shown.number(size) + " octets"));
    header
        .meta()
        .maxObjSize()
        .ifPresent(size -> parts.add("objects up to " + Shown.number(size) + " octets"));
    return parts.isEmpty() ? Optional.empty() : Optional.of("accepts " + String.join(", ", parts));
  }

  private void command(int depth, Command command) {
    parts.add(new Explained.Part(command, depth, linesOf(depth + 1, command)));
    if (command instanceof Command.Group group)
      group.commands().forEach(nested -> command(depth + 1, nested));
  }

  private List<Line> linesOf(int indent, Command command) {
    String head = command.name() + " " + Shown.name(command.cmdId().text());
    return switch (command) {
      case Command.Status status -> answers.status(indent, status);
      case Command.Results results -> answers.results(indent, results);
      case Command.Alert alert -> Alerts.lines(indent, alert);
      case Command.Exec exec ->
          Items.lines(
              indent,
              head
                  + exec.correlator()
                      .map(correlator -> " (correlator " + Shown.name(correlator.text()) + ")")
                      .orElse(""),
              exec,
              exec.meta(),
              exec.items());
      case Command.OnNodes onNodes ->
          Items.lines(indent, head, onNodes, onNodes.meta(), onNodes.items());
      case Command.Sequence _ -> List.of(Line.noted(indent, head, "in this order"));
      case Command.Atomic _ -> List.of(Line.noted(indent, head, "all or nothing"));
      case Command.Unsupported unsupported ->
          List.of(
              Line.alarming(
                  indent,
                  Shown.name(unsupported.name()) + " " + Shown.name(unsupported.cmdId().text()),
                  "not a command of DM; answered with 406"));
    };
  }

  /// Spec: syncml-dm 1 and 2.
  private Line end(Message message) {
    if (!message.isFinal())
      return Line.noted(1, "no Final", "the package goes on in the next message");
    if (message.commands().stream().anyMatch(Explainer::aborts))
      return Line.alarming(1, "Final", "the session is aborted");
    if (direction == Direction.DEVICE_TO_SERVER)
      return Line.noted(1, "Final", "the package is complete; the server answers");
    if (message.commands().stream().anyMatch(Explainer::challenges))
      return Line.noted(1, "Final", "the device may repeat its package with credentials");
    boolean asksNothing =
        message.commands().stream().allMatch(command -> command instanceof Command.Status);
    return asksNothing
        ? Line.noted(1, "Final", "nothing more to do; the session is over")
        : Line.noted(1, "Final", "the package is complete; the device answers");
  }

  private static boolean aborts(Command command) {
    return command instanceof Command.Alert alert
        && alert.code().strip().equals(AlertCode.SESSION_ABORT);
  }

  private static boolean challenges(Command command) {
    return command instanceof Command.Status status
        && status.answersHeader()
        && status.statusCode().isChallenge();
  }
}
