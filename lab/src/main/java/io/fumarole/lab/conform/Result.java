package io.fumarole.lab.conform;

import io.fumarole.scenario.play.Failure;
import java.util.List;

/// What came of a case.
///
/// @param coding what the kit spoke; the device's own when it chooses
/// @param why in words; empty for a pass
/// @param line of the case where it was decided, 0 when it was not played
public record Result(
    String id,
    String title,
    String group,
    List<String> specs,
    String coding,
    Verdict verdict,
    String why,
    int line,
    long millis,
    List<Evidence> evidence) {
  public Result {
    specs = List.copyOf(specs);
    evidence = List.copyOf(evidence);
  }

  static Result unplayed(Case of, Verdict verdict, String why) {
    return new Result(
        of.id(), of.title(), of.group(), of.specs(), "", verdict, why, 0, 0, List.of());
  }

  static Result passed(Case of, String coding, long millis, List<Evidence> evidence) {
    return new Result(
        of.id(), of.title(), of.group(), of.specs(), coding, Verdict.PASS, "", 0, millis, evidence);
  }

  static Result failed(
      Case of, String coding, Failure failure, long millis, List<Evidence> evidence) {
    String words = failure.otherwise().words();
    String why = words.isEmpty() ? failure.words() : words + ": " + failure.words();
    Verdict verdict = Verdict.of(failure.otherwise().meaning());
    return new Result(
        of.id(),
        of.title(),
        of.group(),
        of.specs(),
        coding,
        verdict,
        why,
        failure.line(),
        millis,
        evidence);
  }

  /// The same with another verdict.
  Result but(Verdict other, String words) {
    return new Result(id, title, group, specs, coding, other, words, line, millis, evidence);
  }
}
