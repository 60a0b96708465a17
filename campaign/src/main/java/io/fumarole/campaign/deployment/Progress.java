package io.fumarole.campaign.deployment;

import io.fumarole.protocol.fumo.Delivery;
import java.util.ArrayList;
import java.util.List;

/// How far a deployment has come with its device, and what that has cost.
///
/// @param choice in words, why this operation and delivery
/// @param packagePresent whether the device has said that it holds the package
/// @param refusals deliveries that this device has refused
public record Progress(
    String choice,
    boolean packagePresent,
    List<Attempt> attempts,
    List<Refusal> refusals,
    Tally tally) {
  static final Progress NONE = new Progress("", false, List.of(), List.of(), Tally.NONE);

  public Progress {
    attempts = List.copyOf(attempts);
    refusals = List.copyOf(refusals);
  }

  /// A delivery that is not tried again.
  ///
  /// @param why in words: what the device answered
  public record Refusal(Delivery delivery, String why) {}

  /// What is counted against the budgets of the model's profile.
  ///
  /// @param notifications sent so far; 0 when nobody has asked for one
  /// @param absences how often the user did not answer
  /// @param brokenTransfers how often the device went away amid the package
  /// @param stalls how often a stage took too long and was tried again
  /// @param postponements how often the user said no
  public record Tally(
      int notifications, int absences, int brokenTransfers, int stalls, int postponements) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0);

    Tally notified() {
      return new Tally(notifications + 1, absences, brokenTransfers, stalls, postponements);
    }

    Tally userAway() {
      return new Tally(notifications, absences + 1, brokenTransfers, stalls, postponements);
    }

    Tally brokenOff() {
      return new Tally(notifications, absences, brokenTransfers + 1, stalls, postponements);
    }

    Tally stalled() {
      return new Tally(notifications, absences, brokenTransfers, stalls + 1, postponements);
    }

    Tally postponed() {
      return new Tally(notifications, absences, brokenTransfers, stalls, postponements + 1);
    }
  }

  Progress withChoice(String words) {
    return new Progress(words, packagePresent, attempts, refusals, tally);
  }

  Progress withPackagePresent(boolean present) {
    return new Progress(choice, present, attempts, refusals, tally);
  }

  Progress with(Attempt attempt) {
    List<Attempt> list = new ArrayList<>(attempts);
    list.removeIf(a -> a.correlator().equals(attempt.correlator()));
    list.add(attempt);
    return new Progress(choice, packagePresent, list, refusals, tally);
  }

  Progress with(Refusal refusal) {
    if (refusals.stream().anyMatch(r -> r.delivery() == refusal.delivery())) return this;
    List<Refusal> more = new ArrayList<>(refusals);
    more.add(refusal);
    return new Progress(choice, packagePresent, attempts, more, tally);
  }

  Progress with(Tally value) {
    return new Progress(choice, packagePresent, attempts, refusals, value);
  }
}
