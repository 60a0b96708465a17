package io.fumarole.scenario;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.scenario.play.Stagehand;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The server that a scenario is played against. What it may ask of it stands in [#act].
abstract class Stage implements Wire, Stagehand, AutoCloseable {
  /// The stage that a scenario asks for.
  static Stage of(Scenario scenario, Path data) throws IOException {
    var given = new Given(scenario.given());
    return given.wantsRunningServer() ? new RunningStage(given, data) : new ServerStage(given);
  }

  abstract void pass(Duration time);

  abstract Deployment deployment();

  abstract Device device();

  abstract List<Event> events();

  abstract List<TraceStore.Entry> trace();

  @Override
  public void close() {}

  /// `pass PT25H`; `deployment STATE`, `reason WORDS`, `history WORDS`, `attempts N`, `excluded
  /// DELIVERY` and `version V` hold the server to what it has stored; `told WORDS` to what it tells
  /// the operator of the last message; `told nothing`.
  @Override
  public void act(List<String> words) {
    String value = String.join(" ", words.subList(1, words.size()));
    switch (words.getFirst()) {
      case "pass" -> pass(Duration.parse(value));
      case "deployment" ->
          same("deployment", value, deployment().state().name().toLowerCase(Locale.ROOT));
      case "reason" -> holds("reason", value, deployment().reason());
      case "history" -> holds("history", value, history());
      case "attempts" -> same("attempts", value, Integer.toString(deployment().attempts().size()));
      case "excluded" ->
          same("excluded", value, deployment().excluded().toString().toLowerCase(Locale.ROOT));
      case "version" -> same("version", value, device().version().orElse("none"));
      case "inventory" ->
          same(
              "inventory",
              value,
              device().get(words.get(1)).map(v -> words.get(1) + " " + v).orElse("none"));
      case "told" -> told(value);
      default -> throw new AssertionError("the stage cannot do " + words);
    }
  }

  private void told(String words) {
    String note =
        trace().stream()
            .filter(TraceStore.Entry::fromDevice)
            .reduce((_, later) -> later)
            .flatMap(TraceStore.Entry::note)
            .orElse("nothing");
    holds("what the operator is told", words, note);
  }

  private String history() {
    return events().stream().map(Event::text).collect(Collectors.joining("\n"));
  }

  private static void same(String what, String expected, String actual) {
    if (!expected.equals(actual))
      throw new AssertionError(what + ": expected " + expected + ", but it is " + actual);
  }

  private static void holds(String what, String expected, String actual) {
    if (!actual.contains(expected))
      throw new AssertionError(what + ": expected '" + expected + "' in '" + actual + "'");
  }
}
