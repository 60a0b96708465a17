package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What is known in the middle of a conversation: variables, what was said and heard last, and the
/// nonces that either side gave.
final class Conversation {
  static final Charset UTF_8 = StandardCharsets.UTF_8;

  final Scenario scenario;
  Coding coding;
  final Variables variables;

  /// The nonce for our credentials: the peer's last NextNonce, or what the scenario sets.
  Octets nonce;

  /// The nonce for the peer's credentials: what we gave it last.
  Octets nonceGiven = Octets.EMPTY;

  long nextMsgId = 1;
  Optional<Packet> said = Optional.empty();
  Optional<Message> saidMessage = Optional.empty();
  Optional<Packet> heard = Optional.empty();
  Optional<Packet> heardBefore = Optional.empty();
  Optional<Codec.Decoded> heardDecoded = Optional.empty();

  /// What was fetched, when that was heard after the last message.
  Optional<Fetched> fetched = Optional.empty();

  /// What a server's scenario knows of requests for its files, oldest first.
  final List<HttpCall> requests = new ArrayList<>();

  /// Credentials that are looked after beside the scenario.
  final Optional<Gate> gate;

  /// What the next Status for SyncHdr says of credentials that were accepted: a challenge's
  /// attributes.
  Optional<Map<String, String>> acceptance = Optional.empty();

  final List<Message> allSaid = new ArrayList<>();
  final List<Message> allHeard = new ArrayList<>();
  private final Map<String, Reference> labels = new HashMap<>();

  /// A command of either side, and the message it came in.
  record Reference(MsgId message, CmdId id, String name, Optional<Command> command) {
    static Reference of(Message message, Command command) {
      return new Reference(
          message.header().msgId(), command.cmdId(), command.name(), Optional.of(command));
    }

    static Reference header(Message message) {
      return new Reference(message.header().msgId(), CmdId.HEADER, "SyncHdr", Optional.empty());
    }
  }

  Conversation(Scenario scenario, Coding coding, Optional<Login> login) {
    this.scenario = scenario;
    this.gate = login.map(Gate::new);
    this.coding = coding;
    this.variables = new Variables(scenario.variables(), this::mistake);
    this.nonce = Credentials.nonce(Octets.utf8(variables.get("nonce", "")));
  }

  ScenarioException mistake(int line, String words) {
    return new ScenarioException(scenario.file(), line, words);
  }

  ScenarioException mistake(Row row, String words) {
    return mistake(row.line(), words);
  }

  Account account(Row row, String name) {
    Account account = scenario.accounts().get(name);
    if (account == null && scenario.asked().containsKey(name))
      throw mistake(row, "the secret of account '" + name + "' is not in the file: give it");
    if (account == null)
      throw mistake(
          row, "no account '" + name + "': add 'account " + name + " name=… secret=…' to the head");
    return account;
  }

  /// A row with its variables filled in, for complaints.
  Row filled(Row row) {
    Map<String, String> attributes = new HashMap<>();
    row.attributes().forEach((key, text) -> attributes.put(key, variables.fill(row, text)));
    return new Row(
        row.line(),
        row.words().stream().map(word -> variables.fill(row, word)).toList(),
        attributes,
        row.below());
  }

  /// A nonce as an attribute gives it: base64 as in NextNonce, or empty.
  Octets nonce(Row row, Octets otherwise) {
    return row.get("nonce")
        .map(text -> Credentials.nonce(Octets.utf8(variables.fill(row, text))))
        .orElse(otherwise);
  }

  /// A nonce for the peer's credentials goes out.
  void give(Octets next, boolean isChallenge) {
    nonceGiven = next;
    gate.ifPresent(it -> it.gives(next, isChallenge));
  }

  /// A message of ours has gone out.
  void remember(Packet packet, Message message) {
    said = Optional.of(packet);
    saidMessage = Optional.of(message);
    allSaid.add(message);
    nextMsgId = message.header().msgId().number().orElse(nextMsgId) + 1;
  }

  void label(String name, Reference reference) {
    labels.put(name, reference);
  }

  Message heardMessage(int line) {
    return heardDecoded
        .map(Codec.Decoded::message)
        .orElseThrow(() -> mistake(line, "no message has been heard yet"));
  }

  /// What `for NAME` points at: a label, `SyncHdr`, a command's name, or `Name#2` for the second.
  Reference reference(Row row, String name, Message in) {
    Reference label = labels.get(name);
    if (label != null) return label;
    if (name.equals("SyncHdr")) return Reference.header(in);
    int hash = name.indexOf('#');
    String bare = hash < 0 ? name : name.substring(0, hash);
    String count = hash < 0 ? "1" : name.substring(hash + 1);
    if (!count.matches("[1-9][0-9]{0,3}"))
      throw mistake(row, "'" + name + "': after # stands which one, from 1");
    List<Command> named =
        flat(in.commands()).stream().filter(command -> command.name().equals(bare)).toList();
    if (named.size() < Integer.parseInt(count))
      throw mistake(
          row,
          "'"
              + name
              + "' is neither a label nor a command of the message, which has "
              + flat(in.commands()).stream().map(Command::name).toList());
    return Reference.of(in, named.get(Integer.parseInt(count) - 1));
  }

  /// Commands and those within them, in order.
  static List<Command> flat(List<Command> commands) {
    List<Command> flat = new ArrayList<>();
    for (Command command : commands) {
      flat.add(command);
      if (command instanceof Command.Group group) flat.addAll(flat(group.commands()));
    }
    return flat;
  }

  /// The commands that want a Status.
  static List<Command> asked(Message message) {
    return flat(message.commands()).stream()
        .filter(c -> !(c instanceof Command.Status) && !(c instanceof Command.Results))
        .toList();
  }
}
