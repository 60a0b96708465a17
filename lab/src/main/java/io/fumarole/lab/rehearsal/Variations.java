package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Window;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The same rehearsal with one setting moved.
final class Variations {
  private static final int LONGER_HOURS = 2;
  private static final int DAY_HOURS = 24;

  /// A minute of them.
  private static final int MOST_NOTIFICATIONS = Pace.UNBOUNDED.notifications();

  private final Rehearsal rehearsal;
  private final List<Variation> all = new ArrayList<>();

  record Variation(String setting, Rehearsal rehearsal) {}

  private Variations(Rehearsal rehearsal) {
    this.rehearsal = rehearsal;
  }

  static List<Variation> of(Rehearsal rehearsal) {
    var variations = new Variations(rehearsal);
    variations.ofPlan();
    variations.ofFleet();
    return variations.all;
  }

  private void ofPlan() {
    CampaignPlan plan = rehearsal.plan();
    Pace pace = plan.pace();
    if (pace.open().isPresent())
      add(
          "pace.open doubled",
          with(
              new Pace(
                  twice(pace.open()),
                  pace.devices(),
                  pace.octets(),
                  pace.window(),
                  pace.notifications())));
    if (pace.devices().isPresent())
      add(
          "pace.devices doubled",
          with(
              new Pace(
                  pace.open(),
                  twice(pace.devices()),
                  pace.octets(),
                  pace.window(),
                  pace.notifications())));
    if (pace.octets().isPresent())
      add(
          "pace.octets doubled",
          with(
              new Pace(
                  pace.open(),
                  pace.devices(),
                  twice(pace.octets()),
                  pace.window(),
                  pace.notifications())));
    if (pace.notifications() < MOST_NOTIFICATIONS)
      add(
          "pace.notifications doubled",
          with(
              new Pace(
                  pace.open(),
                  pace.devices(),
                  pace.octets(),
                  pace.window(),
                  Math.min(MOST_NOTIFICATIONS, 2 * pace.notifications()))));
    if (!plan.windows().isEmpty())
      add(
          "windows " + LONGER_HOURS + " hours longer",
          with(plan.windows().stream().map(Variations::longer).toList()));
    if (plan.phases().stream().anyMatch(it -> it.soak().isPositive()))
      add("soak halved", withPhases(plan.phases().stream().map(Variations::sooner).toList()));
  }

  private static Optional<Long> twice(Optional<Long> value) {
    return value.map(it -> 2 * it);
  }

  /// Never round the whole day into the next window.
  private static Window longer(Window window) {
    int hours = Duration.between(window.from(), window.to()).toHoursPart();
    boolean isAllDay = window.from().equals(window.to());
    boolean fits = Math.floorMod(hours, DAY_HOURS) + LONGER_HOURS < DAY_HOURS;
    return isAllDay || !fits
        ? new Window(window.from(), window.from(), window.days())
        : new Window(window.from(), window.to().plusHours(LONGER_HOURS), window.days());
  }

  private static Phase sooner(Phase phase) {
    return new Phase(
        phase.name(),
        phase.share(),
        phase.success(),
        phase.failure(),
        phase.soak().dividedBy(2),
        phase.onBreach());
  }

  private void ofFleet() {
    List<DeviceGroup> groups = rehearsal.roster().groups();
    if (groups.stream().anyMatch(it -> it.behaviour().poll().isPresent()))
      add(
          "devices call twice as often",
          behaving(
              it ->
                  it.polling(
                      it.poll()
                          .map(every -> Duration.ofSeconds(Math.max(1, every.toSeconds() / 2))))));
    if (groups.stream().anyMatch(it -> !it.behaviour().work().failures().kinds().isEmpty()))
      add("updates fail twice as often", behaving(Variations::failingMore));
    add("lines twice as fast", behaving(Variations::faster));
    if (groups.stream().anyMatch(it -> it.behaviour().notified().isPossible()))
      add("half as many answers to notifications", behaving(Variations::answeringLess));
  }

  private static Behaviour failingMore(Behaviour was) {
    Behaviour.Work work = was.work();
    double all =
        work.silent().part()
            + work.failures().kinds().stream().mapToDouble(it -> it.share().part()).sum();
    double factor = all <= 0 ? 1 : Math.min(2, 1 / all);
    var more =
        new Failures(
            work.failures().kinds().stream()
                .map(it -> new Failures.Kind(it.code(), times(it.share(), factor)))
                .toList());
    return was.with(
        new Behaviour.Work(
            work.octetsPerSecond(), work.install(), times(work.silent(), factor), more));
  }

  private static Share times(Share share, double factor) {
    return new Share(Math.min(1, share.part() * factor));
  }

  private static Behaviour faster(Behaviour was) {
    Behaviour.Work work = was.work();
    return was.with(
        new Behaviour.Work(
            2 * work.octetsPerSecond(), work.install(), work.silent(), work.failures()));
  }

  private static Behaviour answeringLess(Behaviour was) {
    Behaviour.Notified notified = was.notified();
    return was.with(
        new Behaviour.Notified(
            notified.isPossible(), times(notified.answers(), 0.5), notified.within()));
  }

  private void add(String setting, Rehearsal other) {
    all.add(new Variation(setting, other));
  }

  private Rehearsal behaving(UnaryOperator<Behaviour> change) {
    return rehearsal.with(rehearsal.roster().behaving(change));
  }

  private Rehearsal with(Pace pace) {
    return with(rehearsal.plan().phases(), rehearsal.plan().windows(), pace);
  }

  private Rehearsal with(List<Window> windows) {
    return with(rehearsal.plan().phases(), windows, rehearsal.plan().pace());
  }

  private Rehearsal withPhases(List<Phase> phases) {
    return with(phases, rehearsal.plan().windows(), rehearsal.plan().pace());
  }

  private Rehearsal with(List<Phase> phases, List<Window> windows, Pace pace) {
    CampaignPlan plan = rehearsal.plan();
    return rehearsal.with(
        new CampaignPlan(
            plan.name(),
            plan.target(),
            plan.release(),
            phases,
            plan.order(),
            plan.start(),
            plan.end(),
            windows,
            plan.zone(),
            pace,
            plan.within(),
            plan.wish(),
            plan.priority(),
            plan.precondition(),
            plan.treatment()));
  }
}
