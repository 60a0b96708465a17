package io.fumarole.campaign.memory;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Stage;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.campaign.plan.Tally;
import io.fumarole.campaign.plan.Tally.OfPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Campaigns beside a [MemoryStore], whose deployments they make.
public final class MemoryCampaigns implements CampaignStore {
  private final MemoryStore store;

  /// Read by the device path, which holds the store and must not wait here.
  private final Map<CampaignId, Campaign> campaigns = new ConcurrentHashMap<>();

  private final Map<CampaignId, Map<String, Member>> members = new HashMap<>();

  MemoryCampaigns(MemoryStore store) {
    this.store = store;
  }

  @Override
  public synchronized boolean add(Campaign campaign) {
    return campaigns.putIfAbsent(campaign.id(), campaign) == null;
  }

  @Override
  public Optional<Campaign> find(CampaignId id) {
    return Optional.ofNullable(campaigns.get(id));
  }

  @Override
  public synchronized List<Campaign> list(Before before, int limit) {
    return before
        .page(campaigns.values().stream(), it -> new Before(it.created(), it.id().value()), limit)
        .toList();
  }

  @Override
  public synchronized boolean update(Campaign changed) {
    if (!isAsRead(changed)) return false;
    campaigns.put(changed.id(), changed.withRevision(changed.revision() + 1));
    return true;
  }

  private boolean isAsRead(Campaign campaign) {
    return find(campaign.id()).filter(it -> it.revision() == campaign.revision()).isPresent();
  }

  @Override
  public synchronized List<Campaign> claim(Instant now, Instant lease, int limit) {
    List<Campaign> due =
        campaigns.values().stream()
            .filter(c -> c.wakeAt().filter(at -> !at.isAfter(now)).isPresent())
            .sorted(
                Comparator.comparingInt((Campaign c) -> -c.plan().priority())
                    .thenComparing(c -> c.wakeAt().orElseThrow()))
            .limit(limit)
            .map(c -> c.wakingAt(Optional.of(lease)))
            .toList();
    due.forEach(c -> campaigns.put(c.id(), c));
    return due;
  }

  @Override
  public synchronized Tally tally(Campaign campaign) {
    List<Member> in = all(campaign.id()).values().stream().filter(MemoryCampaigns::counts).toList();
    List<OfPhase> phases = new ArrayList<>();
    for (int phase = 0; phase < campaign.plan().phases().size(); phase++)
      phases.add(tally(campaign.id(), in, phase));
    long waiting = in.stream().filter(m -> m.phase().isEmpty()).count();
    return new Tally(in.size(), waiting, phases);
  }

  /// Whoever is out with a deployment still takes the place that it was given.
  private static boolean counts(Member member) {
    return member.out().isEmpty() || member.deployment().isPresent();
  }

  private OfPhase tally(CampaignId id, List<Member> in, int phase) {
    List<Member> taken = in.stream().filter(m -> m.phase().equals(Optional.of(phase))).toList();
    List<Deployment> ofPhase =
        store.deployments().stream()
            .filter(d -> d.part().equals(Optional.of(new Goal.Part(id, phase))))
            .toList();
    long between = ofPhase.stream().filter(MemoryCampaigns::isBetween).count();
    List<DeploymentState> states =
        ofPhase.stream().filter(d -> !isBetween(d)).map(Deployment::state).toList();
    return new OfPhase(
        taken.size(),
        taken.stream().filter(m -> m.deployment().isEmpty()).count(),
        states.stream().filter(s -> !s.isEnd()).count() + between,
        between,
        count(states, DeploymentState.SUCCEEDED),
        count(states, DeploymentState.FAILED) + count(states, DeploymentState.EXPIRED),
        count(states, DeploymentState.DECLINED) + count(states, DeploymentState.CANCELLED));
  }

  private static boolean isBetween(Deployment deployment) {
    return deployment.state() == DeploymentState.SUCCEEDED && !deployment.leg().isLast();
  }

  private static long count(List<DeploymentState> states, DeploymentState wanted) {
    return states.stream().filter(s -> s == wanted).count();
  }

