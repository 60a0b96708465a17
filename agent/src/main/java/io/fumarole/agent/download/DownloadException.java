package io.fumarole.agent.download;

import io.fumarole.protocol.dlota.DownloadOutcome;

/// An attempt that brought no package; caught within this package and turned into a result.
final class DownloadException extends Exception {
  private final transient DownloadOutcome outcome;

  DownloadException(DownloadOutcome outcome, String why) {
    super(why);
    this.outcome = outcome;
  }

  DownloadException(DownloadOutcome outcome, String why, Throwable cause) {
    super(why, cause);
    this.outcome = outcome;
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
