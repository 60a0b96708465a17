package io.fumarole.lab.rehearsal;

import static io.fumarole.lab.rehearsal.Rehearsals.failing;
import static io.fumarole.lab.rehearsal.Rehearsals.fleet;
import static io.fumarole.lab.rehearsal.Rehearsals.plan;
import static io.fumarole.lab.rehearsal.Rehearsals.rehearsal;
import static io.fumarole.lab.rehearsal.Rehearsals.rest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.plan.Pace;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static final Rehearsal REHEARSAL =
      rehearsal(plan(Pace.UNBOUNDED, List.of(), List.of(rest())), fleet(200, failing("410=10%")));

  private static final Forecast.Order ORDER =
      new Forecast.Order(1, 7, Optional.empty(), true, List.of());

  @Test
  void whoeverPlaysTheRunsTheForecastIsTheSame() {
    AtomicInteger plays = new AtomicInteger();
    Forecast alone =
        Forecast.of(
            REHEARSAL,
            ORDER,
            all -> {
              plays.set(all.size());
              return all.stream().map(it -> it.rehearsal().run(it.seed())).toList();
            });
    assertThat(alone).isEqualTo(Forecast.of(REHEARSAL, ORDER));
    assertThat(alone.sensitivity()).isNotEmpty();
    assertThat(plays).hasValue(7 + 7 * alone.sensitivity().size());
    assertThat(alone.sensitivity())
        .anySatisfy(
            it -> {
              assertThat(it.setting()).isEqualTo("updates fail twice as often");
              assertThat(it.to().succeeded()).isLessThan(it.from().succeeded());
            });
  }

  /// What is said above the settings and what stands among them are the same runs.
  @Test
  void whatIsAsItIsHasTheSameFiguresEverywhere() {
    Forecast forecast = Forecast.of(REHEARSAL, ORDER);
    assertThat(forecast.sensitivity())
        .allSatisfy(
            it -> {
              assertThat(it.from().completes()).isEqualTo(forecast.end().completes());
              assertThat(it.from().pauses()).isEqualTo(forecast.end().pauses());
              assertThat(it.from().succeeded()).isEqualTo(forecast.devices().succeeded().median());
            });
    assertThat(ForecastLines.sensitivity(forecast).getFirst().getFirst()).isEqualTo("as it is");
  }

  @Test
  void aLargeFleetComparesFewerRunsAndSaysHowMany() {
    Rehearsal large =
        rehearsal(
            plan(Pace.UNBOUNDED, List.of(), List.of(rest())), fleet(2_001, failing("410=10%")));
    Outcome one = REHEARSAL.run(1);
    Forecast forecast = Forecast.of(large, ORDER, all -> Collections.nCopies(all.size(), one));
    assertThat(forecast.compared()).isEqualTo(5);
    assertThat(ForecastLines.sensitivity(forecast).getFirst().getFirst())
        .isEqualTo("as it is, in 5 of the 7 runs");
  }

  @Test
  void aRunLooksUpEachMinuteAndMayBeStopped() {
    AtomicInteger minutes = new AtomicInteger();
    Outcome whole = REHEARSAL.run(1, minutes::incrementAndGet);
    assertThat(minutes).hasValue(whole.seconds() / 60 + 1);
    assertThatThrownBy(
            () ->
                REHEARSAL.run(
                    1,
                    () -> {
                      throw new CancellationException();
                    }))
        .isInstanceOf(CancellationException.class);
  }
}
