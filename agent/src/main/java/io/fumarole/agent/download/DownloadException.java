package io.fumarole.agent.download;

import io.fumarole.protocol.dlota.DownloadOutcome;
import java.time.Duration;
import java.util.Optional;

/// An attempt that brought no package; caught within this package and turned into a result.
final class DownloadException extends Exception {
  private final transient DownloadOutcome outcome;
  private final transient Optional<Duration> after;

  DownloadException(DownloadOutcome outcome, String why) {
    this(outcome, why, Optional.empty());
  }

  /// @param after the wait that the server asks for
  DownloadException(DownloadOutcome outcome, String why, Optional<Duration> after) {
    super(why);
    this.outcome = outcome;
    this.after = after;
  }

  DownloadException(DownloadOutcome outcome, String why, Throwable cause) {
    super(why, cause);
    this.outcome = outcome;
    this.after = Optional.empty();
  }

  Optional<Duration> after() {
    return after;
  }

  DownloadOutcome outcome() {
    return outcome;
  }

  String why() {
    return String.valueOf(getMessage());
  }

  /// Whether another attempt may end better.
  boolean isPassing() {
    return switch (outcome) {
      case DownloadOutcome.HttpRefused(var status) ->
          status == 408 || status == 429 || status >= 500;
      case DownloadOutcome.Ended ended ->
          switch (ended) {
            case NETWORK_LOST, TIMED_OUT, NO_ROUTE, CONNECTION_REFUSED -> true;
            case STORED,
                OUT_OF_MEMORY,
                USER_CANCELLED,
                CERTIFICATE_REFUSED,
                BAD_URL,
                SIZE_MISMATCH,
                TYPE_MISMATCH,
                WRONG_DIGEST,
                BAD_SIGNATURE,
                WRONG_DEVICE,
                DEVICE_ABORTED ->
                false;
          };
      case DownloadOutcome.Reported _ -> false;
    };
  }
}
