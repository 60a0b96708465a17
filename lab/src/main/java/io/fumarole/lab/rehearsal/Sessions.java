package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.Rule;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What time and the sessions of a device make of its deployment: the campaign's rule and
/// [DeploymentLife] decide, as they do for the server; messages are left out.
final class Sessions {
  /// As for the server: a device that comes before the time of these is let in.
  private static final Set<For> LETS_SESSIONS =
      EnumSet.of(For.SESSION, For.CAMPAIGN, For.CONDITION);

  /// Results of downloads that fail before anything is fetched.
  private static final Set<ResultCode> OF_DOWNLOADS =
      Set.of(
          ResultCode.DOWNLOAD_AUTHENTICATION,
          ResultCode.DOWNLOAD_TIMEOUT,
          ResultCode.BAD_URL,
          ResultCode.DOWNLOAD_SERVER_UNAVAILABLE,
          ResultCode.DOWNLOAD_SERVER_ERROR,
          ResultCode.DOWNLOAD_OUT_OF_MEMORY,
          ResultCode.NETWORK);

  private static final int TURNS_OF_A_STEP = 1_000;

  private final Rehearsal rehearsal;
  private final Habits habits;
  private final Course course;
  private final List<ModelProfile> profiles;
  private final Map<Optional<ZoneId>, Zone> zones = new HashMap<>();

  /// What a campaign says in one zone, as long as it stays in its state.
  private record Zone(Rule rule, Openings openings) {}

  /// What came of a session.
  ///
  /// @param next when the device comes again; empty when nothing is known to bring it
  record Held(Deployment after, OptionalInt next) {}

  Sessions(Rehearsal rehearsal, Habits habits, Course course) {
    this.rehearsal = rehearsal;
    this.habits = habits;
    this.course = course;
    this.profiles =
        rehearsal.roster().groups().stream()
            .map(it -> treated(it.profile().orElse(rehearsal.profile())))
            .toList();
  }

  private ModelProfile treated(ModelProfile own) {
    return rehearsal.plan().treatment().map(it -> own.with(it.over(own.patience()))).orElse(own);
  }

  private ModelProfile profile(int device) {
    return profiles.get(rehearsal.roster().groupOf(device));
  }

  /// What time alone makes of it.
  DeploymentLife.Due limit(int device, Deployment was, Campaign campaign, Instant now) {
    DeploymentLife.Due due =
        DeploymentLife.due(was, profile(device), hold(device, campaign, now), now);
    boolean isFirst =
        due.notifies()
            && habits.isNotified(device)
            && due.after().state() == DeploymentState.SCHEDULED;
    if (!isFirst) return due;
    Deployment notified = DeploymentLife.notified(due.after(), "notified", now);
    return new DeploymentLife.Due(DeploymentLife.planned(notified, profile(device), now), true);
  }

  private Optional<Hold> hold(int device, Campaign campaign, Instant now) {
    Zone zone = zone(device, campaign);
    Instant opens = campaign.state().lets() ? zone.openings().next(now) : now;
    return zone.rule().hold(rehearsal.roster().id(device), habits.isReady(device), opens, now);
  }

  private Zone zone(int device, Campaign campaign) {
    Roster roster = rehearsal.roster();
    Optional<ZoneId> own = roster.groups().get(roster.groupOf(device)).zone();
    Zone known = zones.get(own);
    if (known != null && known.rule().state() == campaign.state()) return known;
    Rule rule = Rule.of(campaign).in(own);
    var fresh = new Zone(rule, new Openings(rule));
    zones.put(own, fresh);
    return fresh;
  }

  Held hold(int device, Deployment was, Campaign campaign, int second, Instant now) {
    if (was.isInFlight()) return report(device, was, second, now);
    Optional<Waiting> putOff =
        was.waiting()
            .filter(it -> !LETS_SESSIONS.contains(it.what()))
            .filter(it -> it.until().isAfter(now));
    if (putOff.isPresent()) return later(device, was, putOff.get().until());
    Optional<Hold> hold = hold(device, campaign, now);
    if (hold.isPresent()) return held(device, was, hold.get(), second, now);
    return begin(device, was, second, now);
  }