  private Map<String, Member> all(CampaignId id) {
    return members.computeIfAbsent(id, none -> new TreeMap<>());
  }

  private Stream<Member> in(CampaignId id) {
    return all(id).values().stream().filter(m -> m.out().isEmpty());
  }

  private void put(CampaignId id, Member member) {
    all(id).put(member.device().value(), member);
  }

  @Override
  public synchronized boolean enrol(Campaign next, List<Member> found) {
    if (!update(next)) return false;
    found.forEach(m -> all(next.id()).putIfAbsent(m.device().value(), m));
    return true;
  }

  private static Comparator<Member> order() {
    return Comparator.comparingLong(Member::place).thenComparing(m -> m.device().value());
  }

  @Override
  public synchronized boolean take(Campaign next, int most) {
    if (!update(next)) return false;
    in(next.id())
        .filter(m -> m.phase().isEmpty())
        .sorted(order())
        .limit(most)
        .toList()
        .forEach(m -> put(next.id(), m.taken(next.progress().phase())));
    return true;
  }

  private Stream<Member> held(CampaignId id) {
    return in(id).filter(m -> m.phase().isPresent() && m.deployment().isEmpty());
  }

  @Override
  public synchronized List<Kind> kindsOfHeld(CampaignId id, boolean byHardware) {
    return held(id)
        .flatMap(m -> store.find(m.device()).stream())
        .map(d -> Kind.of(d, byHardware))
        .distinct()
        .toList();
  }

  private boolean isOf(Kind kind, Member member) {
    return store.find(member.device()).filter(kind::includes).isPresent();
  }

  @Override
  public synchronized Optional<Integer> place(
      Campaign next, Kind kind, Placement placement, int most) {
    if (!update(next)) return Optional.empty();
    List<Member> free =
        held(next.id())
            .filter(m -> isOf(kind, m))
            .filter(m -> isFree(m.device()))
            .sorted(order())
            .limit(most)
            .toList();
    Instant at = placement.notifyFrom();
    for (Member member : free) {
      Deployment deployment = placement.deployment(next, member, kind, at);
      boolean added = store.add(deployment, placement.event(deployment));
      if (!added) throw new IllegalStateException("no room for " + deployment);
      put(next.id(), member.with(deployment.id()));
      at = at.plus(placement.gap());
    }
    return Optional.of(free.size());
  }

  private boolean isFree(DeviceId device) {
    return isEnrolled(device)
        && store.deployments().stream()
            .noneMatch(d -> d.device().equals(device) && !d.state().isEnd());
  }

  private boolean isEnrolled(DeviceId device) {
    return store.find(device).filter(d -> d.standing() == Device.Standing.ENROLLED).isPresent();
  }

  @Override
  public synchronized Optional<Integer> putOut(Campaign next, Kind kind, String why, int most) {
    if (!update(next)) return Optional.empty();
    List<Member> gone = held(next.id()).filter(m -> isOf(kind, m)).limit(most).toList();
    gone.forEach(m -> put(next.id(), m.out(why)));
    return Optional.of(gone.size());
  }

  @Override
  public synchronized Optional<Integer> putOutAway(Campaign next, String why, int most) {
    if (!update(next)) return Optional.empty();
    List<Member> gone = held(next.id()).filter(m -> !isEnrolled(m.device())).limit(most).toList();
    gone.forEach(m -> put(next.id(), m.out(why)));
    return Optional.of(gone.size());
  }

  @Override
  public synchronized Optional<Integer> cancel(Campaign asRead, String why, int most, Instant now) {
    if (!update(asRead)) return Optional.empty();
    List<Deployment> unsent =
        open(asRead.id()).filter(d -> d.attempts().isEmpty()).limit(most).toList();
    for (Deployment d : unsent) {
      Deployment cancelled =
          d.ended(DeploymentState.CANCELLED, Ending.Cause.OPERATOR, why, now)
              .wakingAt(Optional.empty());
      store.update(cancelled, event(cancelled, now));
    }
    List<Member> held = held(asRead.id()).limit(most).toList();
    held.forEach(m -> put(asRead.id(), m.out(why)));
    return Optional.of(unsent.size() + held.size());
  }

