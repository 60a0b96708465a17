package io.fumarole.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads the steps that ask over plain HTTP: `== get URL`, `== head URL` and `== post URL`, with
/// the lines below them.
final class FetchReader {
  /// No device sends as many.
  private static final int MOST_HEADERS = 32;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");

  /// The connection's own headers: whoever carries the request writes them.
  private static final Set<String> CARRIERS =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  private final RowReader reader;
  private final String method;
  private final List<Step.Header> headers = new ArrayList<>();
  private Optional<String> body = Optional.empty();

  private FetchReader(RowReader reader, String method) {
    this.reader = reader;
    this.method = method;
  }

  static Step read(Row head, List<Row> rows, RowReader reader) {
    String method = head.keyword();
    if (head.arguments().size() != 1 || !head.attributes().isEmpty())
      throw reader.mistake(
          head.line(), "== " + method + " URL; an address with = or blanks goes in quotes");
    var fetch = new FetchReader(reader, method);
    rows.forEach(fetch::take);
    return new Step.Fetch(
        head.line(),
        method.toUpperCase(Locale.ROOT),
        head.arguments().getFirst(),
        fetch.headers,
        fetch.body);
  }

  private void take(Row row) {
    if (!row.attributes().isEmpty() || !row.below().isEmpty())
      throw reader.mistake(row.line(), "text with = or blanks goes in quotes, in one line");
    switch (row.keyword()) {
      case "header" -> header(row);
      case "body" -> body(row);
      default ->
          throw reader.mistake(
              row.line(),
              "'"
                  + row.keyword()
                  + "' is unknown below '== "
                  + method
                  + "': header NAME VALUE, and body TEXT below '== post' are known");
    }
  }

  private void header(Row row) {
    if (row.arguments().size() != 2)
      throw reader.mistake(row.line(), "header NAME VALUE; a value with blanks goes in quotes");
    String name = row.arguments().getFirst();
    if (!NAME.matcher(name).matches())
      throw reader.mistake(row.line(), "'" + name + "' is no name of a header");
    if (CARRIERS.contains(name.toLowerCase(Locale.ROOT)))
      throw reader.mistake(row.line(), "'" + name + "' is written by whoever carries the request");
    if (headers.size() == MOST_HEADERS)
      throw reader.mistake(row.line(), "more headers than " + MOST_HEADERS);
    headers.add(new Step.Header(row.line(), name, row.arguments().get(1)));
  }

  private void body(Row row) {
    if (!method.equals("post"))
      throw reader.mistake(row.line(), "'== " + method + "' carries no body: '== post' does");
    if (row.arguments().size() != 1 || body.isPresent())
      throw reader.mistake(row.line(), "body TEXT, once; text with blanks goes in quotes");
    body = Optional.of(row.arguments().getFirst());
  }
}
