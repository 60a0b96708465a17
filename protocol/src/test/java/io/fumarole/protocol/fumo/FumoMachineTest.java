package io.fumarole.protocol.fumo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.fumo.FumoMachine.Effect;
import io.fumarole.protocol.fumo.FumoMachine.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FumoMachineTest {
  private static final Optional<String> URL = Optional.of("http://host/pkg");

  private static final Map<String, FumoEvent> EVENTS =
      Map.ofEntries(
          Map.entry("DL", new FumoEvent.DownloadRequested(Operation.DOWNLOAD, URL)),
          Map.entry("DLU", new FumoEvent.DownloadRequested(Operation.DOWNLOAD_AND_UPDATE, URL)),
          Map.entry(
              "DL no URL", new FumoEvent.DownloadRequested(Operation.DOWNLOAD, Optional.empty())),
          Map.entry(
              "DLU blank",
              new FumoEvent.DownloadRequested(Operation.DOWNLOAD_AND_UPDATE, Optional.of(" "))),
          Map.entry("UP", new FumoEvent.UpdateRequested()),
          Map.entry("received", new FumoEvent.PackageReceived()),
          Map.entry("emptied", new FumoEvent.PackageEmptied()),
          Map.entry("fetched", new FumoEvent.DownloadFinished(Operation.DOWNLOAD)),
          Map.entry(
              "broken",
              new FumoEvent.DownloadBroken(Operation.DOWNLOAD_AND_UPDATE, ResultCode.BAD_URL)),
          Map.entry("stored", new FumoEvent.PackageStored(Operation.DOWNLOAD)),
          Map.entry("due", new FumoEvent.UpdateDue(Operation.DOWNLOAD_AND_UPDATE)),
          Map.entry("updated", new FumoEvent.UpdateSucceeded(Operation.UPDATE)),
          Map.entry(
              "failed", new FumoEvent.UpdateBroken(Operation.UPDATE, ResultCode.UPDATE_FAILED)),
          Map.entry("removed", new FumoEvent.PackageRemoved()),
          Map.entry("start", new FumoEvent.ReturnedToStart()));

  /// Rows are the states, columns the events: the state that follows, or the refusing status below
  /// zero. Spec: fumo 3, 4 and 5.
  private static final String TABLE =
      """
      state | DL   | DLU  | DL no URL | DLU blank | UP   | received | emptied | fetched | broken | stored | due  | updated | failed | removed | start
      10    | 30   | 30   | -405      | -405      | -405 | 50       | 10      | -500    | -500   | -500   | -500 | -500    | -500   | -500    | -500
      20    | 30   | 30   | -405      | -405      | -405 | 50       | 20      | -500    | -500   | -500   | -500 | -500    | -500   | -500    | 10
      30    | -403 | -403 | -403      | -403      | -403 | -403     | -403    | 40      | 20     | -500   | -500 | -500    | -500   | -500    | -500
      40    | -403 | -403 | -403      | -403      | -403 | -403     | -403    | -500    | -500   | 50     | -500 | -500    | -500   | -500    | -500
      50    | 30   | 30   | -405      | -405      | 60   | 50       | 10      | -500    | -500   | -500   | 60   | -500    | -500   | -500    | -500
      60    | -403 | -403 | -403      | -403      | -403 | -403     | -403    | -500    | -500   | -500   | -500 | 90      | 70     | -500    | -500
      70    | 30   | 30   | -405      | -405      | 60   | 50       | 80      | -500    | -500   | -500   | -500 | -500    | -500   | 80      | -500
      80    | 30   | 30   | -405      | -405      | -405 | 50       | 80      | -500    | -500   | -500   | -500 | -500    | -500   | -500    | 10
      90    | 30   | 30   | -405      | -405      | 60   | 50       | 100     | -500    | -500   | -500   | -500 | -500    | -500   | 100     | 10
      100   | 30   | 30   | -405      | -405      | -405 | 50       | 100     | -500    | -500   | -500   | -500 | -500    | -500   | -500    | 10
      """;

  static Stream<Arguments> everyStateAndEvent() {
    List<List<String>> rows =
        TABLE
            .lines()
            .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
            .toList();
    List<Arguments> cases = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size()))
      for (int column = 1; column < row.size(); column++)
        cases.add(
            Arguments.of(
                Integer.parseInt(row.getFirst()),
                rows.getFirst().get(column),
                Integer.parseInt(row.get(column))));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("everyStateAndEvent")
  void movesOrRefusesAsTheTableSays(int from, String event, int expected) {
    Step step = FumoMachine.next(FumoState.of(from).orElseThrow(), eventNamed(event));
    int outcome =
        switch (step) {
          case Step.Moved(var state, _) -> state.value();
          case Step.Refused(var status, _) -> -status.value();
        };
    assertThat(outcome).isEqualTo(expected);
  }

  private static FumoEvent eventNamed(String name) {
    return Optional.ofNullable(EVENTS.get(name)).orElseThrow();
  }

  @Test
  void theTableHasEveryStateAndEvent() {
    assertThat(everyStateAndEvent()).hasSize(FumoState.values().length * EVENTS.size());
    assertThat(EVENTS.values().stream().map(Object::getClass).distinct())
        .hasSameSizeAs(FumoEvent.class.getPermittedSubclasses());
  }

  @Test
  void aDownloadEndsWithAReportAndACombinedOperationGoesOn() {
    assertThat(effect(FumoState.IDLE, new FumoEvent.DownloadRequested(Operation.DOWNLOAD, URL)))
        .isEqualTo(new Effect.Fetch(Operation.DOWNLOAD, "http://host/pkg"));
    assertThat(effect(FumoState.DOWNLOAD_COMPLETE, new FumoEvent.PackageStored(Operation.DOWNLOAD)))
        .isEqualTo(new Effect.Report(Operation.DOWNLOAD, ResultCode.SUCCESS));
    assertThat(
            effect(
                FumoState.DOWNLOAD_COMPLETE,
                new FumoEvent.PackageStored(Operation.DOWNLOAD_AND_UPDATE)))
        .isEqualTo(new Effect.GoOn(Operation.DOWNLOAD_AND_UPDATE));
  }

  @Test // the alert type follows the Exec's target, whatever failed: fumo 6
  void aFailedDownloadOfACombinedOperationIsReportedForTheCombinedOperation() {
    assertThat(
            effect(
                FumoState.DOWNLOAD_PROGRESSING,
                new FumoEvent.DownloadBroken(Operation.DOWNLOAD_AND_UPDATE, ResultCode.NETWORK)))
        .isEqualTo(new Effect.Report(Operation.DOWNLOAD_AND_UPDATE, ResultCode.NETWORK));
  }

  @Test
  void aRefusalSaysWhatToDo() {
    assertThat(
            FumoMachine.next(
                FumoState.IDLE,
                new FumoEvent.DownloadRequested(Operation.DOWNLOAD, Optional.empty())))
        .isInstanceOfSatisfying(
            Step.Refused.class, refused -> assertThat(refused.why()).contains("Download/PkgURL"));
  }

  @ParameterizedTest // the restart that an update causes must not lose the state: fumo 3
  @EnumSource
  void aStateSurvivesAsItsNumber(FumoState state) {
    assertThat(FumoState.of(state.value())).contains(state);
  }

  private static Effect effect(FumoState from, FumoEvent event) {
    return switch (FumoMachine.next(from, event)) {
      case Step.Moved(_, var effect) -> effect;
      case Step.Refused(_, var why) -> throw new AssertionError(why);
    };
  }
}
