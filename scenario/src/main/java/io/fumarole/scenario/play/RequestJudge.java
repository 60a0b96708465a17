package io.fumarole.scenario.play;

import io.fumarole.scenario.Row;
import io.fumarole.scenario.Step;
import java.util.List;
import java.util.Optional;

/// Judges what a device has asked for over plain HTTP.
final class RequestJudge {
  private final Conversation at;
  private final Step.Requested step;
  private final String name;
  private final List<HttpCall> calls;

  private RequestJudge(Conversation at, Step.Requested step) {
    this.at = at;
    this.step = step;
    this.name = at.variables.fill(step.line(), step.name());
    this.calls = at.requests.stream().filter(call -> call.url().endsWith("/" + name)).toList();
  }

  /// The first expectation that was not met; empty when all were.
  static Optional<Complaint> judge(Conversation at, Step.Requested step) {
    return new RequestJudge(at, step).judge();
  }

  private Optional<Complaint> judge() {
    boolean counts = step.rows().stream().anyMatch(RequestJudge::isCount);
    if (!counts && calls.isEmpty())
      return complain(step.line(), "expected a request for " + name + ", but none came");
    for (Row row : step.rows()) {
      Optional<Complaint> complaint = isCount(row) ? count(row) : any(row);
      if (complaint.isPresent()) return complaint;
    }
    return Optional.empty();
  }

  private static boolean isCount(Row row) {
    return row.keyword().equals("never") || row.keyword().equals("times");
  }

  private Optional<Complaint> count(Row row) {
    boolean never = row.keyword().equals("never");
    String words = never ? "0" : at.variables.fill(row, String.join("", row.arguments()));
    if (!words.matches("[0-9]{1,6}")) throw at.mistake(row, "never, or times N");
    return calls.size() == Integer.parseInt(words)
        ? Optional.empty()
        : complain(
            row.line(),
            "expected %s for %s, but %d came"
                .formatted(never ? "no request" : words + " requests", name, calls.size()));
  }

  private Optional<Complaint> any(Row row) {
    for (HttpCall call : calls) {
      if (meets(row, call)) return Optional.empty();
    }
    return complain(
        row.line(),
        "expected a request for %s with %s, but there is %s"
            .formatted(name, Briefly.row(row), calls.stream().map(HttpCall::brief).toList()));
  }

  private boolean meets(Row row, HttpCall call) {
    List<String> words = row.arguments();
    return switch (row.keyword() + words.size()) {
      case "method1" -> at.variables.matches(row, words.getFirst(), call.method());
      case "body1" -> at.variables.matches(row, words.getFirst(), call.body().utf8());
      case "header2" ->
          call.headers().stream()
              .filter(header -> header.name().equalsIgnoreCase(words.get(0)))
              .anyMatch(header -> at.variables.matches(row, words.get(1), header.value()));
      default ->
          throw at.mistake(row, "never, times N, method NAME, header NAME VALUE or body TEXT");
    };
  }

  private static Optional<Complaint> complain(int line, String words) {
    return Optional.of(new Complaint(line, words));
  }
}
