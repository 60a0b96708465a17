package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Otherwise;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Plays one side of a scenario: says what its steps say, and judges what it hears. It does no
/// input or output: whoever drives it carries the packets, over HTTP or by a call.
///
/// A client is driven by [#next], then [#hear] with each answer and [#fetched] with each download;
/// a server by [#hear] with each request. Either ends with [#ended].
public final class Player {
  private final Conversation at;
  private int step;
  private int answered;
  private boolean waiting;
  private Optional<HttpCall> fetching = Optional.empty();
  private Optional<Delivery> delivery = Optional.empty();
  private final Map<String, Octets> files;

  /// Whether a server answers in the coding that came, and not in one that the scenario names.
  private final boolean follows;

  /// What the driver does next.
  public sealed interface Turn {
    /// Carries a packet to the peer; a client's driver comes back with the answer.
    record Say(Packet packet) implements Turn {}

    /// Waits for the peer.
    record Listen() implements Turn {}

    /// Lets the peer down: an HTTP status and nothing else, or with 0 a closed connection.
    record Fail(int httpStatus) implements Turn {}

    /// Asks over plain HTTP; the driver comes back to [Player#fetched].
    record Fetch(HttpCall call) implements Turn {}

    /// Something that only the surroundings can do; then [Player#next].
    record Do(List<String> words) implements Turn {}

    /// All steps are through.
    record Done() implements Turn {}

    record Failed(Failure failure) implements Turn {}
  }

  public Player(Scenario scenario, Coding coding) {
    this.at = new Conversation(scenario, coding, Optional.empty());
    this.files = Map.of();
    this.follows = false;
  }

  /// Plays against a peer that the scenario does not know: credentials are looked after by `login`,
  /// and a server answers in the coding that comes.
  ///
  /// @param files content for `== deliver`, by name
  public Player(
      Scenario scenario, Coding coding, Optional<Login> login, Map<String, Octets> files) {
    this.at = new Conversation(scenario, coding, login);
    this.files = Map.copyOf(files);
    this.follows = scenario.plays() == Scenario.Side.SERVER;
  }

  /// Goes on after the start, and after a [Turn.Do].
  public Turn next() {
    while (step < at.scenario.steps().size()) {
      switch (at.scenario.steps().get(step)) {
        case Step.Send(var line, var rows) -> {
          checkTurn(line);
          step++;
          return say(Composer.compose(at, rows));
        }
        case Step.SendOctets octets -> {
          checkTurn(octets.line());
          step++;
          return say(raw(octets));
        }
        case Step.Repeat(var line) -> {
          step++;
          return say(at.said.orElseThrow(() -> at.mistake(line, "nothing was sent yet")));
        }
        case Step.Fail(var line, var httpStatus) -> {
          checkTurn(line);
          step++;
          waiting = true;
          return new Turn.Fail(httpStatus);
        }
        case Step.Do(_, var words) -> {
          step++;
          return new Turn.Do(words.stream().map(word -> at.variables.fill(0, word)).toList());
        }
        case Step.Fetch fetch -> {
          step++;
          fetching = Optional.of(Fetched.call(at, fetch));
          return new Turn.Fetch(fetching.get());
        }
        case Step.NewSession(_, var rows) -> {
          step++;
          newSession(rows);
        }
        case Step.Requested requested -> {
          if (waiting) return new Turn.Listen();
          Optional<Complaint> complaint = RequestJudge.judge(at, requested);
          if (complaint.isPresent()) return failed(complaint.get(), requested.otherwise());
          step++;
        }
        case Step.Deliver deliver -> {
          Optional<Turn> turn = deliver(deliver);
          if (turn.isPresent()) return turn.get();
        }
        case Step.Expect(var line, var rows, var otherwise) -> {
          boolean judgesMessage = at.fetched.isEmpty();
          if (judgesMessage && (at.heard.isEmpty() || waiting)) return new Turn.Listen();
          Optional<Complaint> complaint =
              judgesMessage
                  ? Judge.judge(at, rows)
                  : HttpJudge.judge(at, at.fetched.get().answer(), line, rows);
          if (complaint.isPresent()) return failed(complaint.get(), otherwise);
          step++;
        }
        case Step.AnswerUntil until -> {
          at.fetched = Optional.empty();
          if (at.heard.isEmpty() || waiting) return new Turn.Listen();
          Optional<Turn> answer = answer(until);
          if (answer.isPresent()) return answer.get();
        }
      }
    }
    return new Turn.Done();
  }

