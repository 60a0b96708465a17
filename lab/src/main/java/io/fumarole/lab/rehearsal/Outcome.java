package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.lab.rehearsal.Course.Load;
import io.fumarole.lab.rehearsal.Course.Point;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What came of one run.
///
/// @param seed that it follows from
/// @param state in which it ended
/// @param reason in the campaign's words
/// @param seconds after the start
/// @param pauses of its own doing
/// @param counts of its devices
/// @param ends of deployments, by state and cause
public record Outcome(
    long seed,
    CampaignState state,
    String reason,
    int seconds,
    List<Pause> pauses,
    Counts counts,
    Load load,
    SortedMap<String, Long> ends,
    List<Point> course) {
  public Outcome {
    pauses = List.copyOf(pauses);
    course = List.copyOf(course);
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
  }

  public record Pause(int second, String reason) {}

  /// @param members of the campaign, without those that are out
  /// @param out for whom there is no package
  /// @param whyOut the last of them is
  /// @param notTaken that no phase has taken when it ended
  /// @param neverHeard members that are gone or that nothing brings: they are not reached, however
  ///   long it takes
  /// @param neverReady members that do not become as the precondition asks
  public record Counts(
      long members,
      long out,
      Optional<String> whyOut,
      long notTaken,
      long succeeded,
      long failed,
      long declined,
      long neverHeard,
      long neverReady) {}

  public boolean isCompleted() {
    return state == CampaignState.COMPLETED;
  }
}
