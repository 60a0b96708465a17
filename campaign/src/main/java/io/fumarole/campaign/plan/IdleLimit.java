package io.fumarole.campaign.plan;

import io.fumarole.campaign.plan.Phase.Failure;
import java.util.ArrayList;
import java.util.List;

/// Limits of failure that can never be exceeded, as their phase takes too few devices: who wrote
/// one believes that it stops the campaign.
final class IdleLimit {
  private IdleLimit() {}

  /// In words, phase by phase. Of a campaign that devices join later nothing can be said.
  ///
  /// @param members how many devices it would have
  static List<String> of(CampaignPlan plan, long members) {
    if (plan.target().isDynamic()) return List.of();
    List<String> idle = new ArrayList<>();
    long left = members;
    for (Phase phase : plan.phases()) {
      long size = phase.share().of(members, left);
      left -= size;
      phase
          .failure()
          .filter(it -> size > 0 && !acts(it, size))
          .ifPresent(it -> idle.add(words(phase, it, size)));
    }
    return idle;
  }

  private static boolean acts(Failure failure, long size) {
    boolean countActs = failure.count().filter(most -> most < size).isPresent();
    boolean percentActs = failure.percent().filter(most -> most < 100).isPresent();
    return countActs || (percentActs && failure.sample() <= size);
  }

  private static String words(Phase phase, Failure failure, long size) {
    List<String> limits = new ArrayList<>();
    failure
        .percent()
        .ifPresent(
            it -> limits.add("%s %% of at least %d".formatted(number(it), failure.sample())));
    failure.count().ifPresent(it -> limits.add(Long.toString(it)));
    return "phase %s takes %d %s: its limit of failures (more than %s) can never be exceeded, and does not stop it"
        .formatted(
            phase.name(), size, size == 1 ? "device" : "devices", String.join(" or ", limits));
  }

  private static String number(double percent) {
    return percent == Math.rint(percent) ? Long.toString((long) percent) : Double.toString(percent);
  }
}
