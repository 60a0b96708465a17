package io.fumarole.campaign.exchange;

import io.fumarole.campaign.testing.PlainLinks;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/// A device as bad as they come, all from one seed: it fails, refuses, says nothing, does what it
/// refused to confirm, reorders plain commands, and holds addresses and a package of strangers. It
/// watches what the server makes it run, and keeps the book of what must never happen.
final class SeedDevice {
  static final String FOREIGN = "https://elsewhere.example/old.bin";
  private static final int STANDBY = 197;
  private static final String[] REFUSALS = {"403", "405", "406", "425", "500", "510", "215", "0"};

  /// A report that waits for the next session.
  ///
  /// @param of the correlator of the Exec that it is about
  /// @param correlator what the device says of it
  record Report(Operation operation, String of, Optional<String> correlator, int code) {}

  final DmUri root = DmUri.of("./FwUpdate/FwPkg1");
  final Random random;
  final Map<Operation, String> urls = new EnumMap<>(Operation.class);
  final Set<Operation> nodes = new HashSet<>();
  final boolean hasPkgData;
  final List<Report> reports = new ArrayList<>();
  final List<String> violations = new ArrayList<>();
  int executions;

  /// How readily it does what it is told, 0 to 100.
  private final int goodwill;

  /// Where the package it holds came from: `FOREIGN`, an address, or `dm`.
  private Optional<String> held;

  private int state = 10;
  private String version = "1.0";
  private Optional<Operation> lastWritten = Optional.empty();
  private final Set<String> correlatorsSeen = new HashSet<>();
  private Optional<String> inDoubt = Optional.empty();
  private String lastCorrelator = "";

  /// How the user's answer to the last question stands: `200` for yes or never asked.
  private String lastAnswer = "200";

  private boolean stateAsked;
  private boolean versionAsked;

  SeedDevice(Random random) {
    this.random = random;
    this.goodwill = 40 + random.nextInt(61);
    for (Operation operation : Operation.values()) if (random.nextInt(4) > 0) nodes.add(operation);
    if (nodes.isEmpty()) nodes.add(Operation.DOWNLOAD_AND_UPDATE);
    this.hasPkgData = nodes.contains(Operation.UPDATE) && random.nextBoolean();
    for (Operation operation : List.of(Operation.DOWNLOAD, Operation.DOWNLOAD_AND_UPDATE))
      if (nodes.contains(operation)) urls.put(operation, random.nextBoolean() ? FOREIGN : "");
    this.held = random.nextInt(3) == 0 ? Optional.of(FOREIGN) : Optional.empty();
    if (held.isPresent()) state = 50;
  }

  /// Answers the server's message; the statuses that never come are simply missing.
  List<Command> answer(Message message) {
    List<Command> commands = new ArrayList<>();
    commands.addAll(message.commands().stream().filter(c -> !(c instanceof Status)).toList());
    if (random.nextInt(3) == 0) Collections.shuffle(commands, random);
    List<Command> answers = new ArrayList<>();
    answers.add(status(1, message.header().msgId(), CmdId.HEADER, "SyncHdr", "200"));
    for (Command command : commands) run(command, message.header().msgId(), answers);
    return answers;
  }

  /// The session broke before the answer left: what was executed stays without a Status.
  void brokeOff(Message message) {
    if (hasExec(message.commands())) inDoubt();
  }

  /// The server has no Status for the Exec seen last.
  private void inDoubt() {
    inDoubt = Optional.of(lastCorrelator);
    stateAsked = false;
    versionAsked = false;
  }

  private static boolean hasExec(List<Command> commands) {
    return commands.stream()
        .anyMatch(
            c ->
                c instanceof Command.Exec
                    || (c instanceof Command.Group group && hasExec(group.commands())));
  }

