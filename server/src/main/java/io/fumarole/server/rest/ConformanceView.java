package io.fumarole.server.rest;

import io.fumarole.server.lab.ConformanceRoom.Card;
import io.fumarole.server.lab.ConformanceRoom.Finding;
import io.fumarole.server.lab.Detail;
import io.fumarole.storage.ConformanceStore.Run;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The conformance kit and its runs, as the API shows them.
final class ConformanceView {
  private static final List<String> VERDICTS =
      List.of("pass", "fail", "not-applicable", "inconclusive");

  private ConformanceView() {}

  record Cases(List<Card> cases) {}

  record Runs(List<Summary> runs) {}

  /// A run without what it found.
  ///
  /// @param by who asked for it
  /// @param ended when, if it has
  /// @param planned how many cases are played
  /// @param counts of each verdict until now
  /// @param end why it ended early
  record Summary(
      String run,
      String device,
      String state,
      String by,
      String started,
      Optional<String> ended,
      int planned,
      Map<String, Long> counts,
      Optional<String> end) {
    static Summary of(Run run, Detail detail) {
      return new Summary(
          run.id(),
          run.device().value(),
          Input.word(run.state()),
          detail.by(),
          run.started().toString(),
          endOf(run),
          detail.cases().size(),
          countsOf(detail),
          reason(detail));
    }
  }

  /// A run with what was found until now.
  ///
  /// @param patience how long the device may stay silent, in seconds
  /// @param report whether there is one
  record Whole(
      String run,
      String device,
      String state,
      String by,
      String started,
      Optional<String> ended,
      int planned,
      Map<String, Long> counts,
      Optional<String> end,
      List<String> cases,
      Optional<String> firmware,
      boolean attended,
      boolean wakes,
      long patience,
      Optional<Playing> now,
      List<Finding> findings,
      boolean report) {
    static Whole of(Run run) {
      Detail detail = Detail.read(run.detail());
      return new Whole(
          run.id(),
          run.device().value(),
          Input.word(run.state()),
          detail.by(),
          run.started().toString(),
          endOf(run),
          detail.cases().size(),
          countsOf(detail),
          reason(detail),
          detail.cases(),
          detail.firmware(),
          detail.attended(),
          detail.wakes(),
          detail.patience(),
          detail.now().map(Playing::of),
          detail.findings(),
          detail.isReported());
    }
  }

  /// @param word what is to be done at the device, and `sentence` the same for people
  record Playing(
      String id, String title, Optional<String> word, Optional<String> sentence, String since) {
    static Playing of(Detail.Now now) {
      return new Playing(now.id(), now.title(), now.word(), now.sentence(), now.since().toString());
    }
  }

  private static Optional<String> endOf(Run run) {
    return Optional.of(run.changed().toString()).filter(_ -> !run.state().isOpen());
  }

  private static Optional<String> reason(Detail detail) {
    return Optional.of(detail.end()).filter(it -> !it.isEmpty());
  }

  private static Map<String, Long> countsOf(Detail detail) {
    Map<String, Long> counts = new LinkedHashMap<>();
    VERDICTS.forEach(verdict -> counts.put(verdict, 0L));
    detail.findings().forEach(it -> counts.merge(it.verdict(), 1L, Long::sum));
    return counts;
  }
}
