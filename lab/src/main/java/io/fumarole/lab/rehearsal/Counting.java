package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.plan.Tally.OfPhase;
import java.util.ArrayList;
import java.util.List;

/// The members and deployments of each phase, counted as they move.
final class Counting {
  private final List<Phase> phases = new ArrayList<>();

  private static final class Phase {
    long taken;
    long held;
    long open;
    long between;
    long succeeded;
    long failed;
    long declined;
  }

  /// Of all phases.
  private long taken;

  private long succeeded;
  private long failed;
  private long declined;

  Counting(int count) {
    for (int i = 0; i < count; i++) phases.add(new Phase());
  }

  List<OfPhase> phases() {
    return phases.stream()
        .map(
            it ->
                new OfPhase(
                    it.taken, it.held, it.open, it.between, it.succeeded, it.failed, it.declined))
        .toList();
  }

  long taken() {
    return taken;
  }

  long succeeded() {
    return succeeded;
  }

  long failed() {
    return failed;
  }

  long declined() {
    return declined;
  }

  void taken(int phase) {
    taken++;
    phases.get(phase).taken++;
    phases.get(phase).held++;
  }

  void placed(int phase) {
    phases.get(phase).held--;
    phases.get(phase).open++;
  }

  /// Who gets nothing does not count.
  void putOut(int phase) {
    taken--;
    phases.get(phase).held--;
    phases.get(phase).taken--;
  }

  void between(int phase) {
    phases.get(phase).between++;
  }

  void farther(int phase) {
    phases.get(phase).between--;
    phases.get(phase).open--;
    phases.get(phase).held++;
  }

  void ended(int phase, DeploymentState end) {
    Phase of = phases.get(phase);
    of.open--;
    switch (end) {
      case SUCCEEDED -> {
        of.succeeded++;
        succeeded++;
      }
      case FAILED, EXPIRED -> {
        of.failed++;
        failed++;
      }
      case DECLINED, CANCELLED -> {
        of.declined++;
        declined++;
      }
      case SCHEDULED, NOTIFIED, CONTACTED, WAITING, DOWNLOADING, DOWNLOADED, UPDATING, VERIFYING ->
          throw new IllegalArgumentException(end + " is no end");
    }
  }
}
