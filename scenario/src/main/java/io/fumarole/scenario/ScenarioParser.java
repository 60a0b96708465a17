package io.fumarole.scenario;

import io.fumarole.protocol.dm.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads scenarios. The head says what is played; each line that begins with `==` starts a step,
/// and the lines below belong to it.
public final class ScenarioParser {
  /// Largest file: a long session with its messages written out.
  public static final int LARGEST = 1 << 20;

  /// Most lines, which bounds the work before anything is played.
  private static final int MOST_LINES = 20_000;

  private static final int MOST_STEPS = 2_000;

  /// How many messages are answered until one is met that was waited for, unless the step says.
  private static final int MOST_ANSWERS = 100;

  /// Most words of an `each`: every value plays the whole scenario.
  private static final int MOST_VARIANTS = 32;

  private static final String STEP = "==";

  /// First words of the steps that have lines below them.
  private static final Set<String> WITH_LINES =
      Set.of("send", "expect", "answer", "new", "get", "head", "post", "requested", "deliver");

  private final String file;
  private final RowReader reader;
  private final ForeignRows foreign;
  private String title = "";
  private Scenario.Side plays = Scenario.Side.CLIENT;
  private final List<String> covers = new ArrayList<>();
  private final List<Coding> codings = new ArrayList<>();
  private final Map<String, String> given = new LinkedHashMap<>();
  private final Map<String, Account> accounts = new LinkedHashMap<>();
  private final Map<String, String> asked = new LinkedHashMap<>();
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, List<String>> each = new LinkedHashMap<>();
  private final List<Row> always = new ArrayList<>();
  private final Map<String, Scenario.Leaf> nodes = new LinkedHashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private ScenarioParser(String file, ForeignRows foreign) {
    this.file = file;
    this.reader = new RowReader(file);
    this.foreign = foreign;
  }

  /// @param file the name for errors
  /// @throws ScenarioException when the text is no scenario
  public static Scenario parse(String file, String text) {
    return parse(file, text, ForeignRows.NONE);
  }

  /// The same for a file whose head says more than a scenario's.
  public static Scenario parse(String file, String text, ForeignRows foreign) {
    return new ScenarioParser(file, foreign).parse(text);
  }

  private Scenario parse(String text) {
    if (text.length() > LARGEST)
      throw mistake(1, "longer than " + LARGEST + " characters: cut it into several");
    List<String> lines = text.lines().toList();
    if (lines.size() > MOST_LINES) throw mistake(MOST_LINES, "more lines than " + MOST_LINES);
    List<Step.Text> head = new ArrayList<>();
    int at = 0;
    while (at < lines.size() && !lines.get(at).startsWith(STEP)) {
      if (!RowReader.isSilent(lines.get(at))) head.add(new Step.Text(at + 1, lines.get(at)));
      at++;
    }
    reader.rows(head).forEach(this::head);
    while (at < lines.size()) {
      int start = at++;
      List<Step.Text> below = new ArrayList<>();
      while (at < lines.size() && !lines.get(at).startsWith(STEP)) {
        if (!RowReader.isSilent(lines.get(at))) below.add(new Step.Text(at + 1, lines.get(at)));
        at++;
      }
      steps.add(step(new Step.Text(start + 1, lines.get(start).substring(STEP.length())), below));
      if (steps.size() > MOST_STEPS) throw mistake(start + 1, "more steps than " + MOST_STEPS);
    }
    if (steps.isEmpty()) throw mistake(1, "no steps: begin one with '== send' or '== expect'");
    if (codings.isEmpty()) codings.add(Coding.XML);
    return new Scenario(
        file, title, covers, plays, codings, given, accounts, asked, variables, each, always, nodes,
        steps);
  }

  private void head(Row row) {
    if (foreign.take(row)) return;
    switch (row.keyword()) {
      case "scenario" -> title = one(row);
      case "covers" -> covers.add(one(row));
      case "plays" ->
          plays =
              switch (one(row)) {
                case "client" -> Scenario.Side.CLIENT;
                case "server" -> Scenario.Side.SERVER;
                default -> throw mistake(row.line(), "plays client, or plays server");
              };
      case "codings" -> row.arguments().forEach(label -> codings.add(coding(row, label)));
      case "given" -> given.putAll(row.attributes());
      case "account" -> account(row);
      case "set" -> set(row);
      case "each" -> each(row);
      case "always" -> always.addAll(row.below());
      case "nodes" -> row.below().forEach(this::node);
      default ->
          throw mistake(
              row.line(),
              "'"
                  + row.keyword()
                  + "' is unknown in the head: scenario, covers, plays, codings, given, account,"
                  + " set, each, always, nodes are known");
    }
  }

  private Coding coding(Row row, String label) {
    return Coding.named(label)
        .orElseThrow(
            () ->
                mistake(row.line(), "'" + label + "' is no coding: there are " + Coding.labels()));
  }

  /// Without secret and hash, whoever plays the scenario gives the secret.
  private void account(Row row) {
    String account = one(row);
    String name =
        row.get("name")
            .orElseThrow(() -> mistake(row.line(), "account … name=… [secret=…] [hash=…]"));
    if (row.get("hash").isPresent())
      accounts.put(account, new Account(name, row.get("hash").get(), Optional.empty()));
    else if (row.get("secret").isPresent())
      accounts.put(account, Account.of(name, row.get("secret").get()));
    else asked.put(account, name);
  }

  private void set(Row row) {
    if (row.arguments().size() == 2) variables.put(row.arguments().get(0), row.arguments().get(1));
    else throw mistake(row.line(), "set NAME VALUE");
  }

