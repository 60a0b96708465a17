package io.fumarole.server.rest;

import io.fumarole.campaign.paging.Before;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Lists in pages. A page has a cursor, which names the place after its last row, and whoever gives
/// it back goes on there, also when rows have come or gone meanwhile.
final class Paging {
  private static final String CURSOR = "cursor";

  private Paging() {}

  /// @param cursor for the next page; empty on the last one
  record Page<T>(List<T> rows, Optional<String> cursor) {
    /// As it is answered: the rows by their name, and the cursor where there is another page.
    Map<String, Object> as(String name, Function<T, ?> view) {
      Map<String, Object> answer = new LinkedHashMap<>();
      answer.put(name, rows.stream().map(view).toList());
      cursor.ifPresent(it -> answer.put(CURSOR, it));
      return answer;
    }
  }

  /// @param found one more than asked for tells whether there is another page
  /// @param place of a row in the list
  static <T> Page<T> page(List<T> found, int limit, Function<T, String> place) {
    if (found.size() <= limit) return new Page<>(found, Optional.empty());
    List<T> rows = found.subList(0, limit);
    return new Page<>(rows, Optional.of(cursor(place.apply(rows.getLast()))));
  }

  /// The place that the page comes after; empty for the first one.
  static Optional<String> after(Context context) {
    return Input.query(context, CURSOR).map(Paging::place);
  }

  /// Of a list in the order of ids.
  static String afterId(Context context) {
    return after(context).orElse("");
  }

  /// Of a list in the order of numbers, the highest first.
  static long beforeNumber(Context context) {
    Optional<String> place = after(context);
    if (place.isEmpty()) return Long.MAX_VALUE;
    if (!place.get().matches("[0-9]{1,18}")) throw foreign();
    return Long.parseLong(place.get());
  }

  /// Of a list in the order of times, the newest first.
  static Before before(Context context) {
    Optional<String> place = after(context);
    if (place.isEmpty()) return Before.ALL;
    String[] parts = place.get().split(" ", 2);
    if (parts.length < 2 || !parts[0].matches("[0-9]{1,15}")) throw foreign();
    return new Before(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
  }

  /// What [#before] takes.
  static String place(Instant at, String key) {
    return at.toEpochMilli() + " " + key;
  }

  private static String place(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException other) {
      throw foreign();
    }
  }

  private static BadRequest foreign() {
    return BadRequest.of(CURSOR, "it is taken as it stood in the page before");
  }

  private static String cursor(String place) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(place.getBytes(StandardCharsets.UTF_8));
  }
}
