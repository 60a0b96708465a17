package io.fumarole.lab.fault;

/// What must hold at the end of a run, whatever has struck.
public enum Promise {
  EXPLAINED("every deployment has ended, or says why not and until when"),
  COUNTS_AGREE("the counts of a campaign are the sums of its devices"),
  ACKNOWLEDGED_STAYS("a report that the server has acknowledged is in its record, with that code"),
  SUCCESS_IS_PROVED("a deployment has succeeded only if its device runs the version"),
  UPDATED_ALL_THE_SAME("what spoils neither package nor device fails no update"),
  BOOTABLE("every device has a slot with a whole firmware to start from"),
  REPEATS_CHANGE_NOTHING(
      "a message that comes again brings no other commands than it brought before");

  private final String words;

  Promise(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
