package io.fumarole.storage;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Condition;
import io.fumarole.campaign.inventory.Condition.TextField;
import io.fumarole.campaign.inventory.Condition.TimeField;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.campaign.inventory.TextPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/// A [Selection] as the `WHERE` of a statement on `device`, aliased `d`. Nothing of a filter stands
/// in the text: its values are bound.
final class FilterSql {
  /// How `lastSeen` is indexed.
  static final long MILLIS_PER_DAY = 86_400_000;

  private final Instant now;
  private final Map<String, Object> values = new HashMap<>();
  private final String where;

  FilterSql(Selection selection, Instant now) {
    this.now = now;
    this.where = of(selection.condition());
  }

  /// In parentheses where it needs some.
  String where() {
    return where;
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    return statement.bindMap(values);
  }

  private String bound(Object value) {
    String name = "f" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  private String of(Condition condition) {
    return switch (condition) {
      case Condition.All(var conditions) -> joined(conditions, " AND ", "1 = 1");
      case Condition.Any(var conditions) -> joined(conditions, " OR ", "1 = 0");
      case Condition.Text(var field, var isWanted, var patterns) -> {
        String column = column(field);
        yield isWanted ? fits(column, patterns) : fitsNot(column, patterns);
      }
      case Condition.Label(var name, var isWanted, var patterns) ->
          "%s (SELECT 1 FROM device_label l WHERE l.device_id = d.device_id AND l.name = %s AND %s)"
              .formatted(isWanted ? "EXISTS" : "NOT EXISTS", bound(name), labelFits(patterns));
      case Condition.Standing(var isWanted, var standings) ->
          among("d.standing", true, standings(isWanted, standings));
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

  private static String column(TextField field) {
    return switch (field) {
      case ID -> "d.device_id";
      case MANUFACTURER -> "d.manufacturer";
      case MODEL -> "d.model";
      case VERSION -> "d.version";
      case HARDWARE -> "d.hardware";
      case LANGUAGE -> "d.language";
      case PROFILE -> "d.profile";
    };
  }

  private String among(String column, boolean isWanted, List<String> texts) {
    if (texts.isEmpty()) return isWanted ? "1 = 0" : "1 = 1";
    String list = texts.stream().map(this::bound).collect(Collectors.joining(", "));
    return texts.size() == 1
        ? column + (isWanted ? " = " : " <> ") + list
        : column + (isWanted ? " IN (" : " NOT IN (") + list + ")";
  }

  private String fits(String column, List<TextPattern> patterns) {
    return patterns.stream().allMatch(TextPattern::isExact)
        ? among(column, true, patterns.stream().map(TextPattern::start).toList())
        : patterns.stream().map(p -> fits(column, p)).collect(Collectors.joining(" OR ", "(", ")"));
  }

  /// What is not known fits no pattern.
  private String fitsNot(String column, List<TextPattern> patterns) {
    String differs =
        patterns.stream().allMatch(TextPattern::isExact)
            ? among(column, false, patterns.stream().map(TextPattern::start).toList())
            : "NOT " + fits(column, patterns);
    return "(" + column + " IS NULL OR " + differs + ")";
  }

  /// By a pattern a label is looked at with its device: a look over all labels that begin alike,
  /// for each device, would take long.
  private String labelFits(List<TextPattern> patterns) {
    boolean isExact = patterns.stream().allMatch(TextPattern::isExact);
    return fits(isExact ? "l.value" : "(l.value || '')", patterns);
  }

  private String fits(String column, TextPattern pattern) {
    if (pattern.isExact()) return column + " = " + bound(pattern.start());
    if (pattern.isAny()) return column + " IS NOT NULL";
    List<String> all = new ArrayList<>();
    if (!pattern.start().isEmpty()) {
      // What an index can look up; LIKE alone says it in one database only.
      all.add(column + " >= " + bound(pattern.start()));
      TextBounds.after(pattern.start()).ifPresent(end -> all.add(column + " < " + bound(end)));
    }
    all.add(column + " LIKE " + bound(like(pattern)) + " ESCAPE '!'");
    return all.stream().collect(Collectors.joining(" AND ", "(", ")"));
  }

  private static String like(TextPattern pattern) {
    return pattern.parts().stream()
        .map(part -> part.replace("!", "!!").replace("%", "!%").replace("_", "!_"))
        .collect(Collectors.joining("%"));
  }

  private String compared(TimeField field, Condition.Order order, long millis) {
    String sign = order.sign();
    return switch (field) {
      case FIRST_SEEN -> "d.first_seen " + sign + " " + bound(millis);
      case LAST_SEEN ->
          "(d.seen_day %s= %s AND d.last_seen %s %s)"
              .formatted(sign.charAt(0), bound(millis / MILLIS_PER_DAY), sign, bound(millis));
    };
  }
}