  private Held later(int device, Deployment was, Instant from) {
    return new Held(was, habits.nextCall(device, new Clock(rehearsal.start()).second(from)));
  }

  /// Only what the device is like is written down; of the rest its campaign tells.
  private Held held(int device, Deployment was, Hold hold, int second, Instant now) {
    if (hold.what() == For.SESSION) return later(device, was, hold.until().orElse(now));
    boolean isNew =
        hold.what() == For.CONDITION
            && was.waiting().filter(it -> it.what() == For.CONDITION).isEmpty();
    Deployment after = isNew ? planned(device, was.heldFor(hold, now), now) : was;
    return new Held(after, habits.nextCall(device, second + 1));
  }

  private Held begin(int device, Deployment was, int second, Instant now) {
    var attempt =
        new Attempt(
            was.nextCorrelator(),
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT,
            Optional.empty(),
            Attempt.Step.PREPARED,
            Optional.empty(),
            now);
    Deployment chosen = was.with(attempt).to(DeploymentState.CONTACTED, "chosen", now);
    Deployment sent = found(device, chosen, new Finding.ExecSent(attempt.correlator()), now);
    Deployment accepted =
        found(
            device, sent, new Finding.ExecAccepted(attempt.correlator(), StatusCode.ACCEPTED), now);
    return new Held(planned(device, accepted, now), works(device, was, second));
  }

  private Deployment found(int device, Deployment was, Finding finding, Instant now) {
    return DeploymentLife.found(was, finding, Optional.of(Delivery.DIRECT), profile(device), now);
  }

  private Deployment planned(int device, Deployment deployment, Instant now) {
    return deployment.state().isEnd()
        ? deployment
        : DeploymentLife.planned(deployment, profile(device), now);
  }

  /// When it reports; empty when it never does.
  private OptionalInt works(int device, Deployment was, int second) {
    int turn = turn(was, false);
    return switch (habits.fate(device, turn)) {
      case Habits.Fate.Silence() -> {
        fetch(device, was, second);
        yield OptionalInt.empty();
      }
      case Habits.Fate.Report(var code) when OF_DOWNLOADS.contains(code) ->
          OptionalInt.of(habits.reachable(device, second + 1));
      case Habits.Fate.Report(_) -> {
        int fetched = second + fetch(device, was, second);
        yield OptionalInt.of(habits.reachable(device, fetched + habits.installs(device, turn)));
      }
    };
  }

  private int fetch(int device, Deployment was, int second) {
    long size = rehearsal.sizeOf(was.packageId());
    long perSecond = habits.octetsPerSecond(device);
    course.download(second, size, perSecond);
    return Math.clamp(Math.ceilDiv(size, perSecond), 1, Integer.MAX_VALUE / 4);
  }

  /// Which of a device's draws counts: of Execs, or of notifications.
  static int turn(Deployment was, boolean isNotified) {
    int before = isNotified ? was.tally().notifications() : was.attempts().size();
    return was.leg().number() * TURNS_OF_A_STEP + before;
  }

  /// The device has ended what it began, and is read in the same session.
  private Held report(int device, Deployment was, int second, Instant now) {
    Attempt attempt = was.last().orElseThrow();
    int turn = turn(was, false) - 1;
    ResultCode code =
        switch (habits.fate(device, turn)) {
          case Habits.Fate.Report(var reported) -> reported;
          case Habits.Fate.Silence() ->
              throw new IllegalStateException("device " + device + " is silent, and reports");
        };
    Deployment reported = DeploymentLife.reported(was, attempt, code, profile(device), now);
    Deployment after =
        reported.state() == DeploymentState.VERIFYING
            ? DeploymentLife.checked(
                reported, Optional.of(was.toVersion()), Optional.empty(), profile(device), now)
            : reported;
    Deployment planned = planned(device, after, now);
    int from =
        planned.waiting().map(it -> new Clock(rehearsal.start()).second(it.until())).orElse(second);
    return new Held(planned, habits.nextCall(device, Math.max(second + 1, from)));
  }
}
