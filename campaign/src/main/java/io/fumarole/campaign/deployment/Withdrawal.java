package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.deployment.DeploymentStore.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Stops what has not begun of releases that were withdrawn. A device that is at work on an Exec
/// finishes; should it come to nothing, it is not tried again. What is left to do stands in the
/// store: any number of them may work at once, and a restart loses nothing.
public final class Withdrawal {
  /// Small, so that the store's one writer is never held for long.
  private static final int SLICE = 500;

  private static final int RELEASES_AT_ONCE = 20;

  /// Long enough for a release, short enough for whoever waits for one whose worker died.
  private static final Duration LEASE = Duration.ofMinutes(5);

  /// Until what is at work is looked at again, and until whoever ordered a deployment amid the
  /// withdrawal has stored it.
  private static final Duration AGAIN = Duration.ofMinutes(1);

  private final ReleaseStore releases;
  private final PackageStore packages;
  private final DeploymentStore deployments;
  private final BiConsumer<Deployment, Instant> ended;

  /// @param ended told of each deployment that was stopped, once that is stored
  public Withdrawal(
      ReleaseStore releases,
      PackageStore packages,
      DeploymentStore deployments,
      BiConsumer<Deployment, Instant> ended) {
    this.releases = releases;
    this.packages = packages;
    this.deployments = deployments;
    this.ended = ended;
  }

  /// Stops what there is now; returns how many deployments.
  public int round(Instant now) {
    int stopped = 0;
    for (Release release : releases.claimWithdrawn(now, now.plus(LEASE), RELEASES_AT_ONCE)) {
      Sweep sweep = sweep(release.id(), now);
      stopped += sweep.stopped();
      boolean isOver = sweep.open() == 0 && !now.isBefore(release.since().plus(AGAIN));
      releases.sweepAt(release.id(), isOver ? Optional.empty() : Optional.of(now.plus(AGAIN)));
    }
    return stopped;
  }

  /// @param open how many there were, those that were stopped among them
  private record Sweep(int stopped, int open) {
    Sweep plus(int more, int seen) {
      return new Sweep(stopped + more, open + seen);
    }
  }

  private Sweep sweep(ReleaseId release, Instant now) {
    var sweep = new Sweep(0, 0);
    for (FirmwarePackage p : packages.find(release.model(), release.version())) {
      String after = "";
      List<Deployment> slice;
      do {
        slice = deployments.open(p.id(), after, SLICE);
        sweep = sweep.plus(stop(slice, release, now), slice.size());
        if (!slice.isEmpty()) after = slice.getLast().device().value();
      } while (slice.size() == SLICE);
    }
    return sweep;
  }

  private int stop(List<Deployment> slice, ReleaseId release, Instant now) {
    List<Change> changes = new ArrayList<>();
    for (Deployment was : slice) {
      if (was.isInFlight() || was.state() == DeploymentState.VERIFYING) continue;
      Deployment after = cancelled(was, release, now);
      changes.add(
          new Change(
              after,
              Optional.of(
                  new Event(
                      was.device(),
                      Optional.of(was.id()),
                      now,
                      after.state().word(),
                      after.reason()))));
    }
    if (changes.isEmpty()) return 0;
    List<Deployment> stored = deployments.update(changes);
    stored.forEach(it -> ended.accept(it, now));
    return stored.size();
  }

  /// A deployment of a withdrawn release that is not at work.
  public static Deployment cancelled(Deployment was, ReleaseId release, Instant now) {
    return was.ended(
            DeploymentState.CANCELLED,
            Ending.Cause.WITHDRAWN,
            "release " + release + " was withdrawn",
            now)
        .wakingAt(Optional.empty());
  }
}
