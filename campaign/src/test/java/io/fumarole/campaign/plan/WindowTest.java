package io.fumarole.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

  private static Window window(String from, String to, Set<DayOfWeek> days) {
    return new Window(LocalTime.parse(from), LocalTime.parse(to), days);
  }

  @ParameterizedTest
  @CsvSource({
    "01:00, 05:00, 2026-03-10T00:59:59, false",
    "01:00, 05:00, 2026-03-10T01:00:00, true",
    "01:00, 05:00, 2026-03-10T05:00:00, false",
    "22:00, 02:00, 2026-03-10T23:00:00, true",
    "22:00, 02:00, 2026-03-11T01:59:59, true",
    "22:00, 02:00, 2026-03-11T02:00:00, false",
    "00:00, 00:00, 2026-03-10T12:00:00, true",
    // The clock goes from 2 to 3.
    "01:00, 04:00, 2026-03-29T03:30:00, true",
    // The hour from 2 to 3 comes twice.
    "02:00, 03:00, 2026-10-25T02:30:00, true",
  })
  void isOpenByTheClockOnTheWall(String from, String to, String at, boolean isOpen) {
    Instant instant = LocalDateTime.parse(at).atZone(BERLIN).toInstant();
    assertThat(Window.isOpen(List.of(window(from, to, ALL)), instant, BERLIN)).isEqualTo(isOpen);
  }

  @Test
  void anHourThatComesTwiceBelongsToItBothTimes() {
    List<Window> windows = List.of(window("02:00", "03:00", ALL));
    ZonedDateTime half = LocalDateTime.parse("2026-10-25T02:30").atZone(BERLIN);
    assertThat(Window.isOpen(windows, half.withEarlierOffsetAtOverlap().toInstant(), BERLIN))
        .isTrue();
    assertThat(Window.isOpen(windows, half.withLaterOffsetAtOverlap().toInstant(), BERLIN))
        .isTrue();
  }

  @Test
  void aSkippedHourIsNoWindowAndTheNextOpensADayLater() {
    List<Window> windows = List.of(window("02:00", "03:00", ALL));
    Instant before = LocalDateTime.parse("2026-03-28T12:00").atZone(BERLIN).toInstant();
    assertThat(Window.nextOpen(windows, before, BERLIN).atZone(BERLIN).toLocalDateTime())
        .isEqualTo(LocalDateTime.parse("2026-03-30T02:00"));
  }

  @Test
  void withoutWindowsItIsAlwaysOpen() {
    assertThat(Window.isOpen(List.of(), Plans.NOW, BERLIN)).isTrue();
    assertThat(Window.nextOpen(List.of(), Plans.NOW, BERLIN)).isEqualTo(Plans.NOW);
  }

  /// Against a reading that goes minute by minute, around both changes of the clock.
  @ParameterizedTest
  @ValueSource(
      strings = {"Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kolkata"})
  void agreesWithAClockOnTheWall(String zoneName) {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(zoneName);
    for (int i = 0; i < 60; i++) {
      LocalTime from = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
      LocalTime to = LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
      Set<DayOfWeek> days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
      if (random.nextBoolean()) days = ALL;
      var window = new Window(from, to, days);
      Instant at =
          Instant.parse(random.nextBoolean() ? "2026-03-05T00:00:00Z" : "2026-10-20T00:00:00Z")
              .plus(Duration.ofMinutes(random.nextInt(40 * 24 * 60)));
      String story = "seed %d, %s, %s at %s".formatted(seed, zone, window, at);
      Instant next = Window.nextOpen(List.of(window), at, zone);
      assertThat(next).as(story).isAfterOrEqualTo(at);
      for (Instant t = at; t.isBefore(next); t = t.plusSeconds(900))
        assertThat(isOpenOnTheWall(window, t, zone)).as("%s, %s", story, t).isFalse();
      assertThat(Window.isOpen(List.of(window), next, zone)).as(story).isTrue();
      for (Instant t = at; t.isBefore(at.plus(Duration.ofDays(3))); t = t.plusSeconds(900))
        assertThat(Window.isOpen(List.of(window), t, zone))
            .as("%s, %s", story, t)
            .isEqualTo(isOpenOnTheWall(window, t, zone));
    }
  }

  private static boolean isOpenOnTheWall(Window window, Instant at, ZoneId zone) {
    ZonedDateTime wall = at.atZone(zone);
    LocalTime time = wall.toLocalTime();
    boolean overMidnight = !window.to().isAfter(window.from());
    boolean today =
        window.days().contains(wall.getDayOfWeek())
            && !time.isBefore(window.from())
            && (overMidnight || time.isBefore(window.to()));
    boolean sinceYesterday =
        overMidnight
            && window.days().contains(wall.getDayOfWeek().minus(1))
            && time.isBefore(window.to());
    return today || sinceYesterday;
  }
}