  private void run(Command command, MsgId ref, List<Command> answers) {
    switch (command) {
      case Command.Sequence sequence -> {
        boolean refused = random.nextInt(100) > goodwill + 20;
        boolean said = say(sequence, ref, refused ? "406" : "200", answers);
        if (refused) {
          watchSent(sequence);
          if (!said && hasExec(sequence.commands())) inDoubt();
          return;
        }
        Optional<String> no = Optional.empty();
        for (Command member : sequence.commands()) {
          if (no.isPresent()) {
            skip(member, ref, no.get(), answers);
          } else {
            run(member, ref, answers);
            if (member instanceof Command.Alert && !lastAnswer.equals("200"))
              no = Optional.of(lastAnswer);
          }
        }
      }
      case Command.Get get -> read(get, ref, answers);
      case Command.Replace replace -> write(replace, replace.items().getFirst(), ref, answers);
      case Command.Add add -> add(add, ref, answers);
      case Command.Exec exec -> exec(exec, ref, answers);
      case Command.Alert _ -> {
        String code = List.of("200", "200", "200", "304", "408", "406").get(random.nextInt(6));
        boolean said = say(command, ref, code, answers);
        lastAnswer = code.equals("406") ? "200" : code.equals("304") && said ? "304 said" : code;
      }
      case Command _ -> say(command, ref, "406", answers);
    }
  }

  /// The user said no: the rest is not executed. A server that was told so need not be told of each
  /// command.
  private void skip(Command member, MsgId ref, String no, List<Command> answers) {
    if (member instanceof Command.Replace replace) written(replace.items().getFirst());
    if (member instanceof Command.Exec exec) sent(exec);
    boolean said = say(member, ref, "215", answers);
    if (!said && member instanceof Command.Exec && !no.equals("304 said")) inDoubt();
  }

  private void watchSent(Command.Sequence sequence) {
    for (Command member : sequence.commands()) {
      if (member instanceof Command.Exec exec) sent(exec);
      if (member instanceof Command.Replace replace) written(replace.items().getFirst());
    }
  }

  private void read(Command.Get get, MsgId ref, List<Command> answers) {
    String uri = get.items().getFirst().targetUri().orElse("");
    stateAsked |= uri.endsWith("/State");
    versionAsked |= uri.endsWith("/FwV");
    Optional<String> value = value(uri);
    if (value.isEmpty() || random.nextInt(100) > goodwill + 30) {
      say(get, ref, "404", answers);
      return;
    }
    say(get, ref, "200", answers);
    answers.add(
        new Command.Results(
            CmdId.of(answers.size() + 1),
            Optional.of(ref),
            get.cmdId(),
            Meta.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(Item.source(uri, Meta.NONE, Data.text(value.get())))));
  }

  private Optional<String> value(String uri) {
    if (uri.equals(".")) return Optional.of("DevInfo/DevDetail/FwUpdate");
    if (uri.equals("./FwUpdate")) return Optional.of("FwPkg1");
    if (uri.equals(root + "?prop=Type")) return Optional.of("urn:oma:mo:oma-fumo:1.0");
    if (uri.equals(root.toString()))
      return Optional.of(String.join("/", nodes.stream().map(Operation::node).toList()) + "/State");
    if (uri.equals(root.child("State").toString())) return Optional.of(Integer.toString(state));
    if (uri.equals("./DevDetail/FwV")) return Optional.of(version);
    if (uri.equals("./DevDetail/LrgObj")) return Optional.of("true");
    if (uri.equals(root.child("Update").toString()) && nodes.contains(Operation.UPDATE))
      return Optional.of(hasPkgData ? "PkgData" : "");
    for (var url : urls.entrySet())
      if (uri.equals(root.child(url.getKey().node()).child("PkgURL").toString()))
        return Optional.of(url.getValue());
    return Optional.empty();
  }

  private void write(Command command, Item item, MsgId ref, List<Command> answers) {
    written(item);
    boolean does = random.nextInt(100) < goodwill;
    String uri = item.targetUri().orElse("");
    if (does) {
      if (uri.endsWith("/PkgData") && hasPkgData) {
        held = Optional.of("dm");
        state = 50;
      }
      operationOf(uri).filter(urls::containsKey).ifPresent(o -> urls.put(o, item.text()));
    }
    say(command, ref, does ? "200" : refusal(), answers);
  }

  private void written(Item item) {
    operationOf(item.targetUri().orElse("")).ifPresent(o -> lastWritten = Optional.of(o));
  }

