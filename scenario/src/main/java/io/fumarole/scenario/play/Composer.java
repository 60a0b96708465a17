package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Scenario;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Composes one message from the rows of a step.
final class Composer {
  private static final Set<String> GROUPS = Set.of("Sequence", "Atomic");

  private final Conversation at;
  private final HeaderSketch header;
  private final Items items;
  private final Answering answering;

  /// XML that goes out as it stands, by the element that keeps its place.
  private final Map<String, String> raw = new LinkedHashMap<>();

  private final Map<String, CmdId> labels = new LinkedHashMap<>();
  private final Set<CmdId> answered = new HashSet<>();
  private Optional<String> rawHeader = Optional.empty();
  private int nextId = 1;
  private boolean isFinal = true;

  private Composer(Conversation at) {
    this.at = at;
    this.header = new HeaderSketch(at);
    this.items = new Items(at, at.scenario.plays() == Scenario.Side.CLIENT);
    this.answering = new Answering(at.scenario.nodes());
  }

  /// The message that the rows describe; the conversation remembers it as said.
  static Packet compose(Conversation at, List<Row> rows) {
    at.gate.ifPresent(gate -> gate.saying(rows, at.heardDecoded));
    return new Composer(at).compose(rows);
  }

  private Packet compose(List<Row> rows) {
    List<Row> body = rows.stream().filter(row -> !isSetting(row)).toList();
    noteAnswered(body);
    List<Command> commands = commands(body);
    var message = new Message(header.header(), commands, isFinal);
    Octets octets = raw.isEmpty() && rawHeader.isEmpty() ? encode(message) : withRaw(message);
    Packet packet = header.packet(octets);
    remember(packet, message, octets);
    return packet;
  }

  private boolean isSetting(Row row) {
    switch (row.keyword()) {
      case "set" -> set(at, row);
      case "CmdID" -> nextId = number(row);
      case "no" -> {
        if (!row.arguments().equals(List.of("Final"))) return false;
        isFinal = false;
      }
      case "<" -> {
        String xml = row.get("xml").orElse("");
        if (!xml.startsWith("<SyncHdr>")) return false;
        rawHeader = Optional.of(at.variables.fill(row, xml));
      }
      default -> {
        return header.take(row);
      }
    }
    return true;
  }

  /// `set NAME VALUE`; the nonce is a variable too, as base64.
  static void set(Conversation at, Row row) {
    if (row.arguments().size() != 2) throw at.mistake(row, "set NAME VALUE");
    String name = row.arguments().get(0);
    String value = at.variables.fill(row, row.arguments().get(1));
    at.variables.set(name, value);
    if (name.equals("nonce")) at.nonce = Credentials.nonce(Octets.utf8(value));
  }

  private int number(Row row) {
    String text = row.arguments().size() == 1 ? row.arguments().getFirst() : "";
    if (!text.matches("[0-9]{1,6}")) throw at.mistake(row, row.keyword() + " takes a number");
    return Integer.parseInt(text);
  }

  /// What `answers` need not answer any more: what an own line of the message answers.
  private void noteAnswered(List<Row> body) {
    for (Row row : body) {
      if (row.keyword().equals("Status") && row.arguments().size() == 3)
        referenced(row, row.arguments().get(2)).forEach(reference -> answered.add(reference.id()));
    }
  }

  private List<Command> commands(List<Row> body) {
    List<Command> commands = new ArrayList<>();
    for (Row row : body) {
      switch (row.keyword()) {
        case "Status" -> commands.addAll(statuses(row));
        case "answers" -> commands.addAll(answers(row));
        case "<" -> commands.add(raw(row));
        default -> commands.add(command(row));
      }
    }
    return commands;
  }

  private Command command(Row row) {
    CmdId id = id(row);
    Optional<String> address = row.arguments().stream().findFirst();
    return switch (row.keyword()) {
      case "Alert" ->
          new Command.Alert(
              id,
              at.variables.fill(row, address.orElse("")),
              correlator(row),
              items.of(row, Optional.empty()));
      case "Exec" -> new Command.Exec(id, meta(row), correlator(row), items.of(row, address));
      case "Add" -> new Command.Add(id, meta(row), items.of(row, address));
      case "Replace" -> new Command.Replace(id, meta(row), items.of(row, address));
      case "Delete" -> new Command.Delete(id, meta(row), items.of(row, address));
      case "Copy" -> new Command.Copy(id, meta(row), items.of(row, address));
      case "Get" -> new Command.Get(id, meta(row), items.of(row, address));
      case "Sequence" -> new Command.Sequence(id, meta(row), within(row));
      case "Atomic" -> new Command.Atomic(id, meta(row), within(row));
      case "Results" -> results(row, id);
      default ->
          throw at.mistake(
              row,
              "'"
                  + row.keyword()
                  + "' is neither a line of the header nor a command: Alert, Status, Results, Get,"
                  + " Replace, Add, Delete, Copy, Exec, Sequence, Atomic and answers are; XML begins"
                  + " with <");
    };
  }