  private static Event event(Deployment deployment, Instant now) {
    return new Event(
        deployment.device(),
        Optional.of(deployment.id()),
        now,
        deployment.state().word(),
        deployment.reason());
  }

  private Stream<Deployment> open(CampaignId id) {
    return store.deployments().stream()
        .filter(d -> !d.state().isEnd())
        .filter(d -> d.part().filter(p -> p.campaign().equals(id)).isPresent());
  }

  @Override
  public synchronized List<Deployment> begun(CampaignId id, int limit) {
    return open(id).filter(d -> !d.attempts().isEmpty() && !d.isInFlight()).limit(limit).toList();
  }

  @Override
  public synchronized Optional<Integer> release(
      Campaign next, Instant from, Duration gap, int most, Instant now) {
    if (!update(next)) return Optional.empty();
    List<Deployment> held =
        open(next.id())
            .filter(d -> d.waiting().filter(w -> w.what() == Stage.For.CAMPAIGN).isPresent())
            .limit(most)
            .toList();
    Instant at = from;
    for (Deployment d : held) {
      store.put(d.releasedAt(at, now).withRevision(d.revision() + 1));
      at = at.plus(gap);
    }
    return Optional.of(held.size());
  }

  @Override
  public synchronized Optional<Integer> retry(Campaign asRead, int most, Instant now) {
    if (!update(asRead)) return Optional.empty();
    List<Member> again =
        in(asRead.id())
            .filter(m -> m.deployment().flatMap(store::deployment).filter(this::isLost).isPresent())
            .limit(most)
            .toList();
    for (Member member : again) {
      DeploymentId was = member.deployment().orElseThrow();
      store.put(store.deployment(was).orElseThrow().withoutPart());
      put(asRead.id(), member.again());
    }
    return Optional.of(again.size());
  }

  @Override
  public synchronized Optional<Integer> goFarther(Campaign asRead, int most) {
    if (!update(asRead)) return Optional.empty();
    int farther = 0;
    for (Member member : List.copyOf(all(asRead.id()).values())) {
      Optional<Deployment> step =
          member
              .deployment()
              .flatMap(store::deployment)
              .filter(MemoryCampaigns::isBetween)
              .filter(d -> d.part().isPresent());
      if (step.isEmpty() || farther == most) continue;
      store.put(step.get().withoutPart());
      put(asRead.id(), member.farther(step.get().deadline()));
      farther++;
    }
    return Optional.of(farther);
  }

  private boolean isLost(Deployment deployment) {
    return deployment.state() == DeploymentState.FAILED
        || deployment.state() == DeploymentState.EXPIRED;
  }

  @Override
  public synchronized boolean exclude(Campaign asRead, DeviceId device, String why) {
    if (!update(asRead)) return false;
    Member member =
        Optional.ofNullable(all(asRead.id()).get(device.value()))
            .orElse(Member.waiting(device, Long.MAX_VALUE, 0));
    put(asRead.id(), member.out(why));
    return true;
  }

  @Override
  public synchronized Optional<Member> member(CampaignId id, DeviceId device) {
    return Optional.ofNullable(all(id).get(device.value()));
  }

  @Override
  public synchronized List<Member> members(CampaignId id, String after, int limit) {
    return all(id).values().stream()
        .filter(m -> m.device().value().compareTo(after) > 0)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized List<Participation> participations(CampaignId id, String after, int limit) {
    return members(id, after, limit).stream()
        .flatMap(m -> store.find(m.device()).map(d -> participation(d, m)).stream())
        .toList();
  }

  private Participation participation(Device device, Member member) {
    Optional<Deployment> open =
        store.deployments().stream()
            .filter(d -> d.device().equals(device.id()) && !d.state().isEnd())
            .findFirst();
    return Participation.of(
        device,
        store.zone(device.id()),
        Optional.of(member),
        member.deployment().flatMap(store::deployment),
        open);
  }

  @Override
  public synchronized List<Campaign> of(DeviceId device, int limit) {
    return list(Before.ALL, Integer.MAX_VALUE).stream()
        .filter(c -> member(c.id(), device).isPresent())
        .limit(limit)
        .toList();
  }
}
