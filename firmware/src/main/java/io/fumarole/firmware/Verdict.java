package io.fumarole.firmware;

import io.fumarole.protocol.fumo.ResultCode;

/// Whether a firmware file may be installed.
public sealed interface Verdict {
  /// Nothing speaks against it.
  record Accepted() implements Verdict {}

  /// It must not be installed; `words` say why, for the log and the console.
  record Refused(Reason reason, String words) implements Verdict {
    /// What the device reports to the server.
    public ResultCode code() {
      return reason.code();
    }
  }

  /// Why a file is refused, and the code in the FUMO report. Spec: fumo 7, dlota 6.
  enum Reason {
    MALFORMED,
    UNSIGNED,
    UNKNOWN_KEY,
    BAD_SIGNATURE,
    WRONG_VENDOR,
    WRONG_MODEL,
    WRONG_HARDWARE,
    WRONG_FROM_VERSION,
    DOWNGRADE,
    TRUNCATED,
    TOO_LONG,
    WRONG_DIGEST;

    public ResultCode code() {
      return switch (this) {
        case MALFORMED, TRUNCATED, TOO_LONG, WRONG_DIGEST -> ResultCode.CORRUPTED_PACKAGE;
        case UNSIGNED, UNKNOWN_KEY, BAD_SIGNATURE -> ResultCode.FAILED_VALIDATION;
        case WRONG_VENDOR, WRONG_MODEL, WRONG_HARDWARE, WRONG_FROM_VERSION ->
            ResultCode.DEVICE_MISMATCH;
        case DOWNGRADE -> ResultCode.NOT_ACCEPTABLE;
      };
    }
  }
}
