package io.fumarole.campaign.deployment;

import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Correlator;
import java.time.Instant;
import java.util.Optional;

/// One Exec with its own Correlator. All attempts of a deployment stay valid for late reports.
///
/// @param url what PkgURL was set to, if it was
/// @param result the code of the device's report
public record Attempt(
    Correlator correlator,
    Operation operation,
    Delivery delivery,
    Optional<String> url,
    Step step,
    Optional<Integer> result,
    Instant at) {
  /// How far the attempt has come.
  public enum Step {
    /// The Correlator is reserved; nothing that could start the device has been sent.
    PREPARED,
    /// The Exec was sent and its Status has not come.
    IN_DOUBT,
    ACCEPTED,
    REFUSED,
    /// The Exec was refused as one that the device cannot run: another operation is taken.
    UNABLE,
    /// The Exec went out with what the user did not answer, or in a Sequence that the device does
    /// not know: it did not run.
    NOT_STARTED,
    /// The Exec got lost, or its report did: the device is not at work on it any more. A late
    /// report still counts.
    LOST,
    /// The device ran the Exec, and is back at the version that it had: State says that the update
    /// failed. It did not report that; a late report still counts.
    ROLLED_BACK,
    REPORTED;

    /// Whether an Exec was sent, and the device could have worked on it.
    boolean isSpent() {
      return switch (this) {
        case IN_DOUBT, ACCEPTED, REFUSED, UNABLE, LOST, ROLLED_BACK, REPORTED -> true;
        case PREPARED, NOT_STARTED -> false;
      };
    }
  }

  /// The same once more, with nothing sent yet.
  public Attempt anew(Correlator own, Instant now) {
    return new Attempt(own, operation, delivery, url, Step.PREPARED, Optional.empty(), now);
  }

  public Attempt at(Step next) {
    return new Attempt(correlator, operation, delivery, url, next, result, at);
  }

  public Attempt reported(int code) {
    return new Attempt(correlator, operation, delivery, url, Step.REPORTED, Optional.of(code), at);
  }
}
