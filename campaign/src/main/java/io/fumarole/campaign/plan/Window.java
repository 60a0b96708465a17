package io.fumarole.campaign.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// When devices may begin, by the clock on their wall. One that ends before it begins goes on past
/// midnight and belongs to the day on which it began. An hour that summer time skips is no part of
/// any window, and one that comes twice is part of it both times.
///
/// @param from inclusive
/// @param to exclusive; the same as `from`: the whole day
/// @param days on which it begins
public record Window(LocalTime from, LocalTime to, Set<DayOfWeek> days) {
  /// Every window opens within a week, or a day later when the clock skips it.
  private static final int DAYS_AHEAD = 15;

  public Window {
    days = Set.copyOf(days);
    if (days.isEmpty()) throw new IllegalArgumentException("a window is open on one day at least");
  }

  /// Whether any of them is open; without any all hours are.
  public static boolean isOpen(Collection<Window> windows, Instant at, ZoneId zone) {
    ZonedDateTime wall = at.atZone(zone);
    return windows.isEmpty() || windows.stream().anyMatch(it -> it.contains(wall));
  }

  private boolean contains(ZonedDateTime wall) {
    LocalTime time = wall.toLocalTime();
    DayOfWeek today = wall.getDayOfWeek();
    boolean endsTomorrow = !to.isAfter(from);
    boolean isOfToday =
        days.contains(today) && !time.isBefore(from) && (endsTomorrow || time.isBefore(to));
    return isOfToday || (endsTomorrow && days.contains(today.minus(1)) && time.isBefore(to));
  }

  /// When the next of them opens; `at` itself while one is open.
  public static Instant nextOpen(Collection<Window> windows, Instant at, ZoneId zone) {
    if (isOpen(windows, at, zone)) return at;
    return windows.stream()
        .flatMap(it -> it.beginnings(at, zone))
        .filter(it -> it.isAfter(at) && isOpen(windows, it, zone))
        .min(Comparator.naturalOrder())
        .orElse(at.plus(Duration.ofDays(DAYS_AHEAD)));
  }

  /// A window opens when the clock comes to its hour, or when the clock is put into it.
  private Stream<Instant> beginnings(Instant at, ZoneId zone) {
    Stream<Instant> byHour =
        IntStream.rangeClosed(0, DAYS_AHEAD)
            .mapToObj(day -> at.atZone(zone).toLocalDate().plusDays(day).atTime(from))
            .flatMap(wall -> instants(wall, zone));
    Stream<Instant> byChange =
        Stream.iterate(
                zone.getRules().nextTransition(at),
                it -> it != null && it.getInstant().isBefore(at.plus(Duration.ofDays(DAYS_AHEAD))),
                it -> zone.getRules().nextTransition(it.getInstant()))
            .map(ZoneOffsetTransition::getInstant);
    return Stream.concat(byHour, byChange);
  }

  /// None in an hour that is skipped, two in one that comes twice.
  private static Stream<Instant> instants(LocalDateTime wall, ZoneId zone) {
    return zone.getRules().getValidOffsets(wall).stream()
        .map((ZoneOffset it) -> wall.toInstant(it));
  }
}
