package io.fumarole.server.lab;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fumarole.server.lab.ConformanceRoom.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// What is kept of a run beside its row: what was asked for, and what was found until now.
///
/// @param by who asked for it
/// @param firmware id of the package that is installed
/// @param cases ids of those that are played
/// @param attended whether somebody is at the device
/// @param wakes whether the device is notified each time that it should open a session
/// @param patience how long it may stay silent, in seconds
/// @param now what is played
/// @param end why it ended early; empty when it came to its end
/// @param isReported whether there is a report
public record Detail(
    String by,
    Optional<String> firmware,
    List<String> cases,
    boolean attended,
    boolean wakes,
    long patience,
    Optional<Now> now,
    List<Finding> findings,
    String end,
    boolean isReported) {
  private static final String REFUSED = " A message in the device's name was refused: ";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /// The case that is played.
  ///
  /// @param sentence what somebody is asked to do
  public record Now(
      String id, String title, Optional<String> word, Optional<String> sentence, Instant since) {}

  public Detail {
    cases = List.copyOf(cases);
    findings = List.copyOf(findings);
  }

  Detail playing(Now next) {
    return new Detail(
        by, firmware, cases, attended, wakes, patience, Optional.of(next), findings, end, false);
  }

  Detail asking(String word, String sentence, Instant since) {
    return now.map(
            it ->
                playing(
                    new Now(it.id(), it.title(), Optional.of(word), Optional.of(sentence), since)))
        .orElse(this);
  }

  /// Says beside what is to be done that something came, and was refused: the first of it only, as
  /// it may come from anybody, and again and again.
  Detail refusing(String words) {
    return now.filter(it -> !it.sentence().orElse("").contains(REFUSED))
        .map(
            it ->
                playing(
                    new Now(
                        it.id(),
                        it.title(),
                        it.word(),
                        Optional.of((it.sentence().orElse("") + REFUSED + words).strip()),
                        it.since())))
        .orElse(this);
  }

  Detail with(Finding finding) {
    List<Finding> all = new ArrayList<>(findings);
    all.add(finding);
    return new Detail(
        by, firmware, cases, attended, wakes, patience, Optional.empty(), all, end, false);
  }

  Detail ended(String why) {
    return new Detail(
        by, firmware, cases, attended, wakes, patience, Optional.empty(), findings, why, false);
  }

  Detail reported() {
    return new Detail(
        by, firmware, cases, attended, wakes, patience, Optional.empty(), findings, end, true);
  }

  String json() {
    return JSON.writeValueAsString(this);
  }

  /// @throws IllegalStateException when it is not what [#json] has written
  public static Detail read(String json) {
    try {
      return JSON.readValue(json, Detail.class);
    } catch (JacksonException damaged) {
      throw new IllegalStateException("the detail of a conformance run is damaged", damaged);
    }
  }
}