  private void checkTurn(int line) {
    if (waiting && at.scenario.plays() == Scenario.Side.SERVER)
      throw at.mistake(line, "a server answers each message once: == expect comes before");
  }

  /// Gives a variable another value, such as what the surroundings have found out.
  public void set(String name, String value) {
    at.variables.set(name, value);
  }

  /// Takes what the peer sent: the answer to a client, the request to a server.
  public Turn hear(Packet packet) {
    boolean judges =
        step < at.scenario.steps().size()
            && (at.scenario.steps().get(step) instanceof Step.Expect
                || at.scenario.steps().get(step) instanceof Step.Deliver
                || at.scenario.steps().get(step) instanceof Step.AnswerUntil);
    at.heardBefore = at.heard;
    at.heard = Optional.of(packet);
    waiting = false;
    Optional<String> unreadable = decode(packet);
    boolean server = at.scenario.plays() == Scenario.Side.SERVER;
    if (server && step >= at.scenario.steps().size())
      return failed(line(), "the peer goes on after the end of the scenario");
    if (!judges && unreadable.isPresent()) return failed(line(), unreadable.get());
    at.heardDecoded.map(Codec.Decoded::message).ifPresent(this::begin);
    at.gate.ifPresent(gate -> gate.hears(at));
    at.heardDecoded.map(Codec.Decoded::message).ifPresent(this::learn);
    Optional<Turn> proof = at.heardDecoded.isPresent() ? prove() : Optional.empty();
    if (proof.isPresent()) return proof.get();
    if (at.heardDecoded.isPresent() && !at.scenario.always().isEmpty()) {
      Optional<Complaint> complaint = Judge.judge(at, at.scenario.always());
      if (complaint.isPresent()) return failed(complaint.get(), Otherwise.FAIL);
    }
    return next();
  }

  /// Takes the answer to what was asked for last over plain HTTP.
  public Turn fetched(HttpAnswer answer) {
    at.fetched = fetching.map(call -> new Fetched(call, answer));
    return next();
  }

  /// The peer is through.
  public Turn ended() {
    return silent("the peer ended before this step could be played");
  }

  /// Nothing more comes, and why.
  public Turn silent(String words) {
    if (step >= at.scenario.steps().size()) return new Turn.Done();
    Step waited = at.scenario.steps().get(step);
    return failed(new Complaint(waited.line(), words), otherwise(waited));
  }

  private static Otherwise otherwise(Step waited) {
    return switch (waited) {
      case Step.Expect expect -> expect.otherwise();
      case Step.AnswerUntil until -> until.otherwise();
      case Step.Requested requested -> requested.otherwise();
      case Step.Deliver deliver -> deliver.otherwise();
      case Step.Send _,
          Step.SendOctets _,
          Step.Repeat _,
          Step.Fail _,
          Step.Fetch _,
          Step.NewSession _,
          Step.Do _ ->
          Otherwise.FAIL;
    };
  }

  /// A device has asked for one of the scenario's files over plain HTTP, or posted to it.
  public void requested(HttpCall call) {
    at.requests.add(call);
  }

  /// What the conversation knows by now, such as what its expectations have taken.
  public Map<String, String> variables() {
    return at.variables.all();
  }

  /// Whether anything of the peer has been heard.
  public boolean hasHeard() {
    return at.heard.isPresent();
  }

  /// Where the player stands, for errors.
  private int line() {
    List<Step> steps = at.scenario.steps();
    return steps.get(Math.min(step, steps.size() - 1)).line();
  }

  private Turn say(Packet packet) {
    waiting = true;
    at.fetched = Optional.empty();
    return new Turn.Say(packet);
  }

