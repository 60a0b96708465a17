package io.fumarole.campaign.plan;

import io.fumarole.campaign.device.Patience;
import java.time.Duration;
import java.util.Optional;

/// How a campaign deals with its devices where that is not as their profile says: time limits of
/// stages, budgets, pauses between tries, and what users may put off.
public record Treatment(
    Limits limits, Budgets budgets, Optional<Patience.Backoff> backoff, Patience.Asking asking) {
  /// As in [Patience.Times].
  public record Limits(
      Optional<Duration> answer,
      Optional<Duration> contacted,
      Optional<Duration> downloading,
      Optional<Duration> downloaded,
      Optional<Duration> updating,
      Optional<Duration> verifying,
      Optional<Duration> waiting) {
    /// Those of the profile.
    public static final Limits USUAL =
        new Limits(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private Patience.Times over(Patience.Times usual) {
      return new Patience.Times(
          answer.orElse(usual.answer()),
          contacted.orElse(usual.contacted()),
          downloading.orElse(usual.downloading()),
          downloaded.orElse(usual.downloaded()),
          updating.orElse(usual.updating()),
          verifying.orElse(usual.verifying()),
          waiting.orElse(usual.waiting()),
          usual.pause());
    }
  }

  /// As in [Patience.Budgets].
  public record Budgets(
      Optional<Integer> notifications,
      Optional<Integer> attempts,
      Optional<Integer> absences,
      Optional<Integer> transfers,
      Optional<Integer> stalls) {
    /// Those of the profile.
    public static final Budgets USUAL =
        new Budgets(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    private Patience.Budgets over(Patience.Budgets usual) {
      return new Patience.Budgets(
          notifications.orElse(usual.notifications()),
          attempts.orElse(usual.attempts()),
          absences.orElse(usual.absences()),
          transfers.orElse(usual.transfers()),
          stalls.orElse(usual.stalls()));
    }
  }

  public Treatment {
    limits.over(Patience.USUAL.times());
    budgets.over(Patience.USUAL.budgets());
  }

  public Patience over(Patience usual) {
    return new Patience(
        limits.over(usual.times()),
        budgets.over(usual.budgets()),
        backoff.or(usual::backoff),
        asking);
  }
}
