package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.syncml.Correlator;
import java.util.Optional;

/// One operation on one object of one device: what the [UpdateDialogue] carries out.
///
/// @param artifact what is delivered; empty when the package is on the device already
/// @param execute whether the Exec follows the delivery; without it the dialogue ends with the
///   receipt
/// @param question asked of the user before the Exec
/// @param slotIsClean whether the device is known to hold no foreign URL or package where this job
///   writes its own: only then may the writing and the Exec share a Sequence, because a failed
///   Replace does not stop the Exec after it
public record Job(
    Correlator correlator,
    Operation operation,
    Optional<Artifact> artifact,
    FumoObject object,
    Dialect dialect,
    boolean execute,
    Optional<Question> question,
    Optional<Label> label,
    boolean slotIsClean) {

  /// The same job for a device that refuses Sequence.
  ///
  /// @param own of the next Exec: the one in the refused Sequence has been seen
  public Job oneByOne(Correlator own) {
    return new Job(
        own,
        operation,
        artifact,
        object,
        dialect.oneByOne(),
        execute,
        question,
        label,
        slotIsClean);
  }

  /// What is delivered.
  public sealed interface Artifact {
    /// Where the device fetches the package, or its descriptor.
    record Url(String url) implements Artifact {}

    /// The package itself, over DM.
    record Content(Task.Blob blob, String type) implements Artifact {}
  }

  /// @param seconds the longest wait for an answer
  /// @param leavesChoice whether the user may say no; who may not is only told
  public record Question(String text, int seconds, boolean leavesChoice) {}

  /// For the nodes `PkgName` and `PkgVersion`.
  public record Label(String name, String version) {}
}
