package io.fumarole.storage;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Condition;
import io.fumarole.campaign.inventory.Condition.TextField;
import io.fumarole.campaign.inventory.Condition.TimeField;
import io.fumarole.campaign.inventory.TextPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Puts conditions into words of SQL, and keeps what is bound.
final class FilterTerms {
  private final String alias;
  private final String prefix;
  private final boolean byRange;
  private final Instant now;
  private final Map<String, Object> values = new HashMap<>();

  private FilterTerms(String alias, String prefix, boolean byRange, Instant now) {
    this.alias = alias;
    this.prefix = prefix;
    this.byRange = byRange;
    this.now = now;
  }

  /// Of `device`, aliased `d`, in the order of pages: without the ranges of indexes, which are in
  /// another order, and which a database takes all the same when it does not know how long they
  /// are.
  static FilterTerms ofDevices(Instant now) {
    return new FilterTerms("d", "f", false, now);
  }

  /// Of a table aliased `x`, by the ranges of its indexes.
  ///
  /// @param prefix of what is bound, because it will stand in one statement with others
  static FilterTerms ofRanges(String prefix, Instant now) {
    return new FilterTerms("x", prefix, true, now);
  }

  /// A filter in these words, with all that was bound.
  FilterSql saying(String where) {
    return new FilterSql(where, values);
  }

  String bound(Object value) {
    String name = prefix + "_" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  String of(Condition condition) {
    return switch (condition) {
      case Condition.All(var conditions) -> joined(conditions, " AND ", "1 = 1");
      case Condition.Any(var conditions) -> joined(conditions, " OR ", "1 = 0");
      case Condition.Text(var field, var isWanted, var patterns) -> {
        String column = column(field);
        yield isWanted ? fits(column, patterns) : fitsNot(column, patterns);
      }
      case Condition.Label(var name, var isWanted, var patterns) ->
          "%s (SELECT 1 FROM device_label l WHERE l.device_id = %s.device_id AND l.name = %s AND %s)"
              .formatted(
                  isWanted ? "EXISTS" : "NOT EXISTS",
                  alias,
                  bound(name),
                  fits("l.value", patterns));
      case Condition.Standing(var isWanted, var standings) ->
          among(alias + ".standing", true, standings(isWanted, standings));
      case Condition.Time(var field, var order, var moment) ->
          compared(field, order, moment.at(now).toEpochMilli());
      case Condition.InGroup group -> throw new IllegalStateException("not resolved: " + group);
    };
  }

  /// Those that are wanted, also where others are not: an index finds what is, and not what is not.
  private static List<String> standings(boolean isWanted, Set<Device.Standing> standings) {
    return Arrays.stream(Device.Standing.values())
        .filter(standing -> standings.contains(standing) == isWanted)
        .map(Enum::name)
        .toList();
  }

  private String joined(List<Condition> conditions, String word, String none) {
    return conditions.isEmpty()
        ? none
        : conditions.stream().map(this::of).collect(Collectors.joining(word, "(", ")"));
  }

  private String column(TextField field) {
    String name =
        switch (field) {
          case ID -> "device_id";
          case MANUFACTURER -> "manufacturer";
          case MODEL -> "model";
          case VERSION -> "version";
          case HARDWARE -> "hardware";
          case LANGUAGE -> "language";
          case PROFILE -> "profile";
        };
    return alias + "." + name;
  }

  private String among(String column, boolean isWanted, List<String> texts) {
    if (texts.isEmpty()) return isWanted ? "1 = 0" : "1 = 1";
    String list = texts.stream().map(this::bound).collect(Collectors.joining(", "));
    return texts.size() == 1
        ? column + (isWanted ? " = " : " <> ") + list
        : column + (isWanted ? " IN (" : " NOT IN (") + list + ")";
  }

  String fits(String column, List<TextPattern> patterns) {
    return patterns.stream().allMatch(TextPattern::isExact)
        ? among(column, true, patterns.stream().map(TextPattern::start).toList())
        : patterns.stream().map(p -> fits(column, p)).collect(Collectors.joining(" OR ", "(", ")"));
  }

  /// What is not known fits no pattern.
  private String fitsNot(String column, List<TextPattern> patterns) {
    if (patterns.stream().anyMatch(TextPattern::isAny)) return column + " IS NULL";
    String differs =
        patterns.stream().allMatch(TextPattern::isExact)
            ? among(column, false, patterns.stream().map(TextPattern::start).toList())
            : "NOT " + fits(column, patterns);
    return "(" + column + " IS NULL OR " + differs + ")";
  }

  private String fits(String column, TextPattern pattern) {
    if (pattern.isExact()) return column + " = " + bound(pattern.start());
    if (pattern.isAny()) return column + " IS NOT NULL";
    List<String> all = new ArrayList<>();
    boolean isRange = byRange || column.endsWith(".device_id");
    if (isRange && !pattern.start().isEmpty()) {
      all.add(column + " >= " + bound(pattern.start()));
      TextBounds.after(pattern.start()).ifPresent(end -> all.add(column + " < " + bound(end)));
    }
    // Joined to nothing it is no column any more: SQLite makes a range of a LIKE by itself.
    all.add("(" + column + " || '') LIKE " + bound(like(pattern)) + " ESCAPE '!'");
    return all.stream().collect(Collectors.joining(" AND ", "(", ")"));
  }

  private static String like(TextPattern pattern) {
    return pattern.parts().stream()
        .map(part -> part.replace("!", "!!").replace("%", "!%").replace("_", "!_"))
        .collect(Collectors.joining("%"));
  }

  private String compared(TimeField field, Condition.Order order, long millis) {
    String sign = order.sign();
    boolean isByDay = byRange && field == TimeField.LAST_SEEN;
    // All of the day: whoever wants it exactly asks again, and the index need not be left.
    if (isByDay)
      return "%s.seen_day %s= %s"
          .formatted(alias, sign.charAt(0), bound(millis / FilterSql.MILLIS_PER_DAY));
    String column =
        switch (field) {
          case FIRST_SEEN -> alias + ".first_seen";
          case LAST_SEEN -> alias + ".last_seen";
        };
    // Plus nothing, for the same reason as above.
    return (byRange ? column : "0 + " + column) + " " + sign + " " + bound(millis);
  }
}
