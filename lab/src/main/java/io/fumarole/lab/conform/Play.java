package io.fumarole.lab.conform;

import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Player;
import io.fumarole.scenario.play.Player.Turn;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One case while it is played to a device. Requests come in on the listener's threads; whoever
/// runs the kit waits in [#await].
final class Play {
  /// Does what a case wants of the surroundings.
  interface Stage {
    /// @return why it cannot be done; empty when it was
    Optional<String> act(Play play, List<String> words) throws IOException, InterruptedException;

    /// @param isDevices whether the message is the device's, as far as it has to show that
    void heard(Play play, Octets body, boolean isDevices);

    /// A message has come that the case has no use for.
    void late(Packet request);
  }

  /// They may come from anybody, and again and again.
  private static final int MOST_REFUSALS = 10;

  private final Player player;
  private final Shelf shelf;
  private final Stage stage;
  private final List<Evidence> evidence = new ArrayList<>();
  private Optional<Failure> failure = Optional.empty();
  private Optional<ScenarioException> mistake = Optional.empty();
  private Optional<String> undone = Optional.empty();
  private boolean over;
  private int refusals;
  private String refused = "";
  private boolean silent;

  /// Things under way at the device that will be told of when they are through.
  private int underWay;

  private long lastHeard = System.nanoTime();

  Play(Player player, Shelf shelf, Stage stage) {
    this.player = player;
    this.shelf = shelf;
    this.stage = stage;
  }

  /// Does what stands before the first message.
  synchronized void begin() throws IOException, InterruptedException {
    if (!over) goOn();
  }

  synchronized DeviceBench.Answered exchange(Packet request)
      throws IOException, InterruptedException {
    if (over || (!player.hasHeard() && !begins(request))) {
      stage.late(request);
      return new DeviceBench.Answered(refusal(), false);
    }
    lastHeard = System.nanoTime();
    evidence.add(Evidence.message(request, Direction.DEVICE_TO_SERVER));
    try {
      Turn turn = player.hear(request);
      stage.heard(this, request.body(), player.believes());
      return new DeviceBench.Answered(answer(turn), player.guesses());
    } catch (ScenarioException wrong) {
      mistake = Optional.of(wrong);
      end();
      return new DeviceBench.Answered(refusal(), false);
    }
  }

  /// Whether a message that came after the end goes on with the device's session.
  synchronized boolean recognizes(Packet late) {
    return player.recognizes(late);
  }

  /// What goes on from an earlier case belongs to it: a case hears sessions from their beginning.
  private static boolean begins(Packet request) {
    try {
      return Codec.sniff(request.body()).isEmpty()
          || Codec.decode(request.body(), Codec.sniff(request.body()).get(), Limits.DEFAULT)
              .message()
              .header()
              .msgId()
              .text()
              .strip()
              .equals("1");
    } catch (MalformedMessageException itself) {
      return true;
    }
  }

  private Packet answer(Turn first) throws IOException, InterruptedException {
    Turn turn = first;
    while (turn instanceof Turn.Do(var words)) {
      if (!act(words)) return refusal();
      turn = player.next();
    }
    return switch (turn) {
      case Turn.Say(var packet) -> {
        evidence.add(Evidence.message(packet, Direction.SERVER_TO_DEVICE));
        goOn();
        yield packet;
      }
      case Turn.Fail(var status) -> {
        goOn();
        if (status == 0) throw new IOException("the case breaks the connection here");
        yield Packet.answer(status, "text/plain", Octets.EMPTY, Optional.empty());
      }
      case Turn.Failed(var why) -> {
        failure = Optional.of(why);
        end();
        yield refusal();
      }
      case Turn.Done _ -> {
        end();
        yield Packet.answer(200, "text/plain", Octets.EMPTY, Optional.empty());
      }
      case Turn.Listen _, Turn.Do _, Turn.Fetch _ ->
          throw new IllegalStateException("a server answers each message once");
    };
  }

  /// What follows an answer at once: things to do, or the end.
  private void goOn() throws IOException, InterruptedException {
    Turn turn = player.next();
    while (turn instanceof Turn.Do(var words)) {
      if (!act(words)) return;
      turn = player.next();
    }
    if (turn instanceof Turn.Failed(var why)) failure = Optional.of(why);
    if (!(turn instanceof Turn.Listen)) end();
  }

  private boolean act(List<String> words) throws IOException, InterruptedException {
    undone = stage.act(this, words);
    if (undone.isPresent()) end();
    return undone.isEmpty();
  }

  private void end() {
    over = true;
    notifyAll();
  }

  /// 503 would ask the device to come back; this is a server that cannot go on.
  private static Packet refusal() {
    return Packet.answer(500, "text/plain", Octets.utf8("this case is over\n"), Optional.empty());
  }

  synchronized HttpAnswer fetch(HttpCall call) {
    lastHeard = System.nanoTime();
    player.requested(call);
    HttpAnswer answer = shelf.answer(call);
    evidence.add(Evidence.download(call, answer));
    return answer;
  }

  /// Somebody has ended the run.
  synchronized void stop(String why) {
    if (over) return;
    undone = Optional.of(why);
    end();
  }

  /// Something was begun of which [#through] will tell.
  synchronized void begun() {
    underWay++;
  }

  synchronized void through() {
    underWay--;
    if (underWay == 0 && !over) silence("the device is through, and said nothing more");
  }

  synchronized void note(Evidence sent) {
    evidence.add(sent);
  }

  synchronized void set(String name, String value) {
    player.set(name, value);
  }

  /// Waits for the end of the case, as long as the device says something now and then.
  synchronized void await(Duration wait) throws InterruptedException {
    while (!over) {
      long left = wait.toMillis() - (System.nanoTime() - lastHeard) / 1_000_000;
      if (left > 0) wait(left);
      else silence("nothing came within " + wait.toSeconds() + " s");
    }
  }

  /// Something came in the device's name, and was turned away before the case could hear it.
  synchronized void refused(String words) {
    if (over) return;
    if (++refusals <= MOST_REFUSALS) evidence.add(Evidence.refused(words));
    if (refusals == 1) refused = "; a message in its name was refused: " + words;
  }

  private void silence(String only) {
    String words = only + refused;
    silent = !player.hasHeard();
    if (player.silent(words) instanceof Turn.Failed(var why)) failure = Optional.of(why);
    end();
  }

  /// Whether the device never said a word.
  synchronized boolean wasSilent() {
    return silent;
  }

  synchronized Map<String, String> variables() {
    return player.variables();
  }

  /// @throws ScenarioException when the case itself is wrong
  synchronized Result result(Case of, long millis) {
    if (mistake.isPresent()) throw mistake.get();
    String coding = player.variables().getOrDefault("coding", "");
    if (undone.isPresent()) {
      Result played = Result.passed(of, coding, millis, evidence);
      return played.but(Verdict.INCONCLUSIVE, undone.get());
    }
    return failure
        .map(why -> Result.failed(of, coding, why, millis, evidence))
        .orElseGet(() -> Result.passed(of, coding, millis, evidence));
  }
}