  private List<Command> within(Row row) {
    return commands(row.below());
  }

  private CmdId id(Row row) {
    CmdId id =
        row.get("id")
            .map(text -> new CmdId(at.variables.fill(row, text)))
            .orElseGet(() -> CmdId.of(nextId++));
    row.get("as").ifPresent(label -> labels.put(label, id));
    return id;
  }

  private Meta meta(Row row) {
    if (GROUPS.contains(row.keyword())) return Meta.NONE;
    Meta meta = Meta.NONE;
    if (row.get("meta-format").isPresent()) meta = meta.withFormat(row.get("meta-format").get());
    if (row.get("meta-type").isPresent()) meta = meta.withType(row.get("meta-type").get());
    return meta;
  }

  private Optional<Correlator> correlator(Row row) {
    return row.get("correlator").map(text -> new Correlator(at.variables.fill(row, text)));
  }

  private List<Command> statuses(Row row) {
    List<String> words = row.arguments();
    if (words.size() != 3 || !words.get(1).equals("for"))
      throw at.mistake(row, "Status CODE for SyncHdr|all|LABEL|COMMAND[#N]");
    List<Command> statuses = new ArrayList<>();
    for (Conversation.Reference reference : referenced(row, words.get(2)))
      statuses.add(status(row, reference, at.variables.fill(row, words.get(0))));
    return statuses;
  }

  private List<Conversation.Reference> referenced(Row row, String name) {
    if (row.get("cmdref").isPresent())
      return List.of(
          new Conversation.Reference(
              new MsgId("1"), new CmdId(row.get("cmdref").get()), name, Optional.empty()));
    Message heard = at.heardMessage(row.line());
    if (!name.equals("all")) return List.of(at.reference(row, name, heard));
    List<Conversation.Reference> all = new ArrayList<>();
    all.add(Conversation.Reference.header(heard));
    Conversation.asked(heard)
        .forEach(command -> all.add(Conversation.Reference.of(heard, command)));
    return all;
  }

  private Command status(Row row, Conversation.Reference to, String code) {
    boolean admits = at.acceptance.isPresent() && to.id().equals(CmdId.HEADER);
    if (admits && code.equals("200")) {
      Row accepting = new Row(row.line(), row.words(), at.acceptance.get(), row.below());
      at.acceptance = Optional.empty();
      return status(accepting, to, "212");
    }
    Optional<Meta> chal = Optional.empty();
    if (row.get("nonce").isPresent() || row.get("chal").isPresent())
      chal = Optional.of(chal(row, code));
    List<String> targets =
        row.get("targetref")
            .map(text -> List.of(at.variables.fill(row, text)))
            .orElseGet(() -> targets(to));
    List<String> sources =
        row.get("sourceref").map(text -> List.of(at.variables.fill(row, text))).orElse(List.of());
    return new Command.Status(
        id(row),
        row.get("msgref").map(text -> new MsgId(at.variables.fill(row, text))).orElse(to.message()),
        to.id(),
        row.get("cmd").orElse(to.name()),
        targets,
        sources,
        chal,
        code,
        items.of(new Row(row.line(), List.of(), itemOf(row), row.below()), Optional.empty()));
  }

  /// A Status uses `nonce`, `chal` and the references itself; of Items it has only data.
  private static Map<String, String> itemOf(Row row) {
    return row.get("data").map(text -> Map.of("data", text)).orElse(Map.of());
  }

  private static List<String> targets(Conversation.Reference to) {
    return to.command().orElse(null) instanceof Command.OnNodes nodes
        ? nodes.items().stream().flatMap(item -> item.targetUri().stream()).toList()
        : List.of();
  }

  private Meta chal(Row row, String code) {
    String scheme = row.get("chal").orElse("md5");
    String type =
        switch (scheme) {
          case "md5" -> AuthScheme.MD5.type();
          case "basic" -> AuthScheme.BASIC.type();
          case "hmac" -> AuthScheme.HMAC.type();
          default -> scheme;
        };
    Meta meta = Meta.of("b64", type);
    if (row.get("nonce").isEmpty()) return meta;
    Octets base64 = Octets.utf8(at.variables.fill(row, row.get("nonce").get()));
    at.give(Credentials.nonce(base64), StatusCode.parse(code).isChallenge());
    return meta.withNextNonce(base64);
  }

