package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Judges the commands of a message. Commands are expected in the order of the rows, with others
/// between them, unless the rows say `any order` or `nothing else`.
final class CommandJudge {
  private static final Set<String> NAMES =
      Set.of(
          "Add",
          "Alert",
          "Atomic",
          "Copy",
          "Delete",
          "Exec",
          "Get",
          "Replace",
          "Results",
          "Sequence");

  private final Conversation at;
  private final Message message;
  private final Set<CmdId> met = new HashSet<>();
  private boolean anyOrder;

  CommandJudge(Conversation at, Message message) {
    this.at = at;
    this.message = message;
  }

  Optional<Complaint> judge(List<Row> rows) {
    anyOrder = rows.stream().anyMatch(row -> row.words().equals(List.of("any", "order")));
    List<Row> commands = new ArrayList<>();
    for (Row row : rows) {
      Optional<Complaint> complaint =
          switch (row.keyword()) {
            case "any" -> Optional.empty();
            case "set" -> {
              Composer.set(at, row);
              yield Optional.empty();
            }
            case "Status" -> status(row);
            case "no" -> absent(row);
            case "maybe" -> {
              // Whether it is there or not: what it takes into variables is what counts.
              inOrder(List.of(row.shifted()), message.commands());
              yield Optional.empty();
            }
            case "nothing" -> {
              Optional<Complaint> before = inOrder(commands, message.commands());
              commands.clear();
              yield before.isPresent() ? before : nothingElse(row);
            }
            default -> {
              checkName(row);
              commands.add(row);
              yield Optional.empty();
            }
          };
      if (complaint.isPresent()) return complaint;
    }
    return inOrder(commands, message.commands());
  }

  private void checkName(Row row) {
    if (!NAMES.contains(row.keyword()))
      throw at.mistake(
          row,
          "'"
              + row.keyword()
              + "' cannot be expected: a command, Status, a line of the header, HTTP, Content-Type,"
              + " octets, form, body, post, no …, any order, nothing else can");
  }

  private Optional<Complaint> inOrder(List<Row> rows, List<Command> within) {
    List<Command> commands = Conversation.flat(within);
    int next = 0;
    for (Row row : rows) {
      int found = -1;
      for (int i = anyOrder ? 0 : next; i < commands.size() && found < 0; i++) {
        if (!met.contains(commands.get(i).cmdId()) && matches(row, commands.get(i))) found = i;
      }
      if (found < 0) return missing(row, commands, next);
      Command command = commands.get(found);
      met.add(command.cmdId());
      next = found + 1;
      row.get("as")
          .ifPresent(label -> at.label(label, Conversation.Reference.of(message, command)));
      if (command instanceof Command.Group group) {
        Optional<Complaint> inside =
            inOrder(
                row.below().stream().filter(below -> !Items.isItem(below)).toList(),
                group.commands());
        if (inside.isPresent()) return inside;
      }
    }
    return Optional.empty();
  }

  private Optional<Complaint> missing(Row row, List<Command> commands, int from) {
    boolean elsewhere = commands.stream().limit(from).anyMatch(command -> matches(row, command));
    String there = commands.isEmpty() ? "no command at all" : Briefly.commands(commands);
    return Optional.of(
        new Complaint(
            row.line(),
            "expected "
                + Briefly.row(at.filled(row))
                + (elsewhere ? " later than it came; there is " : ", but there is ")
                + there));
  }