  /// Composes an answer to a message that was not the awaited one; empty when it was.
  private Optional<Turn> answer(Step.AnswerUntil until) {
    Optional<Complaint> complaint = Judge.judge(at, until.rows());
    if (complaint.isEmpty()) {
      step++;
      answered = 0;
      return Optional.empty();
    }
    boolean over =
        at.heardDecoded.map(Codec.Decoded::message).filter(this::goesOn).isEmpty()
            || ++answered > until.most();
    if (over) return Optional.of(failed(complaint.get(), until.otherwise()));
    return Optional.of(say(Composer.compose(at, answers(until.line()))));
  }

  /// Everything that was heard is answered; what is not finished is asked for. Spec: syncml-dm 2.
  private List<Row> answers(int line) {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(line, List.of("answers"), Map.of(), List.of()));
    if (!at.heardMessage(line).isFinal())
      rows.add(new Row(line, List.of("Alert", AlertCode.NEXT_MESSAGE), Map.of(), List.of()));
    return rows;
  }

  /// Whether the peer expects an answer: it asked for something, or has not finished.
  private boolean goesOn(Message message) {
    // What a server waits for may come in the device's next session.
    if (at.scenario.plays() == Scenario.Side.SERVER) return true;
    return !message.isFinal() || !Conversation.asked(message).isEmpty();
  }

  /// Sends the next chunk, after the answer to the last one was judged; empty when all went out.
  private Optional<Turn> deliver(Step.Deliver deliver) {
    if (delivery.isEmpty()) {
      Octets content = files.get(deliver.file());
      if (content == null)
        throw at.mistake(deliver.line(), "no content '" + deliver.file() + "' is at hand");
      Step.Deliver filled =
          new Step.Deliver(
              deliver.line(),
              at.variables.fill(deliver.line(), deliver.target()),
              deliver.file(),
              deliver.chunk(),
              deliver.most(),
              deliver.rows(),
              deliver.otherwise());
      delivery = Optional.of(new Delivery(at, filled, content));
    }
    if (waiting) return Optional.of(new Turn.Listen());
    Delivery object = delivery.get();
    if (object.hasBegun()) {
      Optional<Complaint> complaint = Judge.judge(at, object.expected());
      if (complaint.isPresent()) return Optional.of(failed(complaint.get(), deliver.otherwise()));
    }
    Packet packet = Composer.compose(at, object.next());
    if (object.isOver()) {
      delivery = Optional.empty();
      step++;
    }
    return Optional.of(say(packet));
  }

  /// Looks after credentials: a challenge, or once more what was refused for ours.
  private Optional<Turn> prove() {
    if (at.gate.isEmpty()) return Optional.empty();
    Gate gate = at.gate.get();
    boolean server = at.scenario.plays() == Scenario.Side.SERVER;
    if (server && !gate.admits(at)) {
      Optional<List<Row>> challenge = gate.challenge(at, line());
      return Optional.of(
          challenge.isPresent()
              ? say(Composer.compose(at, challenge.get()))
              : failed(new Complaint(line(), "the peer's credentials never fit"), UNPROVED));
    }
    if (!gate.isRefused(at)) return Optional.empty();
    Optional<Packet> again = gate.again(at, line());
    return Optional.of(
        again.isPresent()
            ? say(again.get())
            : failed(new Complaint(line(), "the peer refuses our credentials"), UNPROVED));
  }

  private static final Otherwise UNPROVED =
      new Otherwise(
          Otherwise.Meaning.INCONCLUSIVE, "name, secret or scheme is not the same on both sides");

  private void newSession(List<Row> rows) {
    at.nextMsgId = 1;
    at.gate.ifPresent(Gate::newSession);
    for (Row row : rows) {
      if (!row.keyword().equals("set")) throw at.mistake(row, "only 'set' belongs here");
      Composer.set(at, row);
    }
  }

  private Packet raw(Step.SendOctets octets) {
    var header = new HeaderSketch(at);
    for (Row row : octets.settings()) {
      if (!header.take(row)) throw at.mistake(row, "'" + row.keyword() + "' is unknown here");
    }
    Octets body = RawOctets.read(at, octets.octets());
    Packet packet = header.packet(body);
    Form.Encoding encoding = Codec.sniff(body).orElse(at.coding.form().encoding());
    Message message;
    try {
      message = Codec.decode(body, encoding, Limits.DEFAULT).message();
    } catch (MalformedMessageException meantSo) {
      message = new Message(header.header(), List.of(), true);
    }
    at.remember(packet, message);
    return packet;
  }

  /// Reads what was heard; why it is no message, if it is none.
  private Optional<String> decode(Packet packet) {
    at.heardDecoded = Optional.empty();
    if (packet.httpStatus() != 200)
      return Optional.of("HTTP " + packet.httpStatus() + " came: " + packet.body().utf8().strip());
    try {
      Codec.Decoded decoded = read(packet);
      at.heardDecoded = Optional.of(decoded);
      if (follows) follow(Coding.of(decoded.form()));
      at.allHeard.add(decoded.message());
      return Optional.empty();
    } catch (MalformedMessageException malformed) {
      return Optional.of("what came is no message: " + malformed.getMessage());
    }
  }

  private Codec.Decoded read(Packet packet) throws MalformedMessageException {
    Form.Encoding encoding = Codec.sniff(packet.body()).orElse(at.coding.form().encoding());
    return Codec.decode(packet.body(), encoding, Limits.DEFAULT);
  }

  /// `speaks` lets a scenario answer WBXML with WBXML of another kind.
  private void follow(Coding coding) {
    Optional<Coding> other = Coding.named(at.variables.get("speaks", ""));
    at.coding = coding == Coding.XML ? coding : other.orElse(coding);
    at.variables.set("coding", coding == Coding.XML ? "xml" : "wbxml");
  }

  /// A first message begins a session anew.
  private void begin(Message message) {
    boolean begins = message.header().msgId().text().strip().equals("1");
    if (!begins || at.scenario.plays() != Scenario.Side.SERVER) return;
    at.nextMsgId = 1;
    at.gate.ifPresent(Gate::newSession);
  }

  /// Whether the message heard last is the peer's, as far as it has to show that.
  public boolean believes() {
    return at.gate.isEmpty() || at.gate.get().believes();
  }

  /// Whether the message heard last guesses at the peer's secret, where the player has asked for
  /// it.
  public boolean guesses() {
    return at.gate.filter(Gate::guesses).isPresent();
  }

  /// Whether a message that is not played any more is the peer's all the same: it goes on with the
  /// session heard last.
  public boolean recognizes(Packet late) {
    Message message;
    try {
      Codec.Decoded decoded = read(late);
      at.heard = Optional.of(late);
      at.heardDecoded = Optional.of(decoded);
      message = decoded.message();
    } catch (MalformedMessageException noMessage) {
      return false;
    }
    begin(message);
    at.gate.ifPresent(gate -> gate.hears(at));
    boolean goesOn = message.header().sessionId().equals(at.variables.get("heard-session", ""));
    return goesOn && believes();
  }

  /// The next nonce and address are the peer's to say.
  private void learn(Message message) {
    at.variables.set("heard-session", message.header().sessionId());
    if (believes()) learnNonce(message);
    message
        .header()
        .respUri()
        .ifPresent(
            uri -> {
              at.variables.set("respuri", uri);
              if (at.scenario.plays() == Scenario.Side.CLIENT) at.variables.set("post", uri);
            });
    at.variables.set("heard-msg", message.header().msgId().text());
    at.variables.set("peer", message.header().source().locUri());
  }

  private void learnNonce(Message message) {
    for (Command command : message.commands()) {
      if (!(command instanceof Command.Status status) || !status.answersHeader()) continue;
      status
          .chal()
          .flatMap(Meta::nextNonce)
          .ifPresent(
              base64 -> {
                at.nonce = Credentials.nonce(base64);
                at.variables.set("nonce", base64.utf8().strip());
              });
    }
  }

  private Turn failed(int line, String words) {
    return failed(new Complaint(line, words), Otherwise.FAIL);
  }

  private Turn failed(Complaint complaint, Otherwise otherwise) {
    return new Turn.Failed(Failure.of(at, complaint.line(), complaint.words(), otherwise));
  }
}