  private Command results(Row row, CmdId id) {
    List<String> words = row.arguments();
    if (words.size() != 2 || !words.get(0).equals("for"))
      throw at.mistake(row, "Results for LABEL|Get[#N], with the Items below");
    Conversation.Reference to = at.reference(row, words.get(1), at.heardMessage(row.line()));
    Optional<MsgId> msgRef =
        row.get("msgref").isPresent()
            ? row.get("msgref").filter(text -> !text.equals("none")).map(MsgId::new)
            : Optional.of(to.message());
    return new Command.Results(
        id,
        msgRef,
        to.id(),
        meta(row),
        Optional.empty(),
        Optional.empty(),
        items.of(row, Optional.empty()));
  }

  /// A Status for everything that was heard and has none, and Results for each Get.
  private List<Command> answers(Row row) {
    Message heard = at.heardMessage(row.line());
    List<Command> answers = new ArrayList<>();
    if (!answered.contains(CmdId.HEADER))
      answers.add(status(row, Conversation.Reference.header(heard), "200"));
    for (Command command : Conversation.asked(heard)) {
      if (answered.contains(command.cmdId())) continue;
      var reference = Conversation.Reference.of(heard, command);
      int code = answering.status(command);
      answers.add(status(row, reference, Integer.toString(code)));
      if (!(command instanceof Command.Get get) || code != 200) continue;
      List<Item> values = new ArrayList<>();
      get.items().forEach(item -> answering.value(item).ifPresent(values::add));
      answers.add(
          new Command.Results(
              CmdId.of(nextId++),
              Optional.of(reference.message()),
              reference.id(),
              Meta.NONE,
              Optional.empty(),
              Optional.empty(),
              values));
    }
    return answers;
  }

  private Command raw(Row row) {
    CmdId id = CmdId.of(nextId++);
    String name = "Raw" + row.line();
    at.variables.set("id", id.text());
    raw.put(name, at.variables.fill(row, row.get("xml").orElse("")));
    return new Command.Unsupported(id, name);
  }

  private Octets encode(Message message) {
    return Codec.encode(message, at.coding.form());
  }

  /// Puts the XML of the scenario where its place was kept, then writes the whole in the coding, in
  /// the order in which the elements stand.
  private Octets withRaw(Message message) {
    String xml = Codec.encode(message, Form.XML).utf8();
    for (var entry : raw.entrySet()) {
      int from = xml.indexOf("<" + entry.getKey() + ">");
      String end = "</" + entry.getKey() + ">";
      xml =
          xml.substring(0, from)
              + entry.getValue()
              + xml.substring(xml.indexOf(end, from) + end.length());
    }
    if (rawHeader.isPresent()) {
      String end = "</SyncHdr>";
      xml =
          xml.substring(0, xml.indexOf("<SyncHdr>"))
              + rawHeader.get()
              + xml.substring(xml.indexOf(end) + end.length());
    }
    if (at.coding.form().encoding() == Form.Encoding.XML) return Octets.utf8(xml);
    try {
      Form form =
          at.coding.form().speaking(DmVersion.of(message.header()).orElse(DmVersion.DM_1_2));
      return Codec.recode(Octets.utf8(xml), Form.Encoding.XML, form, Limits.DEFAULT);
    } catch (MalformedMessageException malformed) {
      throw at.mistake(
          Integer.parseInt(raw.keySet().iterator().next().substring(3)),
          "the XML is not well-formed: " + malformed.getMessage());
    }
  }

  private void remember(Packet packet, Message composed, Octets octets) {
    Message message = composed;
    if (!raw.isEmpty() || rawHeader.isPresent()) {
      try {
        message = Codec.decode(octets, at.coding.form().encoding(), Limits.DEFAULT).message();
      } catch (MalformedMessageException meantSo) {
        // The scenario sends what no peer can read: nothing in it can be referred to.
        message = new Message(composed.header(), List.of(), composed.isFinal());
      }
    }
    at.remember(packet, message);
    Message said = message;
    labels.forEach(
        (label, id) ->
            Conversation.flat(said.commands()).stream()
                .filter(command -> command.cmdId().equals(id))
                .findFirst()
                .ifPresent(command -> at.label(label, Conversation.Reference.of(said, command))));
  }
}
