package io.fumarole.lab.fault;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What can go wrong with a device of a fleet on purpose, once or as often as a script says.
///
/// Each has its occasions: a message, a report, a step of the machine. It strikes at the first of
/// them, or lets some pass, see [Dealt].
public enum Fault {
  POWER_CUT_DOWNLOAD(
      "the power goes at an octet of the download (at=N), and what was not synced is lost",
      "the download goes on where the disk has it; the deployment ends as if nothing had been",
      0,
      1),
  POWER_CUT_STEP(
      "the power goes at a step of the update machine: a stage begun, a state, the restart",
      "the device goes on from the step that it saved, and reports once",
      11,
      1),
  POWER_CUT_DISK(
      "the power goes in the middle of a change on the device's disk (skip=N changes)",
      "the same: no change may be half done",
      250,
      1),
  REPORT_LOST(
      "the message with the final report does not arrive",
      "it hears the report in the next session, or reads the version first: both are a success",
      0,
      1),
  REPORT_ANSWER_LOST(
      "the server takes the final report, and its answer does not arrive",
      "the repeated report changes nothing",
      0,
      1),
  REPORT_LATE(
      "the device does not call for a while after an update (for=TIME)",
      "the deployment stands where it is, with its limit, until the report comes",
      0,
      1),
  EXEC_ANSWER_LOST(
      "the message that says what became of an Exec does not arrive",
      "the Exec is in doubt: it reads State and version before it sends another",
      0,
      1),
  REPEATED(
      "messages arrive twice, octet for octet (times=N)",
      "both get the same answer, and nothing is done twice",
      12,
      5),
  REORDERED(
      "an earlier message arrives once more, behind a later one",
      "the session that goes on is not disturbed",
      8,
      3),
  STALE_NONCE(
      "the device has forgotten the nonces of its last session",
      "a challenge, a message more, and no guess is counted",
      3,
      1),
  WRONG_CREDENTIALS(
      "the device shows a wrong secret for a session",
      "it is not let in; with the right one it is, whatever others at its address guess",
      3,
      1),
  CLOCK_SKEW(
      "the device's clock is years off (at=SECONDS)",
      "nothing: no message and no address goes by the device's clock",
      2,
      1),
  TRUNCATED(
      "a download ends early, and its length says that it is whole (at=N)",
      "the device finds it out, and reports a code of a bad package",
      0,
      1),
  CORRUPTED(
      "a bit of a download is wrong (at=N)",
      "the device finds it out, and reports a code of a bad package",
      0,
      1),
  EXEC_REFUSED(
      "the device refuses an Exec (at=STATUS, otherwise 405 or 500)",
      "another way to the update if there is one, or the deployment ends with that status",
      0,
      1),
  ACL_REFUSED(
      "the device refuses a Replace with 425, as an ACL does",
      "the Exec behind it is not counted on; another way, or an end with that status",
      0,
      1),
  TOO_LARGE(
      "a device that takes packages over DM only refuses a chunk in the middle with 413",
      "it stops sending, and tries again or ends with a cause",
      3,
      1),
  STORAGE_FULL(
      "no octet of a package finds room during an update",
      "the device reports that it has no room (412 or 413)",
      0,
      1),
  ROLLS_BACK(
      "the new firmware starts and finds itself ill, until the old one is back",
      "the report of a failure, and the old version",
      0,
      1),
  LIES(
      "the device reports success and keeps the old version",
      "the deployment is not a success: it waits for the proof, and fails as unproved",
      0,
      1),
  NOTIFICATION_LOST(
      "notifications do not reach the device, which has to listen (--listen) for that",
      "it sends them again in its time, or hears the device when that calls by itself",
      0,
      3),
  STORM(
      "the device is away (after=TIME, for=TIME), and all such devices are back at once",
      "it lets them wait or puts them off, and loses nobody",
      0,
      1),
  SLOW_DRIP(
      "a download comes in drops for a while (for=TIME)",
      "it serves others meanwhile; the download ends, or goes on in another request",
      0,
      1);

  private final String what;
  private final String expected;
  private final int mostSkipped;
  private final int usualTimes;

  Fault(String what, String expected, int mostSkipped, int usualTimes) {
    this.what = what;
    this.expected = expected;
    this.mostSkipped = mostSkipped;
    this.usualTimes = usualTimes;
  }

  /// Its name for people, such as `report-lost`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// In one sentence.
  public String what() {
    return what;
  }

  /// What the server should make of it.
  public String expected() {
    return expected;
  }

  /// So many occasions chance may let pass.
  int mostSkipped() {
    return mostSkipped;
  }

  int usualTimes() {
    return usualTimes;
  }

  /// Whether a device that it may strike needs a disk that can lose what was not synced.
  public boolean cutsPower() {
    return this == POWER_CUT_DOWNLOAD || this == POWER_CUT_STEP || this == POWER_CUT_DISK;
  }

  /// Whether an update that meets it may fail of it. All others end as they would have without.
  public boolean mayFailUpdates() {
    return switch (this) {
      case TRUNCATED,
          CORRUPTED,
          EXEC_REFUSED,
          ACL_REFUSED,
          TOO_LARGE,
          STORAGE_FULL,
          ROLLS_BACK,
          LIES ->
          true;
      case POWER_CUT_DOWNLOAD,
          POWER_CUT_STEP,
          POWER_CUT_DISK,
          REPORT_LOST,
          REPORT_ANSWER_LOST,
          REPORT_LATE,
          EXEC_ANSWER_LOST,
          REPEATED,
          REORDERED,
          STALE_NONCE,
          WRONG_CREDENTIALS,
          CLOCK_SKEW,
          NOTIFICATION_LOST,
          STORM,
          SLOW_DRIP ->
          false;
    };
  }

  /// @throws IllegalArgumentException says which there are
  public static Fault named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("no fault '%s'; there are %s".formatted(word, all())));
  }

  private static String all() {
    return Arrays.stream(values()).map(Fault::word).collect(Collectors.joining(", "));
  }
}
