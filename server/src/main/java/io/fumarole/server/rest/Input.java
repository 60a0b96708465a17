package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.Nulls;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.http.Requests;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Reads what a request carries; what cannot be read is a [BadRequest] that says what would be
/// right.
final class Input {
  /// A key with null is one that was left out; a null in a list is a mistake.
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .changeDefaultNullHandling(it -> it.withContentNulls(Nulls.FAIL))
          .build();

  /// No request that carries JSON needs more.
  private static final int LARGEST_JSON = 65_536;

  /// Rows in one answer.
  static final int MOST_ROWS = 1_000;

  private static final int USUAL_ROWS = 100;

  /// Longer than anything that is waited for, and short enough to be reckoned with.
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private static final String BODY = "fumarole-body";

  private Input() {}

  static <T> T json(Context context, Class<T> type) {
    Octets body = body(context);
    return read(body.length() == 0 ? new byte[] {'{', '}'} : body.toByteArray(), type);
  }

  /// The body of a request that carries JSON. It comes once, and may be asked for again.
  static Octets body(Context context) {
    Octets before = context.attribute(BODY);
    if (before != null) return before;
    return switch (Requests.body(context, LARGEST_JSON, RequestBody.LONGEST)) {
      case RequestBody.Whole(var octets) -> {
        context.attribute(BODY, octets);
        yield octets;
      }
      case RequestBody bad -> throw new BadRequest(HttpStatus.forStatus(bad.status()), bad.words());
    };
  }

  static <T> T read(byte[] body, Class<T> type) {
    try {
      T value = JSON.readValue(body, type);
      if (value == null) throw new BadRequest("the body is null: a JSON object is needed");
      return value;
    } catch (JacksonException fault) {
      throw JsonFault.of(fault);
    }
  }

  /// A query parameter that is there and not blank.
  static Optional<String> query(Context context, String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(it -> !it.isBlank());
  }

  /// A query parameter that is true or false; absent it is false.
  static boolean isAsked(Context context, String name) {
    return switch (query(context, name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw BadRequest.of(name, "it is true or false");
    };
  }

  static String needed(Optional<String> value, String name) {
    return value
        .filter(it -> !it.isBlank())
        .orElseThrow(() -> BadRequest.about(name, "'" + name + "' is missing"));
  }

  static int limit(Context context) {
    Optional<String> given = query(context, "limit");
    if (given.isEmpty()) return USUAL_ROWS;
    boolean isGood = given.get().matches("[0-9]{1,4}");
    int limit = isGood ? Integer.parseInt(given.get()) : 0;
    if (limit < 1 || limit > MOST_ROWS)
      throw new BadRequest("limit is a number from 1 to " + MOST_ROWS);
    return limit;
  }

  /// A time such as `90m`, `24h`, `7d`, or as in ISO 8601.
  static Duration duration(String name, String text) {
    Duration time = parsed(name, text);
    if (time.compareTo(LONGEST) > 0 || time.compareTo(LONGEST.negated()) < 0)
      throw new BadRequest(name + " is at most " + LONGEST.toDays() + "d, not '" + text + "'");
    return time;
  }

  private static Duration parsed(String name, String text) {
    try {
      String plain = text.strip().toUpperCase(Locale.ROOT);
      if (plain.matches("[0-9]{1,9}D")) return Duration.parse("P" + plain);
      return Duration.parse(plain.matches("[0-9]{1,9}[HMS]") ? "PT" + plain : plain);
    } catch (DateTimeException wrong) {
      throw new BadRequest(name + " is a time such as 90m, 24h or 7d, not '" + text + "'");
    }
  }

  /// An id, or why it is none.
  static <T> T id(String text, Function<String, T> maker) {
    try {
      return maker.apply(text);
    } catch (IllegalArgumentException e) {
      throw new BadRequest(String.valueOf(e.getMessage()));
    }
  }

  /// An enum's constant by its word: `download-and-update`.
  static <E extends Enum<E>> E word(String name, String word, E[] values) {
    for (E value : values) {
      if (word(value).equals(word.strip().toLowerCase(Locale.ROOT))) return value;
    }
    String allowed = Arrays.stream(values).map(Input::word).collect(Collectors.joining(", "));
    throw new BadRequest("%s '%s' is unknown: one of %s".formatted(name, word, allowed));
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