  private void each(Row row) {
    if (row.arguments().size() < 2 || row.arguments().size() > MOST_VARIANTS)
      throw mistake(row.line(), "each NAME VALUE VALUE …, at most " + MOST_VARIANTS);
    each.put(row.arguments().getFirst(), row.arguments().subList(1, row.arguments().size()));
  }

  private void node(Row row) {
    String type = row.get("type").orElse("");
    if (!row.below().isEmpty()) throw mistake(row.line(), "each node has a line of its own");
    if (row.words().size() > 2) throw mistake(row.line(), "./Path/Of/Node VALUE [type=…]");
    boolean leaf = row.words().size() == 2;
    nodes.put(
        row.keyword(),
        new Scenario.Leaf(
            leaf ? row.words().get(1) : "", row.get("format").orElse(leaf ? "chr" : "node"), type));
  }

  private String one(Row row) {
    if (row.arguments().size() != 1)
      throw mistake(
          row.line(), "'" + row.keyword() + "' takes one word; text with blanks goes in quotes");
    return row.arguments().getFirst();
  }

  private Step step(Step.Text start, List<Step.Text> below) {
    Row head = reader.rows(List.of(start)).getFirst();
    int line = start.line();
    String name = String.join(" ", head.words());
    if (!WITH_LINES.contains(head.keyword()) && !below.isEmpty())
      throw mistake(below.getFirst().line(), "nothing belongs below '== " + name + "'");
    return switch (head.keyword()) {
      case "do" -> new Step.Do(line, head.arguments());
      case "fail" -> new Step.Fail(line, status(head));
      case "answer" -> answer(head, below);
      case "requested" -> requested(head, below);
      case "deliver" -> deliver(head, below);
      case "get", "head", "post" -> fetch(head, below);
      default ->
          switch (name) {
            case "send" -> new Step.Send(line, reader.rows(below));
            case "send octets" -> octets(line, below);
            case "send again" -> new Step.Repeat(line);
            case "expect" -> new Step.Expect(line, reader.rows(below), otherwise(head));
            case "new session" -> new Step.NewSession(line, reader.rows(below));
            default ->
                throw mistake(
                    line,
                    "'== "
                        + name
                        + "' is unknown: send, send octets, send again, expect, answer until,"
                        + " requested, deliver, get, head, post, new session, fail, do are"
                        + " known");
          };
    };
  }

  private Step fetch(Row head, List<Step.Text> below) {
    if (plays == Scenario.Side.SERVER)
      throw mistake(head.line(), "a server fetches nothing: a file that plays a client does");
    return FetchReader.read(head, reader.rows(below), reader);
  }

  private Step answer(Row head, List<Step.Text> below) {
    if (!head.words().equals(List.of("answer", "until")))
      throw mistake(head.line(), "== answer until, with expectations below");
    int most = head.get("most").map(text -> number(head, text)).orElse(MOST_ANSWERS);
    return new Step.AnswerUntil(
        head.line(), reader.rows(below), Math.min(most, MOST_STEPS), otherwise(head));
  }

  private Step requested(Row head, List<Step.Text> below) {
    if (plays == Scenario.Side.CLIENT)
      throw mistake(head.line(), "a server requests nothing: a file that plays a server judges it");
    return new Step.Requested(head.line(), one(head), reader.rows(below), otherwise(head));
  }

  private Step deliver(Row head, List<Step.Text> below) {
    if (plays == Scenario.Side.CLIENT)
      throw mistake(head.line(), "a client delivers nothing: a file that plays a server does");
    String content =
        head.get("file")
            .orElseThrow(
                () -> mistake(head.line(), "== deliver ./NODE file=NAME [chunk=N] [most=N]"));
    return new Step.Deliver(
        head.line(),
        one(head),
        content,
        head.get("chunk").map(text -> number(head, text)).orElse(0),
        head.get("most").map(text -> number(head, text)).orElse(0),
        reader.rows(below),
        otherwise(head));
  }

  /// `otherwise=inconclusive because="…"`.
  private Otherwise otherwise(Row head) {
    Otherwise.Meaning meaning =
        head.get("otherwise")
            .map(
                label ->
                    Otherwise.Meaning.named(label)
                        .orElseThrow(
                            () ->
                                mistake(
                                    head.line(), "otherwise=fail, inconclusive or not-applicable")))
            .orElse(Otherwise.Meaning.FAIL);
    String words = head.get("because").orElse("");
    if (meaning != Otherwise.Meaning.FAIL && words.isEmpty())
      throw mistake(head.line(), "otherwise=" + meaning.label() + " takes because=\"…\" too");
    return new Otherwise(meaning, words);
  }

  private int status(Row head) {
    return head.arguments().isEmpty() ? 0 : number(head, head.arguments().getFirst());
  }

  private int number(Row row, String text) {
    if (!text.matches("[0-9]{1,6}")) throw mistake(row.line(), "'" + text + "' is no number");
    return Integer.parseInt(text);
  }

  /// Settings such as Content-Type come first, then the octets.
  private Step octets(int line, List<Step.Text> below) {
    List<Step.Text> settings = new ArrayList<>();
    List<Step.Text> octets = new ArrayList<>();
    for (Step.Text text : below) {
      boolean setting =
          text.text().strip().startsWith("Content-Type") || text.text().strip().startsWith("hmac");
      (setting ? settings : octets).add(text);
    }
    return new Step.SendOctets(line, reader.rows(settings), octets);
  }

  private ScenarioException mistake(int line, String words) {
    return reader.mistake(line, words);
  }
}
