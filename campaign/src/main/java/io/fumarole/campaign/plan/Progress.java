package io.fumarole.campaign.plan;

import io.fumarole.campaign.plan.Tally.Pardon;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// How far a campaign has come.
///
/// @param started when the first device could be admitted
/// @param enrolment how far members were looked for
/// @param phase that admits
/// @param passed since when the phase's success stands, for the soak
/// @param pardons by phase
/// @param budget what was spent of it
/// @param notifyFrom when the next device may be notified first
/// @param isReleasing whether deployments that were held are still to go on
public record Progress(
    Optional<Instant> started,
    Enrolment enrolment,
    int phase,
    Optional<Instant> passed,
    List<Pardon> pardons,
    Budget budget,
    Instant notifyFrom,
    boolean isReleasing) {

  /// @param upTo the device id up to which devices were looked at; empty when all were
  /// @param at when that began last
  /// @param members numbered so far
  public record Enrolment(Optional<String> upTo, Instant at, long members) {}

  /// @param window where the current one began
  /// @param devices admitted in it
  /// @param octets admitted in it
  public record Budget(Instant window, long devices, long octets) {}

  public Progress {
    pardons = List.copyOf(pardons);
  }

  static Progress before(Instant now) {
    return new Progress(
        Optional.empty(),
        new Enrolment(Optional.of(""), now, 0),
        0,
        Optional.empty(),
        List.of(),
        new Budget(now, 0, 0),
        now,
        false);
  }

  boolean isEnrolling() {
    return enrolment.upTo().isPresent();
  }

  Pardon pardoned(int index) {
    return index < pardons.size() ? pardons.get(index) : Pardon.NONE;
  }

  Progress begun(Instant now) {
    return new Progress(
        Optional.of(now),
        new Enrolment(Optional.of(""), now, 0),
        phase,
        passed,
        pardons,
        new Budget(now, 0, 0),
        now,
        false);
  }

  /// @param upTo empty when no more devices are left
  /// @param more members found
  public Progress enrolled(Optional<String> upTo, long more) {
    return with(new Enrolment(upTo, enrolment.at(), enrolment.members() + more));
  }

  Progress enrollingAgain(Instant now) {
    return with(new Enrolment(Optional.of(""), now, enrolment.members()));
  }

  private Progress with(Enrolment value) {
    return new Progress(started, value, phase, passed, pardons, budget, notifyFrom, isReleasing);
  }

  Progress passed(Optional<Instant> since) {
    return new Progress(started, enrolment, phase, since, pardons, budget, notifyFrom, isReleasing);
  }

  Progress entering(int next) {
    return new Progress(
        started, enrolment, next, Optional.empty(), pardons, budget, notifyFrom, isReleasing);
  }

  /// Thresholds count from what is seen now, and what was held goes on.
  ///
  /// @param isMissed whether the phase that admits has ended below its success
  Progress resumed(Tally seen, boolean isMissed) {
    List<Pardon> all = new ArrayList<>();
    for (int i = 0; i < seen.phases().size(); i++) {
      Tally.OfPhase of = seen.phases().get(i);
      boolean isExcused = pardoned(i).isExcused() || (isMissed && i == phase);
      all.add(new Pardon(of.succeeded(), of.failed(), isExcused));
    }
    return new Progress(started, enrolment, phase, passed, all, budget, notifyFrom, true);
  }

  public Progress released() {
    return new Progress(started, enrolment, phase, passed, pardons, budget, notifyFrom, false);
  }

  Progress inWindow(Instant begun) {
    return with(new Budget(begun, 0, 0));
  }

  /// @param octets of their packages
  public Progress admitted(long devices, long octets) {
    return with(new Budget(budget.window(), budget.devices() + devices, budget.octets() + octets));
  }

  private Progress with(Budget value) {
    return new Progress(started, enrolment, phase, passed, pardons, value, notifyFrom, isReleasing);
  }

  public Progress notifyingFrom(Instant next) {
    return new Progress(started, enrolment, phase, passed, pardons, budget, next, isReleasing);
  }
}
