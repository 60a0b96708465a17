package io.fumarole.campaign.plan;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/// How many of some devices do not call any more, as far as that can be known: nobody tells the
/// server how often a device calls, but the others are its measure. Devices that call each by its
/// own clock were seen last at any time within one interval, so that a quarter of them called
/// within a quarter of it; who has not called for five intervals is silent.
///
/// @param devices that are looked at
/// @param latest when the last of them called
/// @param usual within which a quarter of them called
/// @param longest who has not called for longer is silent
/// @param silent how many
public record Silence(long devices, Instant latest, Duration usual, Duration longest, long silent) {
  /// Of the time within which a quarter called: five intervals.
  private static final int FACTOR = 20;

  /// Two devices that happen to have called just now are no measure of the others.
  private static final int FEWEST = 3;

  private static final int QUARTER = 4;

  /// A device that is slow or retries is no silent one.
  private static final Duration SHORTEST = Duration.ofMinutes(5);

  private static final int HOURS_A_DAY = 24;

  /// A smaller unit is told up to so many of a larger one.
  private static final int FEW = 3;

  /// @param calls when each called last, in milliseconds since the epoch
  /// @param within a deployment waits no longer for its device: nor is anybody silent for longer
  ///   that is not told
  /// @return empty when there is no device
  public static Optional<Silence> of(LongStream calls, Duration within, Instant now) {
    long[] ages = calls.map(it -> Math.max(0, now.toEpochMilli() - it)).sorted().toArray();
    if (ages.length == 0) return Optional.empty();
    int quarter = Math.max(FEWEST, (ages.length + QUARTER - 1) / QUARTER);
    Duration usual = Duration.ofMillis(ages[Math.min(ages.length, quarter) - 1]);
    Duration longest = shorter(round(longer(usual.multipliedBy(FACTOR), SHORTEST)), within);
    long silent = Arrays.stream(ages).filter(it -> it > longest.toMillis()).count();
    return Optional.of(new Silence(ages.length, now.minusMillis(ages[0]), usual, longest, silent));
  }

  /// A measure, and no moment: of many hours the minutes say nothing.
  private static Duration round(Duration time) {
    return time.truncatedTo(time.toHours() < FEW ? ChronoUnit.MINUTES : ChronoUnit.HOURS);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  /// Empty when none of them is silent.
  public Optional<String> words() {
    if (silent == 0) return Optional.empty();
    String who =
        silent == devices
            ? devices == 1 ? "its only device has" : "all %,d devices have".formatted(devices)
            : "%,d of %,d devices %s".formatted(silent, devices, silent == 1 ? "has" : "have");
    String others =
        usual.compareTo(longest) < 0
            ? ", though a quarter of them called within " + text(usual)
            : "";
    return Optional.of(
        who
            + " not called for more than "
            + text(longest)
            + others
            + ": silent devices may be gone, and are waited for; the filter lastSeen=lt=-"
            + longest
            + " finds them");
  }

  /// In the unit that says enough.
  private static String text(Duration time) {
    if (time.toMinutes() < FEW) return Math.max(1, time.toSeconds()) + " s";
    if (time.toHours() < FEW) return time.toMinutes() + " min";
    return time.toHours() < FEW * HOURS_A_DAY ? time.toHours() + " h" : time.toDays() + " d";
  }
}
