package io.fumarole.server.lab;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// Habits as the API shows them: shares in percent, times as in ISO 8601.
final class HabitsJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /// Percent with six places: what more there is comes of the reckoning.
  private static final double PLACES = 1e6;

  private static final double HUNDRED = 100;

  private record View(
      Optional<String> poll,
      Optional<Double> jitter,
      Optional<Double> answers,
      Optional<String> answersWithin,
      Optional<Double> offline,
      Optional<String> offlineFor,
      Optional<Long> link,
      Optional<String> install,
      Optional<Double> silent,
      Optional<SortedMap<Integer, Double>> fail) {}

  private HabitsJson() {}

  static String of(DeviceHabits habits) {
    return JSON.writeValueAsString(
        new View(
            habits.poll().map(Object::toString),
            habits.jitter().map(HabitsJson::percent),
            habits.answers().map(HabitsJson::percent),
            habits.answersWithin().map(Object::toString),
            habits.offline().map(HabitsJson::percent),
            habits.offlineFor().map(Object::toString),
            habits.link(),
            habits.install().map(Object::toString),
            habits.silent().map(HabitsJson::percent),
            habits.fail().map(HabitsJson::percents)));
  }

  private static double percent(double share) {
    return Math.round(share * HUNDRED * PLACES) / PLACES;
  }

  private static SortedMap<Integer, Double> percents(SortedMap<Integer, Double> shares) {
    SortedMap<Integer, Double> all = new TreeMap<>();
    shares.forEach((code, share) -> all.put(code, percent(share)));
    return all;
  }
}
