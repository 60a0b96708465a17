package io.fumarole.lab.simulation;

/// What must hold after every step, or once the faults have stopped.
public enum Invariant {
  ACKNOWLEDGED_REPORTS_STAY("a report that the server acknowledged is in its store, for ever"),
  ACKNOWLEDGED_ORDERS_STAY("what an operator was told is so"),
  ONE_RESULT_PER_ATTEMPT("an attempt has one result: it never changes and never goes"),
  RESULTS_ARE_TRUE("the result of an attempt is the one that the device sent under its Correlator"),
  ONE_REPORT_PER_CORRELATOR("a device repeats a report unchanged, and makes one per Exec"),
  ENDS_ARE_FINAL("a deployment that has ended stays as it ended"),
  ONE_OPEN_DEPLOYMENT("a device has at most one open deployment"),
  EXEC_SENT_ONCE("an Exec leaves the server in one message only"),
  DOUBT_IS_RESOLVED("no further Exec before the one in doubt was cleared up"),
  SUCCESS_IS_PROVED("a device whose deployment succeeded runs that version"),
  ALWAYS_BOOTABLE("the boot loader finds a slot with the whole firmware in it"),
  PROVEN_FIRMWARE_STAYS("a firmware whose success was reported is never rolled back"),
  EXEC_NOT_FORGOTTEN(
      "an Exec that the device accepted is at work, or its report waits or is known"),
  REPLAYS_ARE_REFUSED("a recorded message that comes again opens nothing"),
  STAGES_END("no stage of a deployment outlives its limit, whatever its device does"),
  EVERYTHING_ENDS("once the faults stop, all deployments end and all reports are acknowledged"),
  NO_MISTAKE("no part fails with a mistake of its own");

  private final String words;

  Invariant(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
