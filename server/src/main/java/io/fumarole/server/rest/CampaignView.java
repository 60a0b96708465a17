package io.fumarole.server.rest;

import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Tally;
import io.fumarole.campaign.plan.Tally.OfPhase;
import io.fumarole.campaign.plan.Treatment;
import io.fumarole.campaign.plan.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A campaign as the API shows it.
///
/// @param reason in words, why it stands where it stands
/// @param revision for `If-Match`
record CampaignView(
    String id,
    String name,
    String model,
    String version,
    String filter,
    boolean dynamic,
    String state,
    boolean ended,
    String reason,
    Optional<String> phase,
    String order,
    Optional<Instant> start,
    Optional<Instant> end,
    Optional<Instant> started,
    Instant created,
    Instant changed,
    Optional<Instant> wakeAt,
    List<WindowView> windows,
    String zone,
    PaceView pace,
    Duration within,
    Optional<String> operation,
    Optional<String> delivery,
    Optional<String> question,
    int priority,
    Optional<String> precondition,
    Optional<TreatmentView> treatment,
    long revision) {
  record WindowView(String from, String to, List<String> days) {
    static WindowView of(Window window) {
      return new WindowView(
          window.from().toString(),
          window.to().toString(),
          window.days().stream().sorted().map(Input::word).toList());
    }
  }

  record PaceView(
      Optional<Long> open,
      Optional<Long> devices,
      Optional<Long> octets,
      Duration window,
      int notifications) {
    static PaceView of(Pace pace) {
      return new PaceView(
          pace.open(), pace.devices(), pace.octets(), pace.window(), pace.notifications());
    }
  }

  /// As it was given: what is absent is as the profile of each device says.
  record TreatmentView(
      Treatment.Limits limits,
      Treatment.Budgets budgets,
      Optional<Patience.Backoff> backoff,
      Patience.Asking asking) {
    static TreatmentView of(Treatment treatment) {
      return new TreatmentView(
          treatment.limits(), treatment.budgets(), treatment.backoff(), treatment.asking());
    }
  }

  static CampaignView of(Campaign campaign) {
    CampaignPlan plan = campaign.plan();
    boolean isRunning = campaign.progress().started().isPresent();
    return new CampaignView(
        campaign.id().value(),
        plan.name(),
        plan.release().model(),
        plan.release().version(),
        plan.target().filter(),
        plan.target().isDynamic(),
        campaign.state().word(),
        campaign.state().isEnd(),
        campaign.reason(),
        isRunning ? Optional.of(campaign.phase().name()) : Optional.empty(),
        Input.word(plan.order()),
        plan.start(),
        plan.end(),
        campaign.progress().started(),
        campaign.created(),
        campaign.changed(),
        campaign.wakeAt(),
        plan.windows().stream().map(WindowView::of).toList(),
        plan.zone().getId(),
        PaceView.of(plan.pace()),
        plan.within(),
        plan.wish().operation().map(Input::word),
        plan.wish().delivery().map(Input::word),
        plan.wish().question(),
        plan.priority(),
        plan.precondition(),
        plan.treatment().map(TreatmentView::of),
        campaign.revision());
  }

  /// With its counts.
  ///
  /// @param members without those that are out
  /// @param waiting members that no phase has taken
  record Detailed(
      @com.fasterxml.jackson.annotation.JsonUnwrapped CampaignView campaign,
      long members,
      long waiting,
      List<PhaseView> phases) {}

  /// @param held taken, and without a deployment yet
  /// @param passed since when it is reached, of the phase that runs
  record PhaseView(
      String name,
      Optional<Double> percent,
      Optional<Long> count,
      Optional<Double> success,
      Optional<FailureView> failure,
      Duration soak,
      String onBreach,
      long taken,
      long held,
      long open,
      long succeeded,
      long failed,
      long declined,
      Optional<Instant> passed) {
    static PhaseView of(Phase phase, OfPhase seen, Optional<Instant> passed) {
      return new PhaseView(
          phase.name(),
          phase.share() instanceof Phase.Share.Percent(var percent)
              ? Optional.of(percent)
              : Optional.empty(),
          phase.share() instanceof Phase.Share.Count(var count)
              ? Optional.of(count)
              : Optional.empty(),
          phase.success().map(Phase.Success::percent),
          phase.failure().map(FailureView::of),
          phase.soak(),
          Input.word(phase.onBreach()),
          seen.taken(),
          seen.held(),
          seen.open(),
          seen.succeeded(),
          seen.failed(),
          seen.declined(),
          passed);
    }
  }

  record FailureView(Optional<Long> count, Optional<Double> percent, long sample) {
    static FailureView of(Phase.Failure failure) {
      return new FailureView(failure.count(), failure.percent(), failure.sample());
    }
  }

  static Detailed detailed(Campaign campaign, Tally tally) {
    List<PhaseView> phases = new ArrayList<>();
    for (int i = 0; i < campaign.plan().phases().size(); i++)
      phases.add(
          PhaseView.of(
              campaign.plan().phase(i),
              i < tally.phases().size() ? tally.phases().get(i) : OfPhase.NONE,
              i == campaign.progress().phase() ? campaign.progress().passed() : Optional.empty()));
    return new Detailed(of(campaign), tally.members(), tally.waiting(), phases);
  }
}
