package io.fumarole.lab.conform;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.explain.Direction;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.http.HttpWire;
import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.Login;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Player;
import io.fumarole.scenario.play.Player.Turn;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Judges a server: plays a device to it over HTTP, one case after the other.
public final class ServerBench {
  private static final int HEXADECIMAL = 16;

  private final Settings settings;
  private final Hands hands;
  private final URI server;
  private final Map<String, String> known = new HashMap<>();

  /// Session ids: another one for each case, whatever ran before.
  private long session = System.currentTimeMillis() & 0xFFF;

  private boolean unreachable;

  /// @param settings with the device's account as the kit's own, and the server's as the peer's
  /// @param server where its devices send their messages
  public ServerBench(Settings settings, Hands hands, URI server) {
    this.settings = settings;
    this.hands = hands;
    this.server = server;
    known.put("manufacturer", "Example");
    known.put("model", "Lamp");
    known.putAll(settings.variables());
    known.put("server", server.toString());
  }

  /// @param told hears each result when it is there
  public Report run(List<Case> cases, Consumer<Result> told)
      throws IOException, InterruptedException {
    List<Result> results = new ArrayList<>();
    String end = "";
    for (Case each : cases) {
      for (Coding coding : each.scenario().codings()) {
        Result result =
            end.isEmpty()
                ? judge(each, coding)
                : Result.unplayed(each, Verdict.INCONCLUSIVE, "not played: " + end);
        if (end.isEmpty() && unreachable) end = "the server stopped answering in case " + each.id();
        results.add(result);
        told.accept(result);
      }
    }
    return new Report("server", Map.of("server", server.toString()), end, results);
  }

  private Result judge(Case each, Coding coding) throws IOException, InterruptedException {
    for (Need need : each.needs()) {
      if (!need.isMet(known)) return Result.unplayed(each, Verdict.NOT_APPLICABLE, need.words());
    }
    for (Need want : each.wants()) {
      if (!want.isMet(known)) return Result.unplayed(each, Verdict.INCONCLUSIVE, want.words());
    }
    long before = System.nanoTime();
    List<Evidence> evidence = new ArrayList<>();
    Result result = play(each, coding, evidence);
    long millis = (System.nanoTime() - before) / 1_000_000;
    return new Result(
        result.id(),
        result.title(),
        result.group(),
        result.specs(),
        coding.toString(),
        result.verdict(),
        result.why(),
        result.line(),
        millis,
        evidence);
  }

  private Result play(Case each, Coding coding, List<Evidence> evidence)
      throws IOException, InterruptedException {
    Map<String, String> variables = new HashMap<>(known);
    variables.put("session", Long.toString(++session, HEXADECIMAL).toUpperCase(Locale.ROOT));
    variables.put("coding", coding == Coding.XML ? "xml" : "wbxml");
    variables.putAll(each.scenario().variables());
    Scenario scenario = each.scenario().with(variables).withAccounts(settings.accounts(false));
    var player = new Player(scenario, coding, Optional.of(login(each)), settings.content());
    try (var wire = new HttpWire(server)) {
      Turn turn = player.next();
      while (true) {
        switch (turn) {
          case Turn.Say(var packet) -> {
            evidence.add(Evidence.message(packet, Direction.DEVICE_TO_SERVER));
            Packet answer = wire.exchange(packet);
            evidence.add(Evidence.message(answer, Direction.SERVER_TO_DEVICE));
            turn = player.hear(answer);
          }
          case Turn.Fetch(var call) -> {
            HttpAnswer answer = wire.fetch(call);
            evidence.add(Evidence.download(call, answer));
            turn = player.fetched(answer);
          }
          case Turn.Do(var words) -> {
            if (!hands.act(words.getFirst(), words.getLast(), () -> {}))
              return Result.unplayed(
                  each, Verdict.INCONCLUSIVE, "nobody is there to do this: " + words.getLast());
            turn = player.next();
          }
          case Turn.Done _ -> {
            return Result.passed(each, "", 0, List.of());
          }
          case Turn.Failed(var failure) -> {
            return Result.failed(each, "", failure, 0, List.of());
          }
          case Turn.Listen _, Turn.Fail _ ->
              throw new IllegalStateException("a client begins with == send, and cannot == fail");
        }
      }
    } catch (IOException broken) {
      return lost(each, player, broken);
    }
  }

  /// A server that was never heard is away; one that falls silent amid a case has failed it.
  private Result lost(Case each, Player player, IOException broken) {
    String words = "no answer came: " + broken;
    if (!player.hasHeard()) {
      unreachable = true;
      return Result.unplayed(each, Verdict.INCONCLUSIVE, words);
    }
    return player.silent(words) instanceof Turn.Failed(Failure why)
        ? Result.failed(each, "", why, 0, List.of())
        : Result.passed(each, "", 0, List.of());
  }

  /// What a case does by hand, the kit leaves alone. Whether the server proves itself is a case's
  /// to ask.
  private Login login(Case each) {
    Login all = settings.login();
    boolean byHand = each.byHand() == Case.ByHand.DEVICE;
    return new Login(
        AuthScheme.NONE,
        all.peer(),
        byHand ? AuthScheme.NONE : all.ownScheme(),
        byHand ? Optional.empty() : all.own());
  }
}
