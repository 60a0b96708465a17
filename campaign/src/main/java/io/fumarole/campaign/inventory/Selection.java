package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.inventory.Condition.TextField;
import java.time.Instant;
import java.util.List;

/// Which devices: a filter with what its groups ask in their places. This is its reading for
/// whoever has the devices at hand; a database has its own, and both agree.
public record Selection(Condition condition) {
  public static final Selection ALL = new Selection(new Condition.All(List.of()));

  public Selection {
    requireNoGroup(condition);
  }

  private static void requireNoGroup(Condition condition) {
    switch (condition) {
      case Condition.All(var conditions) -> conditions.forEach(Selection::requireNoGroup);
      case Condition.Any(var conditions) -> conditions.forEach(Selection::requireNoGroup);
      case Condition.InGroup group ->
          throw new IllegalArgumentException("what the groups ask is not known: " + group);
      case Condition.Text _, Condition.Label _, Condition.Standing _, Condition.Time _ -> {}
    }
  }

  /// Whether the device is one of them.
  ///
  /// @param now what durations count back from
  public boolean test(Device device, Labels labels, Instant now) {
    return test(DeviceEntry.of(device, labels), now);
  }

  public boolean test(DeviceEntry device, Instant now) {
    return holds(condition, device, now);
  }

  private static boolean holds(Condition condition, DeviceEntry device, Instant now) {
    return switch (condition) {
      case Condition.All(var conditions) ->
          conditions.stream().allMatch(c -> holds(c, device, now));
      case Condition.Any(var conditions) ->
          conditions.stream().anyMatch(c -> holds(c, device, now));
      case Condition.Text(var field, var isWanted, var patterns) ->
          fits(field, device, patterns) == isWanted;
      case Condition.Label(var name, var isWanted, var patterns) -> {
        String value = device.labels().values().get(name);
        yield (value != null && fits(value, patterns)) == isWanted;
      }
      case Condition.Standing(var isWanted, var standings) ->
          standings.contains(device.standing()) == isWanted;
      case Condition.Time(var field, var order, var moment) ->
          order.holds(field.of(device), moment.at(now));
      case Condition.InGroup group -> throw new IllegalStateException("not resolved: " + group);
    };
  }

  private static boolean fits(TextField field, DeviceEntry device, List<TextPattern> patterns) {
    return field.of(device).filter(value -> fits(value, patterns)).isPresent();
  }

  private static boolean fits(String value, List<TextPattern> patterns) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(value));
  }
}
