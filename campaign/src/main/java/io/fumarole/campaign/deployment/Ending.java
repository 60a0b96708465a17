package io.fumarole.campaign.deployment;

import java.util.Optional;

/// Why a deployment ended, as data: for counting, and for programs that ask.
///
/// @param stage where it was until then, or where the code says that it was by then
/// @param code of the device's Status or report, if one decided it
public record Ending(DeploymentState stage, Cause cause, Optional<Integer> code) {
  public enum Cause {
    /// The device reported success and runs the version.
    PROVED,
    /// The device runs the version; its report has not come.
    REPORT_LOST,
    /// The device ran the version before anything was sent.
    ALREADY,
    /// The device reported success; its version cannot be read, and its profile takes that.
    UNVERIFIED,
    /// The device reported success and does not run the version, or it cannot be read.
    UNPROVED,
    /// The device reported a failure.
    REPORTED,
    /// The device refused the Exec.
    EXEC_REFUSED,
    /// The Exec got lost as often as it may be sent.
    EXEC_LOST,
    /// The device fell back to the version that it had, twice, and did not report it.
    ROLLED_BACK,
    /// The device took the Exec and never reported.
    NO_REPORT,
    /// The device did not come back.
    NO_CONTACT,
    /// Every way to deliver was refused or does not fit.
    NO_DELIVERY,
    NO_OBJECT,
    /// The device speaks a version of DM in which it could not report.
    NO_REPORTS,
    NO_PACKAGE,
    USER_DECLINED,
    /// The user was asked as often as that may be, and never answered.
    USER_AWAY,
    OPERATOR,
    /// Its release was withdrawn before anything was begun.
    WITHDRAWN,
    DEADLINE;

    /// The cause in the words of the API.
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }
}
