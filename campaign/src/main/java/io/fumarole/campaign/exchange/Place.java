package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.protocol.dm.session.AccountSearch;
import io.fumarole.protocol.fumo.Inspection;
import io.fumarole.protocol.fumo.Job;
import io.fumarole.protocol.fumo.UpdateDialogue;
import java.util.List;
import java.util.Optional;

/// Where the talk with a device stands within a session.
///
/// @param nextTask number of the next task
public record Place(Activity activity, int nextTask) {
  public static final Place START = new Place(new Activity.Quiet(), 1);

  /// Whether a package is on its way over DM.
  boolean isDelivering() {
    return activity instanceof Activity.Working(_, var job, var position)
        && position.stage() == UpdateDialogue.Stage.DELIVERING
        && job.artifact().filter(a -> a instanceof Job.Artifact.Content).isPresent();
  }

  /// Whether what was said last must not be readable by others than the device.
  public boolean holdsSecrets() {
    return activity instanceof Activity.Rotating(var search, _) && search.isEmpty();
  }

  /// What the server is about.
  public sealed interface Activity {
    /// Nothing has been asked yet.
    record Quiet() implements Activity {}

    /// The device is being read.
    record Reading(Inspection inspection) implements Activity {}

    /// Orders of operators to nodes are under way.
    ///
    /// @param numbers of the orders, each an order of the task
    record Asking(List<Long> numbers, int task) implements Activity {
      public Asking {
        numbers = List.copyOf(numbers);
      }
    }

    /// New secrets go to the device.
    ///
    /// @param search for where they go; empty once they were sent
    record Rotating(Optional<AccountSearch> search, int task) implements Activity {}

    /// A deployment's commands are under way.
    record Working(DeploymentId deployment, Job job, UpdateDialogue.Position position)
        implements Activity {}

    /// Everything was said.
    record Done() implements Activity {}
  }
}
