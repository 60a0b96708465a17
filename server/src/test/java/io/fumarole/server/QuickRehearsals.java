package io.fumarole.server;

import io.fumarole.server.lab.DeviceHabits;
import io.fumarole.server.lab.RehearsalRoom;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Forecasts the same of every campaign, at once or when it is let.
public final class QuickRehearsals implements RehearsalRoom {
  private static final String SPREAD = "{\"low\": 0, \"median\": 1.5, \"high\": 3}";
  private static final String BRIEF =
      """
      {"completes": 1, "finish": 60, "most": 50, "pauses": 0, "succeeded": 1, "peakSessions": 1,
       "peakOctets": 9, "notifications": 0}
      """;

  private static final String FORECAST =
      """
      {"campaign": "n", "start": "2026-03-01T08:00:00Z", "fleet": 1, "runs": 21, "seed": 1,
       "assumptions": ["1 device calls each hour"],
       "end": {"completes": 1, "finish": S, "half": S, "most": S, "nearlyAll": S, "pauses": 0.1,
         "pausesAfter": S, "reasons": {"completed: all phases are through": 21}},
       "devices": {"members": S, "succeeded": S, "failed": S, "declined": S, "notTaken": S, "out": S,
         "whyOut": "no package", "neverHeard": S, "neverReady": S},
       "load": {"peakSessions": S, "peakOctets": S, "octets": S, "notifications": S}, "cost": S,
       "ends": {"succeeded: proved": 1},
       "course": [{"second": 60, "succeeded": S, "failed": S, "taken": S, "sessionsPerSecond": S,
         "octetsPerSecond": S}],
       "sensitivity": [{"setting": "lines twice as fast", "from": B, "to": B}],
       "compared": 5}
      """
          .replace(" S", " " + SPREAD)
          .replace(" B", " " + BRIEF.strip());

  private static final int PLAYS = 3;

  private volatile CountDownLatch gate = new CountDownLatch(0);

  /// The next one is not done before [#let].
  public void hold() {
    gate = new CountDownLatch(1);
  }

  public void let() {
    gate.countDown();
  }

  @Override
  public Answer rehearse(Question question, Known known, Progress progress) {
    question
        .like()
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("no campaign " + it + " whose rates could count");
            });
    progress.at(0, 0);
    progress.at(1, PLAYS);
    try {
      while (!gate.await(1, TimeUnit.MILLISECONDS)) progress.at(1, PLAYS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new Answer(used(question.given()), FORECAST);
  }

  private static DeviceHabits used(DeviceHabits given) {
    return new DeviceHabits(
        given.poll().or(() -> Optional.of(Duration.ofHours(1))),
        Optional.of(0.1),
        Optional.of(0.9),
        Optional.of(Duration.ofMinutes(1)),
        Optional.of(0.0),
        Optional.of(Duration.ofHours(1)),
        Optional.of(1_000_000L),
        Optional.of(Duration.ofMinutes(5)),
        given.silent().or(() -> Optional.of(0.0)),
        given.fail().or(() -> Optional.of(new TreeMap<>())));
  }
}