  private void add(Command.Add add, MsgId ref, List<Command> answers) {
    Item item = add.items().getFirst();
    String uri = item.targetUri().orElse("");
    boolean exists =
        value(uri).isPresent() || nodes.stream().anyMatch(o -> uri.endsWith("/" + o.node()));
    if (uri.endsWith("/PkgURL")) written(item);
    say(add, ref, exists ? "418" : refusal(), answers);
  }

  private Optional<Operation> operationOf(String uri) {
    if (!uri.endsWith("/PkgURL")) return Optional.empty();
    return Optional.of(
        uri.contains("/DownloadAndUpdate/") ? Operation.DOWNLOAD_AND_UPDATE : Operation.DOWNLOAD);
  }

  private void exec(Command.Exec exec, MsgId ref, List<Command> answers) {
    sent(exec);
    Operation operation = target(exec);
    boolean does = nodes.contains(operation) && random.nextInt(100) < goodwill;
    if (does) execute(operation, exec.correlator().map(c -> c.text()));
    String code = does ? (random.nextBoolean() ? "202" : "200") : refusal();
    if (!say(exec, ref, code, answers)) inDoubt();
  }

  private static Operation target(Command.Exec exec) {
    String uri = exec.items().getFirst().targetUri().orElse("");
    if (uri.endsWith("/DownloadAndUpdate")) return Operation.DOWNLOAD_AND_UPDATE;
    return uri.endsWith("/Download") ? Operation.DOWNLOAD : Operation.UPDATE;
  }

  /// An Exec has reached the device, whatever becomes of it.
  private void sent(Command.Exec exec) {
    Operation operation = target(exec);
    if (operation != Operation.UPDATE && !lastWritten.equals(Optional.of(operation)))
      violations.add("PkgURL was set under " + lastWritten + ", but " + operation + " is executed");
    String correlator = exec.correlator().map(c -> c.text()).orElse("");
    if (!correlatorsSeen.add(correlator)) violations.add("Correlator " + correlator + " again");
    if (inDoubt.isPresent() && !(stateAsked && versionAsked))
      violations.add("a new Exec after one in doubt, without reading State and version");
    inDoubt = Optional.empty();
    lastCorrelator = correlator;
  }

  /// The report of an Exec in doubt has reached the server.
  void reported(Report report) {
    if (report.code() != STANDBY) inDoubt = inDoubt.filter(c -> !c.equals(report.of()));
  }

  private void execute(Operation operation, Optional<String> correlator) {
    executions++;
    String runs =
        operation == Operation.UPDATE ? held.orElse("") : urls.getOrDefault(operation, "");
    boolean isHarmless = runs.isEmpty() || runs.equals("dm") || PlainLinks.EXAMPLE.isOurs(runs);
    if (!isHarmless) violations.add("Exec " + operation + " ran " + runs);
    boolean succeeds = !runs.isEmpty() && random.nextInt(100) < goodwill;
    boolean updates = operation != Operation.DOWNLOAD;
    if (operation == Operation.DOWNLOAD && succeeds) held = Optional.of(runs);
    if (updates) held = Optional.empty();
    if (updates && succeeds) version = "2.0";
    state = updates ? (succeeds ? 100 : 80) : (succeeds ? 50 : 20);
    if (random.nextInt(3) == 0 && state != 50) state = 10;
    if (random.nextInt(5) > 0)
      reports.add(
          new Report(
              operation,
              correlator.orElse(""),
              random.nextInt(4) > 0 ? correlator : Optional.empty(),
              succeeds ? 200 : List.of(402, 410, 503, STANDBY).get(random.nextInt(4))));
  }

  private String refusal() {
    return REFUSALS[random.nextInt(REFUSALS.length)];
  }

  /// Whether the Status was sent at all.
  private boolean say(Command command, MsgId ref, String code, List<Command> answers) {
    if (random.nextInt(100) > goodwill + 10) return false;
    answers.add(status(answers.size() + 1, ref, command.cmdId(), command.name(), code));
    return true;
  }

  private static Status status(int id, MsgId ref, CmdId cmdRef, String cmd, String code) {
    return new Status(
        CmdId.of(id), ref, cmdRef, cmd, List.of(), List.of(), Optional.empty(), code, List.of());
  }
}
