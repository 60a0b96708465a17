package io.fumarole.lab.simulation;

import java.time.Duration;
import java.util.function.Supplier;

/// What happened, a line each: when, who, what. Told only when somebody wants to read it.
final class Story {
  private final Agenda agenda;
  private final boolean isTold;
  private final StringBuilder text = new StringBuilder();

  Story(Agenda agenda, boolean isTold) {
    this.agenda = agenda;
    this.isTold = isTold;
  }

  void say(String who, Supplier<String> what) {
    if (!isTold) return;
    Duration at = agenda.elapsed();
    text.append(
        String.format(
            "%3d:%02d:%02d.%03d  %-8s  %s%n",
            at.toHours(),
            at.toMinutesPart(),
            at.toSecondsPart(),
            at.toMillisPart(),
            who,
            what.get()));
  }

  boolean isTold() {
    return isTold;
  }

  String text() {
    return text.toString();
  }
}
