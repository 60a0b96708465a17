package io.fumarole.agent.testing;

import io.fumarole.agent.session.Wire;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server without authentication that says what a test tells it to, one list of commands per
/// message, and keeps what it hears.
public final class ScriptedServer implements Wire {
  /// What stands for "the connection breaks instead of an answer".
  public static final List<Command> CUT = List.of(new Command.Unsupported(CmdId.of(9_999), "Cut"));

  private static final CmdId ANY = CmdId.of(0);

  private final Deque<List<Command>> script = new ArrayDeque<>();
  private final List<Message> heard = new ArrayList<>();
  private final Map<Integer, Runnable> actions = new HashMap<>();
  private String alertStatus = "200";
  private int sent;

  public void next(List<Command> commands) {
    script.add(commands);
  }

  public void next(Command... commands) {
    script.add(List.of(commands));
  }

  /// The status that client alerts get.
  public void answerAlertsWith(String status) {
    alertStatus = status;
  }

  /// Has something done when the message of this number, from 1, arrives.
  public void onHeard(int number, Runnable action) {
    actions.put(number, action);
  }

  public List<Message> heard() {
    return List.copyOf(heard);
  }

  /// The statuses that the device gave to commands of this name, in order.
  public List<String> statuses(String command) {
    return heard.stream()
        .flatMap(message -> message.commands().stream())
        .filter(each -> each instanceof Command.Status status && status.cmd().equals(command))
        .map(each -> ((Command.Status) each).code())
        .toList();
  }

  /// The values that the device read out, in order.
  public List<String> results() {
    return heard.stream()
        .flatMap(message -> message.commands().stream())
        .filter(Command.Results.class::isInstance)
        .flatMap(each -> ((Command.Results) each).items().stream())
        .map(Item::text)
        .toList();
  }

  /// The generic alerts that were heard, as `type correlator data`.
  public List<String> alerts() {
    return heard.stream()
        .flatMap(message -> message.commands().stream())
        .filter(
            each ->
                each instanceof Command.Alert alert && alert.code().equals(AlertCode.GENERIC_ALERT))
        .map(each -> (Command.Alert) each)
        .map(
            alert ->
                String.join(
                    " ",
                    alert.items().getFirst().meta().type().orElse("").replaceAll(".*[.]", ""),
                    alert.correlator().map(Correlator::text).orElse("-"),
                    alert.items().getFirst().text()))
        .toList();
  }

  @Override
  public Answer exchange(Sending sending) throws IOException {
    Message message = read(sending);
    heard.add(message);
    actions.getOrDefault(heard.size(), () -> {}).run();
    boolean opens = message.header().msgId().text().equals("1");
    if (opens) sent = 0;
    sent++;
    List<Command> commands = Optional.ofNullable(script.poll()).orElse(List.of());
    if (commands.equals(CUT)) throw new IOException("connection reset");
    List<Command> all = statuses(message);
    for (Command command : commands) all.add(numbered(command, all.size() + 1));
    boolean chunk = commands.stream().anyMatch(ScriptedServer::isChunk);
    SyncHdr header =
        new SyncHdr(
            SyncHdr.VER_DTD,
            SyncHdr.VER_PROTO,
            message.header().sessionId(),
            MsgId.of(sent),
            message.header().source(),
            Location.of("http://127.0.0.1/dm"),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE);
    var answer = new Message(header, all, !chunk);
    return new Answer(
        Codec.encode(answer, sending.form()), sending.form().encoding(), Optional.empty());
  }

  private static Message read(Sending sending) throws IOException {
    try {
      return Codec.decode(sending.body(), sending.form().encoding(), Limits.DEFAULT).message();
    } catch (MalformedMessageException e) {
      throw new IOException(e);
    }
  }

  private List<Command> statuses(Message message) {
    List<Command> statuses = new ArrayList<>();
    MsgId ref = message.header().msgId();
    statuses.add(status(1, ref, CmdId.HEADER, "SyncHdr", "200"));
    for (Command command : message.commands()) {
      if (command instanceof Command.Status || command instanceof Command.Results) continue;
      String code = command instanceof Command.Alert ? alertStatus : "200";
      statuses.add(status(statuses.size() + 1, ref, command.cmdId(), command.name(), code));
    }
    return statuses;
  }

  private static Command status(int id, MsgId ref, CmdId cmdRef, String cmd, String code) {
    return new Command.Status(
        CmdId.of(id), ref, cmdRef, cmd, List.of(), List.of(), Optional.empty(), code, List.of());
  }

  private static boolean isChunk(Command command) {
    return command instanceof Command.OnNodes nodes
        && nodes.items().stream().anyMatch(Item::moreData);
  }

  private static Command numbered(Command command, int id) {
    CmdId number = CmdId.of(id);
    return switch (command) {
      case Command.Replace(_, var meta, var items) -> new Command.Replace(number, meta, items);
      case Command.Add(_, var meta, var items) -> new Command.Add(number, meta, items);
      case Command.Get(_, var meta, var items) -> new Command.Get(number, meta, items);
      case Command.Delete(_, var meta, var items) -> new Command.Delete(number, meta, items);
      case Command.Exec(_, var meta, var correlator, var items) ->
          new Command.Exec(number, meta, correlator, items);
      case Command.Alert(_, var code, var correlator, var items) ->
          new Command.Alert(number, code, correlator, items);
      default -> throw new IllegalArgumentException("not for servers: " + command);
    };
  }

  public static Command replace(String uri, String value) {
    return new Command.Replace(
        ANY, Meta.NONE, List.of(Item.target(uri, Meta.format("chr"), Data.text(value))));
  }

  public static Command replace(Item item) {
    return new Command.Replace(ANY, Meta.NONE, List.of(item));
  }

  public static Command add(Item item) {
    return new Command.Add(ANY, Meta.NONE, List.of(item));
  }

  public static Command delete(String uri) {
    return new Command.Delete(ANY, Meta.NONE, List.of(Item.target(uri)));
  }

  public static Command get(String uri) {
    return new Command.Get(ANY, Meta.NONE, List.of(Item.target(uri)));
  }

  public static Command exec(String uri, String correlator) {
    return new Command.Exec(
        ANY, Meta.NONE, Optional.of(new Correlator(correlator)), List.of(Item.target(uri)));
  }

  public static Command ask(String text) {
    return new Command.Alert(
        ANY, AlertCode.CONFIRM, Optional.empty(), List.of(Item.data(""), Item.data(text)));
  }
}
