package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Condition.Moment;
import io.fumarole.campaign.inventory.Condition.Order;
import io.fumarole.campaign.inventory.Condition.TextField;
import io.fumarole.campaign.inventory.Condition.TimeField;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A field as a filter names it: what may be said of it, and what that means.
///
/// @param position where it stands in the filter, for errors
record FilterField(int position, String name) {
  static final String OPERATORS = "==, !=, =in=, =out=, <, <=, >, >=";

  private static final String LABEL = "label.";
  private static final String GROUP = "group";
  private static final String ADVISORY = "advisory";
  private static final String STANDING = "standing";
  private static final Instant EARLIEST = Instant.EPOCH;
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
  private static final Duration LONGEST_AGO = Duration.ofDays(36_600);

  /// Whether a field is to be one of the values, or none of them.
  private static final Map<String, Boolean> EQUALITY =
      Map.of("==", true, "=in=", true, "!=", false, "=out=", false);

  private static final Map<String, Order> ORDERS =
      Map.of(
          "<", Order.BEFORE,
          "=lt=", Order.BEFORE,
          "<=", Order.UNTIL,
          "=le=", Order.UNTIL,
          ">", Order.AFTER,
          "=gt=", Order.AFTER,
          ">=", Order.SINCE,
          "=ge=", Order.SINCE);

  static boolean isOperator(String operator) {
    return EQUALITY.containsKey(operator) || ORDERS.containsKey(operator);
  }

  static boolean takesList(String operator) {
    return operator.equals("=in=") || operator.equals("=out=");
  }

  /// All fields there are, for people.
  static String known() {
    return Stream.of(
            Arrays.stream(TextField.values()).map(TextField::word),
            Arrays.stream(TimeField.values()).map(TimeField::word),
            Stream.of(STANDING, LABEL + "NAME", GROUP, ADVISORY))
        .flatMap(names -> names)
        .collect(Collectors.joining(", "));
  }

  Condition compared(String operator, List<String> values) throws FilterException {
    for (TimeField field : TimeField.values())
      if (field.word().equals(name)) return time(field, operator, values.getFirst());
    for (TextField field : TextField.values())
      if (field.word().equals(name))
        return new Condition.Text(field, isWanted(operator), patterns(values));
    if (name.startsWith(LABEL)) return label(name.substring(LABEL.length()), operator, values);
    return switch (name) {
      case STANDING -> new Condition.Standing(isWanted(operator), standings(values));
      case GROUP -> new Condition.InGroup(isWanted(operator), groups(values));
      case ADVISORY -> new Condition.InGroup(isWanted(operator), advisories(values));
      default -> throw broken("there is no such field: known are " + known());
    };
  }

  private Condition label(String label, String operator, List<String> values)
      throws FilterException {
    if (!Labels.isName(label))
      throw broken(
          "'%s' is no label's name: it has 1 to %d of a-z, 0-9, '.', '_' and '-'"
              .formatted(label, Labels.LONGEST_NAME));
    return new Condition.Label(label, isWanted(operator), patterns(values));
  }

  private boolean isWanted(String operator) throws FilterException {
    Boolean isWanted = EQUALITY.get(operator);
    if (isWanted == null)
      throw broken("it takes ==, !=, =in= and =out=, and has no order for " + operator);
    return isWanted;
  }

  private static List<TextPattern> patterns(List<String> values) {
    return values.stream().map(TextPattern::of).toList();
  }

  private Set<Device.Standing> standings(List<String> values) throws FilterException {
    List<Device.Standing> standings = new ArrayList<>();
    for (String value : values) standings.add(standing(value));
    return Set.copyOf(standings);
  }

  private Device.Standing standing(String value) throws FilterException {
    for (Device.Standing standing : Device.Standing.values())
      if (word(standing).equals(value)) return standing;
    throw broken(
        "'%s' is no standing: one of %s"
            .formatted(
                value,
                Arrays.stream(Device.Standing.values())
                    .map(FilterField::word)
                    .collect(Collectors.joining(", "))));
  }

  private static String word(Device.Standing standing) {
    return standing.name().toLowerCase(Locale.ROOT);
  }

  private Set<String> groups(List<String> values) throws FilterException {
    for (String value : values)
      if (!DeviceGroup.isName(value))
        throw broken("'%s' is no group's name: %s".formatted(value, DeviceGroup.NAME_RULE));
    return Set.copyOf(values);
  }

  private Set<String> advisories(List<String> values) throws FilterException {
    for (String value : values)
      if (!Advisory.isId(value))
        throw broken("'%s' is no advisory's id: %s".formatted(value, Advisory.ID_RULE));
    return values.stream().map(GroupSet::nameOf).collect(Collectors.toUnmodifiableSet());
  }

  private Condition time(TimeField field, String operator, String value) throws FilterException {
    Order order = ORDERS.get(operator);
    if (order == null) throw broken("it is a time and takes <, <=, > and >=, not " + operator);
    return new Condition.Time(field, order, moment(value));
  }

  private Moment moment(String value) throws FilterException {
    return ago(value)
        .or(() -> at(value))
        .orElseThrow(
            () ->
                broken(
                    "'%s' is no time: it is like 2026-03-01T08:00:00Z or 2026-03-01 (both UTC), or counts back from now like -P7D or -PT12H"
                        .formatted(value)));
  }

  private static Optional<Moment> ago(String value) {
    try {
      Duration ago = Duration.parse(value).negated();
      boolean isPast = !ago.isNegative() && ago.compareTo(LONGEST_AGO) <= 0;
      return isPast ? Optional.of(new Moment.Ago(ago)) : Optional.empty();
    } catch (DateTimeParseException | ArithmeticException other) {
      return Optional.empty();
    }
  }

  private static Optional<Moment> at(String value) {
    try {
      boolean isDay = value.indexOf('T') < 0;
      Instant at =
          isDay
              ? LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(value);
      boolean isUsual = !at.isBefore(EARLIEST) && !at.isAfter(LATEST);
      return isUsual ? Optional.of(new Moment.At(at)) : Optional.empty();
    } catch (DateTimeParseException other) {
      return Optional.empty();
    }
  }

  private FilterException broken(String rule) {
    return new FilterException(position, Optional.of(name), rule);
  }
}
