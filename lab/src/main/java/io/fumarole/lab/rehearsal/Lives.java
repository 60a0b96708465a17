package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Progress;
import io.fumarole.campaign.deployment.Progress.Tally;
import io.fumarole.campaign.deployment.Stage;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Correlator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The open deployments, packed into numbers between one event and the next: a deployment with all
/// its words is some hundred times as large. It comes back equal but for its words and the times
/// that nothing is decided by. What does not fit, such as one that was tried twice, is kept whole.
final class Lives {
  private static final List<DeploymentState> STATES = List.of(DeploymentState.values());
  private static final List<For> WAITS = List.of(For.values());
  private static final int CLOSED = -1;
  private static final int LEG_BITS = 4;
  private static final int LEG_MASK = (1 << LEG_BITS) - 1;

  private final Roster roster;
  private final Clock clock;
  private final CampaignId campaign;
  private final CampaignPlan plan;
  private final List<FirmwarePackage> packages;
  private final byte[] states;
  private final byte[] waits;
  private final byte[] phases;
  private final byte[] legs;
  private final byte[] notifications;
  private final byte[] stalls;
  private final boolean[] inFlight;
  private final short[] gets;
  private final int[] since;
  private final int[] changed;
  private final int[] until;
  private final int[] wake;
  private final int[] deadline;
  private final Map<Integer, Deployment> whole = new HashMap<>();

  Lives(Rehearsal rehearsal, Clock clock) {
    this.roster = rehearsal.roster();
    this.clock = clock;
    this.campaign = rehearsal.id();
    this.plan = rehearsal.plan();
    this.packages = rehearsal.packages();
    int size = roster.size();
    states = new byte[size];
    Arrays.fill(states, (byte) CLOSED);
    waits = new byte[size];
    phases = new byte[size];
    legs = new byte[size];
    notifications = new byte[size];
    stalls = new byte[size];
    inFlight = new boolean[size];
    gets = new short[size];
    since = new int[size];
    changed = new int[size];
    until = new int[size];
    wake = new int[size];
    deadline = new int[size];
  }

  boolean isOpen(int device) {
    return states[device] != CLOSED;
  }

  /// Whether nothing was sent to it.
  boolean isUntouched(int device) {
    return isOpen(device) && !inFlight[device] && !whole.containsKey(device);
  }

  boolean isInFlight(int device) {
    return inFlight[device];
  }

  /// Whether it waits for its paused campaign.
  boolean isHeldByCampaign(int device) {
    return isOpen(device) && waits[device] == number(For.CAMPAIGN);
  }

  /// 0 is for one that waits for nothing.
  private static byte number(For what) {
    return (byte) (WAITS.indexOf(what) + 1);
  }

  int wakeAt(int device) {
    return wake[device];
  }

  FirmwarePackage gets(int device) {
    return packages.get(gets[device]);
  }

  int size() {
    return states.length;
  }

  void close(int device) {
    states[device] = CLOSED;
    waits[device] = 0;
    inFlight[device] = false;
    whole.remove(device);
  }

  /// What is neither here nor elsewhere is lost: the deployment is open.
  void put(int device, Deployment deployment) {
    states[device] = (byte) STATES.indexOf(deployment.state());
    waits[device] = deployment.waiting().map(it -> number(it.what())).orElse((byte) 0);
    inFlight[device] = deployment.isInFlight();
    wake[device] = clock.second(deployment.wakeAt().orElseThrow());
    phases[device] = (byte) deployment.part().orElseThrow().phase();
    if (!fits(deployment)) {
      whole.put(device, deployment);
      return;
    }
    whole.remove(device);
    legs[device] = (byte) (deployment.leg().number() << LEG_BITS | deployment.leg().left());
    notifications[device] = (byte) deployment.tally().notifications();
    stalls[device] = (byte) deployment.tally().stalls();
    since[device] = clock.second(deployment.since());
    changed[device] = clock.second(deployment.changed());
    until[device] = deployment.waiting().map(it -> clock.second(it.until())).orElse(0);
    deadline[device] = clock.second(deployment.deadline());
  }

  /// The same for one that was just made.
  void begin(int device, Deployment deployment, FirmwarePackage what) {
    gets[device] = (short) indexOf(what);
    put(device, deployment);
  }

  private int indexOf(FirmwarePackage what) {
    for (int i = 0; i < packages.size(); i++) if (packages.get(i).id().equals(what.id())) return i;
    throw new IllegalArgumentException("no package " + what.id() + " in this rehearsal");
  }

  private static boolean fits(Deployment deployment) {
    Tally tally = deployment.tally();
    boolean isPlain =
        tally.absences() + tally.brokenTransfers() + tally.postponements() == 0
            && deployment.refusals().isEmpty()
            && !deployment.packagePresent();
    List<Attempt> attempts = deployment.attempts();
    boolean isFirst =
        attempts.isEmpty()
            || (attempts.size() == 1
                && attempts.getFirst().step() == Attempt.Step.ACCEPTED
                && attempts.getFirst().result().isEmpty());
    return isPlain && isFirst;
  }

  /// Only of one that is open.
  Deployment at(int device) {
    Deployment kept = whole.get(device);
    return kept == null ? unpacked(device) : kept;
  }

  private Deployment unpacked(int device) {
    var id = new DeploymentId(campaign + "d" + (device + 1));
    return new Deployment(
        id, roster.id(device), goal(device), stage(device), progress(device, id), 0);
  }

  private Goal goal(int device) {
    FirmwarePackage what = gets(device);
    return new Goal(
        what.id(),
        Optional.empty(),
        what.toVersion(),
        plan.wish(),
        clock.start(),
        clock.at(deadline[device]),
        Optional.of(new Goal.Part(campaign, phases[device])),
        new Goal.Leg((legs[device] & 0xFF) >> LEG_BITS, legs[device] & LEG_MASK));
  }

  private Stage stage(int device) {
    Optional<Waiting> waiting =
        waits[device] == 0
            ? Optional.empty()
            : Optional.of(new Waiting(WAITS.get(waits[device] - 1), clock.at(until[device])));
    return new Stage(
        STATES.get(states[device]),
        "",
        clock.at(since[device]),
        clock.at(changed[device]),
        waiting,
        Optional.of(clock.at(wake[device])),
        Optional.empty());
  }

  private Progress progress(int device, DeploymentId id) {
    List<Attempt> attempts =
        inFlight[device]
            ? List.of(attempt(new Correlator(id.value() + "-1"), Attempt.Step.ACCEPTED, device))
            : List.of();
    return new Progress(
        "", false, attempts, List.of(), new Tally(notifications[device], 0, 0, stalls[device], 0));
  }

  private Attempt attempt(Correlator correlator, Attempt.Step step, int device) {
    return new Attempt(
        correlator,
        Operation.DOWNLOAD_AND_UPDATE,
        Delivery.DIRECT,
        Optional.empty(),
        step,
        Optional.empty(),
        clock.at(since[device]));
  }
}
