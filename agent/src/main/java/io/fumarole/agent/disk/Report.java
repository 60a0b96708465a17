package io.fumarole.agent.disk;

import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.ResultCode;
import java.util.Optional;

/// The end of an operation, kept until the server has acknowledged it. Spec: fumo 6.
///
/// @param number the device's own count of reports
/// @param source the object, as in the alert's `Source`
/// @param code the result code
/// @param mark the alert's importance
public record Report(
    long number,
    AlertType type,
    Optional<String> correlator,
    String source,
    int code,
    String mark) {
  /// An error should be more than informational. Spec: FUMO 6.2.
  public static Report of(
      long number, AlertType type, Optional<String> correlator, String source, ResultCode code) {
    String mark = code.isFailure() ? "critical" : "informational";
    return new Report(number, type, correlator, source, code.value(), mark);
  }
}
