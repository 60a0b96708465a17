package io.fumarole.campaign.plan;

import java.util.List;

/// How a campaign stands, counted.
///
/// @param members all that are in it, without those that are out with no deployment
/// @param waiting members that no phase has taken
/// @param phases those that have begun, in their order
public record Tally(long members, long waiting, List<OfPhase> phases) {
  public Tally {
    phases = List.copyOf(phases);
  }

  /// @param taken members in this phase
  /// @param held of them, without a deployment yet: such as those that have another one open
  /// @param open deployments
  /// @param between of them, steps that were proved, while the next one is not ordered
  /// @param failed deployments that failed or expired
  /// @param declined by users, and cancelled ones: they say nothing about the release
  public record OfPhase(
      long taken, long held, long open, long between, long succeeded, long failed, long declined) {
    public static final OfPhase NONE = new OfPhase(0, 0, 0, 0, 0, 0);

    /// With nobody between two steps.
    public OfPhase(long taken, long held, long open, long succeeded, long failed, long declined) {
      this(taken, held, open, 0, succeeded, failed, declined);
    }

    /// Those that say something about the release.
    public long judged() {
      return succeeded + failed;
    }

    /// As it looks to somebody who has seen `earlier` and went on.
    OfPhase without(Pardon pardon) {
      return new OfPhase(
          taken,
          held,
          open,
          between,
          succeeded - pardon.succeeded(),
          failed - pardon.failed(),
          declined);
    }

    boolean isOver() {
      return held == 0 && open == 0;
    }
  }

  /// What an operator has seen and went on in spite of: thresholds count from there.
  ///
  /// @param isExcused whether the phase had ended below its success, and need not reach it any more
  public record Pardon(long succeeded, long failed, boolean isExcused) {
    static final Pardon NONE = new Pardon(0, 0, false);
  }

  OfPhase phase(int index) {
    return index < phases.size() ? phases.get(index) : OfPhase.NONE;
  }

  long open() {
    return phases.stream().mapToLong(OfPhase::open).sum();
  }

  long between() {
    return phases.stream().mapToLong(OfPhase::between).sum();
  }

  long held() {
    return phases.stream().mapToLong(OfPhase::held).sum();
  }
}
