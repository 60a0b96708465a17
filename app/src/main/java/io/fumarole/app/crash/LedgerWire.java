package io.fumarole.app.crash;

import io.fumarole.agent.session.Wire;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.IOException;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Carries a device's messages and reads along: what the server's answers acknowledge goes into the
/// ledger. It looks at the octets alone and knows nothing of the agent.
final class LedgerWire implements Wire {
  private final Wire wire;
  private final Ledger ledger;
  private final RandomGenerator random;
  private final int mostRepeats;

  /// Execs of the session that goes on, by MsgID and CmdID.
  private final Map<String, String> execs = new HashMap<>();

  private int repeats;

  /// @param mostRepeats how often a message without an answer is sent again, octet for octet
  LedgerWire(Wire wire, Ledger ledger, RandomGenerator random, int mostRepeats) {
    this.wire = wire;
    this.ledger = ledger;
    this.random = random;
    this.mostRepeats = mostRepeats;
  }

  int repeats() {
    return repeats;
  }

  @Override
  public Answer exchange(Sending sending) throws IOException, InterruptedException {
    Message sent = decode(sending.body(), sending.form().encoding());
    String name = sent.header().sessionId() + "/" + sent.header().msgId();
    if (sent.header().msgId().text().equals("1")) execs.clear();
    for (Command.Status status : statuses(sent, "Exec")) accepted(status, name);
    Answer answer = persist(sending, name);
    Message received = decode(answer.body(), answer.encoding());
    if (isTaken(received)) acknowledged(sent, received);
    remember(received);
    return answer;
  }

  private Answer persist(Sending sending, String name) throws IOException, InterruptedException {
    for (int turn = 0; ; turn++) {
      try {
        return wire.exchange(sending);
      } catch (IOException noAnswer) {
        if (noAnswer instanceof ConnectException) ledger.away();
        else ledger.say("message " + name + ": " + noAnswer);
        if (turn >= mostRepeats) throw noAnswer;
        repeats++;
        Pauses.awhile(random);
      }
    }
  }

  private void accepted(Command.Status status, String message) {
    String exec = execs.get(status.msgRef() + "/" + status.cmdRef());
    if (exec == null || !status.statusCode().isSuccess()) return;
    ledger.accepted(exec, message);
    ledger.say("message " + message + ": Exec " + exec + " is accepted with " + status.code());
  }

  /// Whether the server has let the message in: its own status says so.
  private static boolean isTaken(Message answer) {
    return answer.commands().stream()
        .filter(it -> it instanceof Command.Status status && status.answersHeader())
        .map(it -> ((Command.Status) it).statusCode())
        .anyMatch(code -> code.equals(StatusCode.OK) || code.equals(StatusCode.AUTHENTICATED));
  }

  private void acknowledged(Message sent, Message answer) {
    for (Command.Status status : statuses(sent, "Exec")) {
      String exec = execs.get(status.msgRef() + "/" + status.cmdRef());
      if (exec != null && status.statusCode().isSuccess())
        ledger.note(new Ledger.Fact.Executed(exec));
    }
    for (Command command : sent.commands()) {
      if (!(command instanceof Command.Alert alert)) continue;
      boolean isOk =
          statuses(answer, "Alert").stream()
              .filter(it -> it.cmdRef().equals(alert.cmdId()))
              .anyMatch(it -> it.statusCode().equals(StatusCode.OK));
      if (isOk) acknowledged(alert);
    }
  }

  private void acknowledged(Command.Alert alert) {
    for (Item item : alert.items()) {
      Optional<AlertType> type = item.meta().type().flatMap(AlertType::parse);
      if (type.isEmpty()) continue;
      if (type.get().isRequest()) ledger.requested();
      alert
          .correlator()
          .ifPresent(
              it ->
                  ledger.note(
                      new Ledger.Fact.Reported(it.text(), StatusCode.parse(item.text()).value())));
    }
  }

  private void remember(Message answer) {
    for (Command command : answer.commands()) remember(answer, command);
  }

  private void remember(Message answer, Command command) {
    switch (command) {
      case Command.Group group -> group.commands().forEach(it -> remember(answer, it));
      case Command.Exec exec ->
          exec.correlator()
              .ifPresent(it -> execs.put(answer.header().msgId() + "/" + exec.cmdId(), it.text()));
      case Command.Add _,
          Command.Replace _,
          Command.Delete _,
          Command.Copy _,
          Command.Get _,
          Command.Alert _,
          Command.Results _,
          Command.Status _,
          Command.Unsupported _ -> {}
    }
  }

  private static List<Command.Status> statuses(Message message, String of) {
    return message.commands().stream()
        .filter(it -> it instanceof Command.Status status && status.cmd().equals(of))
        .map(it -> (Command.Status) it)
        .toList();
  }

  private static Message decode(Octets octets, Form.Encoding encoding) throws IOException {
    try {
      return Codec.decode(octets, encoding, Limits.DEFAULT).message();
    } catch (MalformedMessageException malformed) {
      throw new IOException("no message: " + malformed.getMessage(), malformed);
    }
  }
}