  private Optional<Complaint> absent(Row row) {
    Row what = row.shifted();
    if (what.words().equals(List.of("commands"))) {
      List<Command> asked = Conversation.asked(message);
      return asked.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Complaint(
                  row.line(), "expected no commands, but there is " + Briefly.commands(asked)));
    }
    if (what.keyword().equals("Status")) {
      return status(what).isPresent()
          ? Optional.empty()
          : Optional.of(new Complaint(row.line(), "expected " + Briefly.row(at.filled(row))));
    }
    checkName(what);
    return Conversation.flat(message.commands()).stream()
        .filter(command -> matches(what, command))
        .findFirst()
        .map(
            command ->
                new Complaint(
                    row.line(),
                    "expected "
                        + Briefly.row(at.filled(row))
                        + ", but there is "
                        + Briefly.command(command)));
  }

  private Optional<Complaint> nothingElse(Row row) {
    List<Command> others =
        Conversation.asked(message).stream().filter(c -> !met.contains(c.cmdId())).toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Complaint(
                row.line(),
                "expected nothing else, but there is also " + Briefly.commands(others)));
  }

  /// `Status CODE for WHAT`, where codes may be patterns, several apart by `|`.
  private Optional<Complaint> status(Row row) {
    List<String> words = row.arguments();
    if (words.size() != 3 || !words.get(1).equals("for"))
      throw at.mistake(row, "Status CODE for SyncHdr|all|LABEL|COMMAND[#N]");
    Message said =
        at.saidMessage.orElseThrow(() -> at.mistake(row, "nothing was said that has a Status"));
    List<Conversation.Reference> references = new ArrayList<>();
    if (words.get(2).equals("all")) {
      references.add(Conversation.Reference.header(said));
      Conversation.asked(said)
          .forEach(command -> references.add(Conversation.Reference.of(said, command)));
    } else {
      references.add(at.reference(row, words.get(2), said));
    }
    for (Conversation.Reference reference : references) {
      Optional<Complaint> complaint = status(row, reference, words.get(0));
      if (complaint.isPresent()) return complaint;
    }
    return Optional.empty();
  }

  private Optional<Complaint> status(Row row, Conversation.Reference to, String codes) {
    List<Command.Status> statuses =
        message.commands().stream()
            .filter(c -> c instanceof Command.Status)
            .map(c -> (Command.Status) c)
            .filter(s -> s.cmdRef().equals(to.id()) && s.msgRef().equals(to.message()))
            .toList();
    String what = to.name() + (to.id().equals(CmdId.HEADER) ? "" : " " + to.id());
    if (statuses.isEmpty())
      return Optional.of(
          new Complaint(
              row.line(), "expected Status " + codes + " for " + what + ", but it has none"));
    for (Command.Status status : statuses) {
      if (!isOneOf(row, codes, status.code()))
        return Optional.of(
            new Complaint(
                row.line(),
                "expected Status "
                    + codes
                    + " for "
                    + what
                    + ", but it is "
                    + status.code()
                    + " "
                    + status.statusCode().meaning()));
    }
    return challenge(row, statuses.getFirst(), what);
  }

  private boolean isOneOf(Row row, String codes, String actual) {
    for (String code : codes.split("\\|", -1)) {
      if (at.variables.matches(row, code, actual)) return true;
    }
    return false;
  }

  private Optional<Complaint> challenge(Row row, Command.Status status, String what) {
    Optional<Octets> nonce = status.chal().flatMap(Meta::nextNonce);
    Optional<String> scheme =
        status.chal().flatMap(Meta::type).flatMap(AuthScheme::ofType).map(s -> lower(s));
    Optional<String> wanted = row.get("chal");
    if (wanted.isPresent() && !wanted.get().equals(scheme.orElse("no")))
      return Optional.of(
          new Complaint(
              row.line(),
              "expected a challenge for "
                  + wanted.get()
                  + " with the Status for "
                  + what
                  + ", but it is "
                  + scheme.orElse("none")));
    Optional<String> pattern = row.get("nonce");
    boolean fits =
        pattern.isEmpty()
            || (pattern.get().equals("printable")
                ? nonce.map(Credentials::nonce).filter(CommandJudge::isPrintable).isPresent()
                : nonce.isPresent()
                    && at.variables.matches(row, pattern.get(), nonce.get().utf8().strip()));
    return fits
        ? Optional.empty()
        : Optional.of(
            new Complaint(
                row.line(),
                "expected NextNonce "
                    + pattern.get()
                    + " with the Status for "
                    + what
                    + (nonce.isEmpty() ? ", but there is none" : ", but another came")));
  }

  private static String lower(AuthScheme scheme) {
    return scheme.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean isPrintable(Octets nonce) {
    for (byte octet : nonce.toByteArray()) {
      if (octet <= ' ' || octet > '~') return false;
    }
    return nonce.length() > 0;
  }

  private boolean matches(Row row, Command command) {
    if (!row.keyword().equals(command.name())) return false;
    Optional<String> first = row.arguments().stream().findFirst();
    return switch (command) {
      case Command.Alert alert ->
          first.map(code -> isOneOf(row, code, alert.code().strip())).orElse(true)
              && correlator(row, alert.correlator())
              && items(row, Optional.empty(), alert.items(), Meta.NONE);
      case Command.Exec exec ->
          correlator(row, exec.correlator()) && items(row, first, exec.items(), exec.meta());
      case Command.OnNodes nodes -> items(row, first, nodes.items(), nodes.meta());
      case Command.Results results -> items(row, first, results.items(), results.meta());
      case Command.Group _, Command.Status _, Command.Unsupported _ -> true;
    };
  }

  private boolean correlator(Row row, Optional<Correlator> correlator) {
    return row.get("correlator")
        .map(
            pattern ->
                pattern.equals("none")
                    ? correlator.isEmpty()
                    : correlator.isPresent()
                        && at.variables.matches(row, pattern, correlator.get().text()))
        .orElse(true);
  }

  /// One Item fits the command's own line, and one each of the lines below it.
  private boolean items(Row row, Optional<String> address, List<Item> items, Meta outer) {
    if (row.get("items").isPresent()
        && !row.get("items").get().equals(Integer.toString(items.size()))) return false;
    boolean asksForItem =
        address.isPresent() || ITEM.keySet().stream().anyMatch(row.attributes()::containsKey);
    if (asksForItem && items.stream().noneMatch(item -> fits(row, address, item, outer)))
      return false;
    if (row.get("code").isPresent() && items.stream().noneMatch(item -> isCode(row, item)))
      return false;
    return row.below().stream()
        .filter(Items::isItem)
        .allMatch(
            below ->
                items.stream()
                    .anyMatch(
                        item -> fits(below, below.words().stream().findFirst(), item, outer)));
  }

  /// Several result codes are allowed, apart by `|`; blanks around it are seen in the field.
  private boolean isCode(Row row, Item item) {
    String codes = row.get("code").orElse("*");
    return item.data().filter(data -> isOneOf(row, codes, data.text().strip())).isPresent();
  }

  private interface Part {
    Optional<String> of(Item item, Meta meta);
  }

  private static final Map<String, Part> ITEM =
      Map.of(
          "target", (item, _) -> item.targetUri(),
          "source", (item, _) -> item.sourceUri(),
          "data", (item, _) -> item.data().map(data -> data.text()),
          "type", (_, meta) -> meta.type(),
          "format", (_, meta) -> meta.format(),
          "size", (_, meta) -> meta.size(),
          "mark", (_, meta) -> meta.mark(),
          "more", (item, _) -> Optional.of(item.moreData() ? "yes" : "no"));

  private boolean fits(Row row, Optional<String> address, Item item, Meta outer) {
    Meta meta = item.meta().orElse(outer);
    if (address.isPresent()) {
      boolean there =
          item.targetUri().filter(uri -> at.variables.matches(row, address.get(), uri)).isPresent()
              || item.sourceUri()
                  .filter(uri -> at.variables.matches(row, address.get(), uri))
                  .isPresent();
      if (!there) return false;
    }
    for (var part : ITEM.entrySet()) {
      Optional<String> pattern = row.get(part.getKey());
      if (pattern.isEmpty()) continue;
      Optional<String> actual = part.getValue().of(item, meta);
      boolean fits =
          pattern.get().equals("none")
              ? actual.isEmpty()
              : actual.filter(text -> at.variables.matches(row, pattern.get(), text)).isPresent();
      if (!fits) return false;
    }
    return true;
  }
}
