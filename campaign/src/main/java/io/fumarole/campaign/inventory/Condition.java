package io.fumarole.campaign.inventory;

import io.fumarole.campaign.device.Device;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a filter asks of a device. Everything has an opposite, so that no condition needs a `not`
/// around it: what is not known of a device equals nothing, and differs from everything.
public sealed interface Condition {
  /// Holds where all of `conditions` do; of none, for every device.
  record All(List<Condition> conditions) implements Condition {
    public All {
      conditions = List.copyOf(conditions);
    }
  }

  /// Holds where one of `conditions` does.
  record Any(List<Condition> conditions) implements Condition {
    public Any {
      conditions = List.copyOf(conditions);
    }
  }

  /// @param isWanted whether the field has to fit one of `patterns`, or none
  record Text(TextField field, boolean isWanted, List<TextPattern> patterns) implements Condition {
    public Text {
      patterns = List.copyOf(patterns);
    }
  }

  /// @param name of the label; one that a device does not have fits no pattern
  record Label(String name, boolean isWanted, List<TextPattern> patterns) implements Condition {
    public Label {
      patterns = List.copyOf(patterns);
      Labels.requireName(name);
    }
  }

  record Standing(boolean isWanted, Set<Device.Standing> standings) implements Condition {
    public Standing {
      standings = Set.copyOf(standings);
    }
  }

  record Time(TimeField field, Order order, Moment moment) implements Condition {}

  /// Whether a group takes the device in; [GroupSet] puts what the groups ask in its place.
  record InGroup(boolean isWanted, Set<String> groups) implements Condition {
    public InGroup {
      groups = Set.copyOf(groups);
    }
  }

  /// The fields that are text.
  enum TextField {
    ID,
    MANUFACTURER,
    MODEL,
    VERSION,
    HARDWARE,
    LANGUAGE,
    PROFILE;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    Optional<String> of(DeviceEntry device) {
      return switch (this) {
        case ID -> Optional.of(device.id().value());
        case MANUFACTURER -> device.traits().manufacturer();
        case MODEL -> device.traits().model();
        case VERSION -> device.traits().version();
        case HARDWARE -> device.traits().hardware();
        case LANGUAGE -> device.traits().language();
        case PROFILE -> Optional.of(device.profile());
      };
    }
  }

  /// The fields that are times.
  enum TimeField {
    FIRST_SEEN("firstSeen"),
    LAST_SEEN("lastSeen");

    private final String word;

    TimeField(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }

    Instant of(DeviceEntry device) {
      return switch (this) {
        case FIRST_SEEN -> device.firstSeen();
        case LAST_SEEN -> device.lastSeen();
      };
    }
  }

  /// How two times are compared.
  enum Order {
    BEFORE("<"),
    UNTIL("<="),
    AFTER(">"),
    SINCE(">=");

    private final String sign;

    Order(String sign) {
      this.sign = sign;
    }

    /// As RSQL and SQL write it.
    public String sign() {
      return sign;
    }

    boolean holds(Instant left, Instant right) {
      int compared = left.compareTo(right);
      return switch (this) {
        case BEFORE -> compared < 0;
        case UNTIL -> compared <= 0;
        case AFTER -> compared > 0;
        case SINCE -> compared >= 0;
      };
    }

    Order opposite() {
      return switch (this) {
        case BEFORE -> SINCE;
        case UNTIL -> AFTER;
        case AFTER -> UNTIL;
        case SINCE -> BEFORE;
      };
    }
  }

  /// A time, or one that goes along with the present.
  sealed interface Moment {
    record At(Instant time) implements Moment {}

    record Ago(Duration time) implements Moment {}

    /// In whole milliseconds, as times are stored.
    default Instant at(Instant now) {
      Instant exact =
          switch (this) {
            case At(var time) -> time;
            case Ago(var time) -> now.minus(time);
          };
      return exact.truncatedTo(ChronoUnit.MILLIS);
    }
  }

  /// Holds where this does not.
  default Condition opposite() {
    return switch (this) {
      case All(var conditions) -> new Any(conditions.stream().map(Condition::opposite).toList());
      case Any(var conditions) -> new All(conditions.stream().map(Condition::opposite).toList());
      case Text(var field, var isWanted, var patterns) -> new Text(field, !isWanted, patterns);
      case Label(var name, var isWanted, var patterns) -> new Label(name, !isWanted, patterns);
      case Standing(var isWanted, var standings) -> new Standing(!isWanted, standings);
      case Time(var field, var order, var moment) -> new Time(field, order.opposite(), moment);
      case InGroup(var isWanted, var groups) -> new InGroup(!isWanted, groups);
    };
  }
}
