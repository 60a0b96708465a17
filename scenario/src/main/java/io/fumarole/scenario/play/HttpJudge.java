package io.fumarole.scenario.play;

import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.dlota.DescriptorElement;
import io.fumarole.protocol.dlota.DescriptorReading;
import io.fumarole.scenario.Row;
import java.util.List;
import java.util.Optional;

/// Judges the answer to a `== get`, `== head` or `== post` by the rows of the expectation after it.
final class HttpJudge {
  private static final int OK = 200;

  private final Conversation at;
  private final HttpAnswer answer;

  private HttpJudge(Conversation at, HttpAnswer answer) {
    this.at = at;
    this.answer = answer;
  }

  /// The first expectation that was not met; empty when all were.
  ///
  /// @param line of the step
  static Optional<Complaint> judge(Conversation at, HttpAnswer answer, int line, List<Row> rows) {
    boolean asksForStatus = rows.stream().anyMatch(row -> row.keyword().equals("HTTP"));
    if (!asksForStatus && answer.status() != OK)
      return Optional.of(
          new Complaint(
              line, "expected HTTP 200, but " + answer.status() + " came: " + answer.body()));
    var judge = new HttpJudge(at, answer);
    for (Row row : rows) {
      Optional<Complaint> complaint = judge.judge(row);
      if (complaint.isPresent()) return complaint;
    }
    return Optional.empty();
  }

  private Optional<Complaint> judge(Row row) {
    return switch (row.keyword()) {
      case "HTTP" -> one(row, List.of(Integer.toString(answer.status())));
      case "body" -> one(row, List.of(answer.body().utf8()));
      case "octets" -> octets(row);
      case "header", "element" -> named(row);
      case "no" -> absent(row);
      case "set" -> {
        Composer.set(at, row);
        yield Optional.empty();
      }
      default ->
          throw at.mistake(
              row,
              "'"
                  + row.keyword()
                  + "' cannot be expected of a download: HTTP, header, octets, body, element, no …"
                  + " and set can");
    };
  }

  private Optional<Complaint> octets(Row row) {
    List<String> words = row.arguments();
    boolean atMost = words.size() == 3 && words.subList(0, 2).equals(List.of("at", "most"));
    if (!atMost && words.size() != 1) throw at.mistake(row, "octets N, or octets at most N");
    String number = at.variables.fill(row, words.getLast());
    if (!number.matches("[0-9]{1,12}")) throw at.mistake(row, "'" + number + "' is no number");
    long wanted = Long.parseLong(number);
    int length = answer.body().length();
    return length == wanted || (atMost && length < wanted)
        ? Optional.empty()
        : complain(row, "expected " + Briefly.row(row) + ", but " + length + " came");
  }

  /// `KEYWORD PATTERN`.
  private Optional<Complaint> one(Row row, List<String> actual) {
    if (row.arguments().size() != 1)
      throw at.mistake(row, row.keyword() + " takes one word; text with blanks goes in quotes");
    return check(row, row.arguments().getFirst(), actual);
  }

  /// `header NAME PATTERN` and `element NAME PATTERN`.
  private Optional<Complaint> named(Row row) {
    if (row.arguments().size() != 2)
      throw at.mistake(row, row.keyword() + " NAME VALUE; text with = or blanks goes in quotes");
    return check(row, row.arguments().get(1), values(row));
  }

  private Optional<Complaint> check(Row row, String pattern, List<String> actual) {
    if (actual.stream().anyMatch(value -> at.variables.matches(row, pattern, value)))
      return Optional.empty();
    String there = actual.isEmpty() ? "there is none" : "it is " + String.join(", ", actual);
    return complain(row, "expected " + Briefly.row(row) + ", but " + there);
  }

  private Optional<Complaint> absent(Row row) {
    Row what = row.shifted();
    if (what.arguments().size() != 1) throw at.mistake(row, "no header NAME, or no element NAME");
    List<String> values = values(what);
    return values.isEmpty()
        ? Optional.empty()
        : complain(row, "expected " + Briefly.row(row) + ", but it is " + values.getFirst());
  }

  private List<String> values(Row row) {
    String name = row.arguments().getFirst();
    return switch (row.keyword()) {
      case "header" -> answer.header(name);
      case "element" -> {
        DescriptorElement element =
            DescriptorElement.of(name)
                .orElseThrow(() -> at.mistake(row, "'" + name + "' is no element of a descriptor"));
        yield descriptor().map(element::of).orElse(List.of());
      }
      default -> throw at.mistake(row, "no header NAME, or no element NAME");
    };
  }

  private Optional<Descriptor> descriptor() {
    return DescriptorCodec.read(answer.body()) instanceof DescriptorReading.Read(var descriptor)
        ? Optional.of(descriptor)
        : Optional.empty();
  }

  private static Optional<Complaint> complain(Row row, String words) {
    return Optional.of(new Complaint(row.line(), words));
  }
}
