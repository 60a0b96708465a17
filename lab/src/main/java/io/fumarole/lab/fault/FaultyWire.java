package io.fumarole.lab.fault;

import io.fumarole.agent.session.Wire;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Loses, repeats and reorders a device's messages, and refuses a chunk in the middle of an object.
/// It looks at the octets alone, as somebody on the line would.
public final class FaultyWire implements Wire {
  /// Messages that may arrive once more: those of this session and the one before, as a rule.
  private static final int MOST_KEPT = 8;

  private static final String EXEC = "Exec";

  private final Wire inner;
  private final Misfortunes misfortunes;
  private final List<Sending> earlier = new ArrayList<>();

  public FaultyWire(Wire inner, Misfortunes misfortunes) {
    this.inner = inner;
    this.misfortunes = misfortunes;
  }

  @Override
  public Answer exchange(Sending sending) throws IOException, InterruptedException {
    Optional<Message> said = read(sending.body(), sending.form().encoding());
    boolean reports = said.filter(FaultyWire::reports).isPresent();
    if (reports && misfortunes.strikes(Fault.REPORT_LOST)) throw lost("message with the report");
    if (said.filter(FaultyWire::acceptsExec).isPresent()
        && misfortunes.strikes(Fault.EXEC_ANSWER_LOST)) throw lost("Status of the Exec");
    Sending sent = refusing(said, sending);
    Answer answer = inner.exchange(sent);
    if (misfortunes.strikes(Fault.REPEATED)) answer = again(sent, answer);
    if (reports && takesAlerts(answer) && misfortunes.strikes(Fault.REPORT_ANSWER_LOST))
      throw lost("answer to the report");
    comesLate();
    keep(sent);
    return answer;
  }

  private static IOException lost(String what) {
    return new IOException("the " + what + " was lost on purpose");
  }

  /// The device hears the second answer only. One that asked for nothing may be computed anew:
  /// there may be work by then. What has been asked for may not be asked for in other words.
  private Answer again(Sending sent, Answer first) throws IOException, InterruptedException {
    Answer second = inner.exchange(sent);
    boolean isAlike = second.body().equals(first.body());
    if (!isAlike && asks(first) && isAccepted(second))
      misfortunes.complain("a message that came twice was accepted twice, with other commands");
    return second;
  }

  private void comesLate() throws InterruptedException {
    if (earlier.isEmpty()) return;
    Optional<Dealt> strike = misfortunes.strike(Fault.REORDERED);
    if (strike.isEmpty()) return;
    Sending old = earlier.get((int) strike.get().octet(earlier.size()));
    try {
      // Nobody waits for what is answered.
      inner.exchange(old);
    } catch (IOException refused) {
      return;
    }
  }

  private void keep(Sending sent) {
    earlier.add(sent);
    if (earlier.size() > MOST_KEPT) earlier.removeFirst();
  }

  /// With 413 where the device took a chunk. Under HMAC nobody on the line can change a message.
  private Sending refusing(Optional<Message> said, Sending sending) {
    if (said.isEmpty() || sending.hmac().isPresent()) return sending;
    Message message = said.get();
    boolean takesChunk = message.commands().stream().anyMatch(FaultyWire::takesChunk);
    if (!takesChunk || !misfortunes.strikes(Fault.TOO_LARGE)) return sending;
    List<Command> commands = message.commands().stream().map(FaultyWire::refused).toList();
    Octets body =
        Codec.encode(new Message(message.header(), commands, message.isFinal()), sending.form());
    return new Sending(body, sending.target(), sending.hmac(), sending.form());
  }

  private static boolean takesChunk(Command command) {
    return command instanceof Command.Status status
        && status.statusCode().equals(StatusCode.CHUNK_ACCEPTED);
  }

  private static Command refused(Command command) {
    if (!(command instanceof Command.Status status) || !takesChunk(command)) return command;
    return new Command.Status(
        status.cmdId(),
        status.msgRef(),
        status.cmdRef(),
        status.cmd(),
        status.targetRefs(),
        status.sourceRefs(),
        status.chal(),
        Integer.toString(StatusCode.TOO_LARGE.value()),
        status.items());
  }

  private static boolean reports(Message message) {
    return message.commands().stream()
        .filter(command -> command instanceof Command.Alert)
        .map(command -> (Command.Alert) command)
        .filter(alert -> alert.code().equals(AlertCode.GENERIC_ALERT))
        .flatMap(alert -> alert.items().stream())
        .flatMap(item -> item.meta().type().flatMap(AlertType::parse).stream())
        .anyMatch(type -> !type.isRequest());
  }

  private static boolean acceptsExec(Message message) {
    return statuses(message)
        .anyMatch(status -> status.cmd().equals(EXEC) && status.statusCode().isSuccess());
  }

  private static boolean takesAlerts(Answer answer) {
    return read(answer.body(), answer.encoding())
        .filter(
            message ->
                statuses(message)
                    .anyMatch(
                        status ->
                            status.cmd().equals("Alert")
                                && status.statusCode().equals(StatusCode.OK)))
        .isPresent();
  }

  private static boolean asks(Answer answer) {
    return read(answer.body(), answer.encoding())
        .filter(
            message ->
                message.commands().stream()
                    .anyMatch(command -> !(command instanceof Command.Status)))
        .isPresent();
  }

  private static boolean isAccepted(Answer answer) {
    return read(answer.body(), answer.encoding())
        .filter(message -> statuses(message).anyMatch(FaultyWire::letsIn))
        .filter(message -> message.commands().stream().noneMatch(FaultyWire::aborts))
        .isPresent();
  }

  private static boolean letsIn(Command.Status status) {
    return status.answersHeader() && status.statusCode().isSuccess();
  }

  private static boolean aborts(Command command) {
    return command instanceof Command.Alert alert && alert.code().equals(AlertCode.SESSION_ABORT);
  }

  private static Stream<Command.Status> statuses(Message message) {
    return message.commands().stream()
        .filter(command -> command instanceof Command.Status)
        .map(command -> (Command.Status) command);
  }

  private static Optional<Message> read(Octets octets, Form.Encoding encoding) {
    try {
      return Optional.of(Codec.decode(octets, encoding, Limits.DEFAULT).message());
    } catch (MalformedMessageException noMessage) {
      return Optional.empty();
    }
  }
}
