package io.fumarole.lab.simulation;

/// What a part does wrong on purpose, to see that the simulation finds it: one that found none of
/// them would prove nothing.
public enum Sabotage {
  SKIPPED_COMMIT("now and then the store says that it has committed, and has not", 40),
  COMMIT_LOST_IN_CRASH("a commit is not durable: a crash takes back the last one", 60),
  COMMIT_WITHOUT_COMPARING("the store writes over what someone else has stored meanwhile", 200),
  HALF_A_COMMIT("the store keeps the session but not the deployments of a commit", 40),
  REPORT_DROPPED("a report is acknowledged and not stored", 40),
  REPORT_COUNTED_AGAIN("the store forgets that an attempt was reported", 40),
  STALE_REPORT_ACCEPTED("a report counts for the latest attempt, whatever its Correlator says", 40),
  CORRELATOR_REUSED(
      "the store forgets attempts, so that the next one takes the Correlator of an old one", 40),
  EXEC_IN_DOUBT_SENT_AGAIN("an Exec without a Status counts as never sent", 60),
  SUCCESS_BELIEVED("a report of success is believed without reading the version", 40),
  ENDED_DEPLOYMENT_REOPENED("a late report opens a deployment that has ended", 200),
  NONCE_NEVER_CHANGES(
      "the server uses one nonce for ever, so that a replayed message is as good as a new one", 40),
  CANCEL_NOT_STORED("an operator is told that a deployment is cancelled, and it is not", 60),
  NO_WORKER("nobody looks after time limits", 40),
  STAGE_LIMITS_IGNORED("the worker ends what is past its deadline, and nothing else", 40),
  LEASE_NEVER_ENDS("what a worker took before it died is never taken again", 300),
  WORKER_OVERWRITES("the worker stores what it made of a deployment over what came since", 400),
  DISK_LIES("the disk of a device says that it has synced, and has not", 40),
  SLOT_NOT_SYNCED("the image in a slot is not synced before the slot is declared complete", 40),
  STATE_NOT_SYNCED("the agent's state is replaced without syncing", 40),
  BOOT_CONFIRMATION_FORGOTTEN(
      "the confirmation of a new firmware does not outlive the next restart", 40),
  REPORT_FORGOTTEN("the device drops a report before the server has acknowledged it", 60);

  private final String words;
  private final int seeds;

  Sabotage(String words, int seeds) {
    this.words = words;
    this.seeds = seeds;
  }

  public String words() {
    return words;
  }

  /// Within so many seeds, from 1, it is found.
  public int seeds() {
    return seeds;
  }
}
