package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.deployment.Stage;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.CampaignWork.Placement;
import io.fumarole.campaign.plan.Control;
import io.fumarole.campaign.plan.Explanation;
import io.fumarole.campaign.plan.Explanation.Why;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.campaign.plan.Tally.OfPhase;
import io.fumarole.campaign.plan.Treatment;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What every storage of campaigns keeps.
public abstract class CampaignStoreContract extends StoreContract {
  private static final CampaignId ID = new CampaignId("c1");
  private static final Duration GAP = Duration.ofSeconds(2);

  private CampaignStore campaigns() {
    return stores().campaigns();
  }

  /// A running campaign whose first phase has taken `taken` of as many devices as named.
  private Campaign running(int taken, String... devices) {
    stores().packages().add(firmware("p1", "2.0"));
    Campaign campaign = Campaign.draft(ID, plan(), NOW);
    assertThat(campaigns().add(campaign)).isTrue();
    campaign = campaign.to(CampaignState.RUNNING, "started", NOW);
    assertThat(campaigns().update(campaign)).isTrue();
    List<Member> members = new ArrayList<>();
    for (String device : devices) {
      stores().devices().add(device(new DeviceId(device)));
      members.add(Member.waiting(new DeviceId(device), members.size(), members.size() + 1));
    }
    assertThat(campaigns().enrol(campaign.withRevision(1), members)).isTrue();
    assertThat(campaigns().take(campaign.withRevision(2), taken)).isTrue();
    return stored();
  }

  private Campaign stored() {
    return campaigns().find(ID).orElseThrow();
  }

  private Placement placement() {
    return new Placement(firmware("p1", "2.0"), "ordered by c1", 0, NOW, GAP, NOW);
  }

  private Optional<Integer> place(Campaign campaign) {
    return campaigns().place(campaign, runs("1.0"), placement(), 100);
  }

  private static Kind runs(String version) {
    return Kind.running(Optional.of(version));
  }

  private List<Kind> kindsOfHeld() {
    return campaigns().kindsOfHeld(ID, false);
  }

  private OfPhase canary() {
    return campaigns().tally(stored()).phases().getFirst();
  }

  private void end(String device, DeploymentState state) {
    Deployment open = stores().deployments().newest(new DeviceId(device), 1).getFirst();
    Deployment ended =
        open.ended(state, Ending.Cause.REPORTED, "over", NOW).wakingAt(Optional.empty());
    assertThat(stores().deployments().update(ended, event(ended))).isTrue();
  }

  @Test
  void aCampaignComesBackAsItWas() {
    Campaign campaign = Campaign.draft(ID, plan(), NOW);
    assertThat(campaigns().add(campaign)).isTrue();
    assertThat(campaigns().add(campaign)).isFalse();
    reopen();
    assertThat(campaigns().find(ID)).contains(campaign);
    assertThat(campaigns().list(Before.ALL, 9)).containsExactly(campaign);
    assertThat(campaigns().find(new CampaignId("c2"))).isEmpty();
    Campaign running = campaign.to(CampaignState.RUNNING, "started", NOW.plusSeconds(1));
    assertThat(campaigns().update(running)).isTrue();
    assertThat(campaigns().update(running)).isFalse();
    assertThat(campaigns().find(ID)).contains(running.withRevision(1));
  }

  @Test
  void aDueCampaignIsClaimedOnceAndTheMostUrgentFirst() {
    campaigns().add(Campaign.draft(ID, plan(), NOW).wakingAt(Optional.of(NOW)));
    var other = new CampaignId("c2");
    campaigns().add(Campaign.draft(other, plan(), NOW).wakingAt(Optional.of(NOW.plusSeconds(9))));
    campaigns().add(Campaign.draft(new CampaignId("c3"), plan(), NOW));
    Instant lease = NOW.plusSeconds(60);
    assertThat(campaigns().claim(NOW.minusSeconds(1), lease, 9)).isEmpty();
    assertThat(campaigns().claim(NOW, lease, 9)).extracting(Campaign::id).containsExactly(ID);
    assertThat(campaigns().claim(NOW, lease, 9)).isEmpty();
    assertThat(campaigns().claim(lease, lease.plusSeconds(60), 1)).hasSize(1);
    assertThat(campaigns().claim(lease, lease.plusSeconds(60), 9)).hasSize(1);
  }

  @Test
  void membersAreTakenInTheirOrderAndCounted() {
    Campaign campaign = running(2, "e", "d", "c", "b");
    assertThat(campaigns().members(ID, "", 9))
        .filteredOn(m -> m.phase().isPresent())
        .extracting(m -> m.device().value())
        .containsExactlyInAnyOrder("d", "e");
    assertThat(campaigns().tally(campaign).members()).isEqualTo(4);
    assertThat(campaigns().tally(campaign).waiting()).isEqualTo(2);
    assertThat(canary()).isEqualTo(new OfPhase(2, 2, 0, 0, 0, 0));
    assertThat(campaigns().of(new DeviceId("b"), 9)).extracting(Campaign::id).containsExactly(ID);
    assertThat(campaigns().of(DEVICE, 9)).isEmpty();
    assertThat(campaigns().members(ID, "b", 2))
        .extracting(m -> m.device().value())
        .containsExactly("c", "d");
  }

  @Test
  void enrollingAgainChangesNoMember() {
    Campaign campaign = running(1, "a", "b");
    Member taken = campaigns().member(ID, new DeviceId("a")).orElseThrow();
    assertThat(campaigns().enrol(campaign, List.of(Member.waiting(new DeviceId("a"), 77, 77))))
        .isTrue();
    assertThat(campaigns().member(ID, new DeviceId("a"))).contains(taken);
  }

  @Test
  void takenMembersGetADeploymentEachAndAreNotifiedOneAfterTheOther() {
    Campaign campaign = running(3, "a", "b", "c");
    assertThat(kindsOfHeld()).containsExactly(runs("1.0"));
    assertThat(place(campaign)).contains(3);
    for (int i = 0; i < 3; i++) {
      var device = new DeviceId(List.of("a", "b", "c").get(i));
      Member member = campaigns().member(ID, device).orElseThrow();
      Deployment deployment =
          stores().deployments().find(member.deployment().orElseThrow()).orElseThrow();
      assertThat(deployment)
          .isEqualTo(
              placement().deployment(campaign, member, runs("1.0"), NOW.plus(GAP.multipliedBy(i))));
      assertThat(deployment.fromVersion()).contains("1.0");
      assertThat(deployment.id().value()).isEqualTo("c1d" + (i + 1));
      assertThat(deployment.part()).contains(new Goal.Part(ID, 0));
      assertThat(
              stores().deployments().events(Optional.of(device), Optional.of(deployment.id()), 9))
          .extracting(Event::text)
          .containsExactly("ordered by c1");
    }
    assertThat(canary()).isEqualTo(new OfPhase(3, 0, 3, 0, 0, 0));
    assertThat(kindsOfHeld()).isEmpty();
    assertThat(place(stored())).contains(0);
  }

  @Test
  void devicesThatAreBusyOrRunAnotherVersionAreNotTouched() {
    Campaign campaign = running(4, "a", "b", "c", "d");
    Deployment other = deployment("other", new DeviceId("b"));
    assertThat(stores().deployments().add(other, event(other))).isTrue();
    change("c", d -> d.withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.5")));
    change("d", d -> d.withInventory(Map.of("Mod", "M-1")));
    assertThat(place(campaign)).contains(1);
    assertThat(canary()).isEqualTo(new OfPhase(4, 3, 1, 0, 0, 0));
    assertThat(kindsOfHeld())
        .containsExactlyInAnyOrder(runs("1.0"), runs("1.5"), Kind.running(Optional.empty()));
    assertThat(campaigns().putOut(stored(), runs("1.5"), "no package", 9)).contains(1);
    assertThat(campaigns().putOut(stored(), Kind.running(Optional.empty()), "unknown", 9))
        .contains(1);
    assertThat(campaigns().member(ID, new DeviceId("c")).orElseThrow().out())
        .contains("no package");
    assertThat(canary()).isEqualTo(new OfPhase(2, 1, 1, 0, 0, 0));
    end("a", DeploymentState.SUCCEEDED);
    // The device is free again.
    Deployment over = stores().deployments().find(other.id()).orElseThrow();
    Deployment ended = ended(over);
    assertThat(stores().deployments().update(ended, event(ended))).isTrue();
    assertThat(place(stored())).contains(1);
    assertThat(canary()).isEqualTo(new OfPhase(2, 0, 1, 1, 0, 0));
  }

  private void change(String id, UnaryOperator<Device> change) {
    Device device = stores().devices().find(new DeviceId(id)).orElseThrow();
    assertThat(stores().devices().update(change.apply(device))).isTrue();
  }

  @Test
  void whatChangedMeanwhileIsNotOverwritten() {
    Campaign campaign = running(2, "a", "b");
    Campaign paused = ((Control.Outcome.Done) Control.pause(campaign, NOW)).next();
    assertThat(campaigns().update(paused)).isTrue();
    assertThat(place(campaign)).isEmpty();
    assertThat(campaigns().take(campaign, 1)).isFalse();
    assertThat(campaigns().enrol(campaign, List.of(Member.waiting(DEVICE, 9, 9)))).isFalse();
    assertThat(campaigns().cancel(campaign, "x", 9, NOW)).isEmpty();
    assertThat(campaigns().retry(campaign, 9, NOW)).isEmpty();
    assertThat(campaigns().exclude(campaign, DEVICE, "x")).isFalse();
    assertThat(stored()).isEqualTo(paused.withRevision(paused.revision() + 1));
    assertThat(canary()).isEqualTo(new OfPhase(2, 2, 0, 0, 0, 0));
    assertThat(campaigns().member(ID, DEVICE)).isEmpty();
  }

  @Test
  void theDevicePathReadsWhatItsCampaignSays() {
    place(running(1, DEVICE.value()));
    Loaded loaded = load();
    assertThat(loaded.rule().orElseThrow().state()).isEqualTo(CampaignState.RUNNING);
    assertThat(loaded.rule().orElseThrow().windows()).isEqualTo(plan().windows());
    campaigns().update(((Control.Outcome.Done) Control.pause(stored(), NOW)).next());
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), NOW))
        .contains(new Hold("campaign c1 is paused", Optional.empty()));
    end(DEVICE.value(), DeploymentState.SUCCEEDED);
    assertThat(load().rule()).isEmpty();
  }

  @Test
  void theDevicePathReadsLabelsWhereAPreconditionAsksForThem() {
    Campaign campaign = running(1, DEVICE.value());
    var treatment =
        new Treatment(
            Treatment.Limits.USUAL,
            Treatment.Budgets.USUAL,
            Optional.of(new Patience.Backoff(Duration.ofMinutes(1), Duration.ofHours(1), 10)),
            new Patience.Asking(2, Optional.of(NOW)));
    CampaignPlan plan = plan().with(Optional.of("label.battery==ok"), Optional.of(treatment));
    var asking =
        new Campaign(
            ID,
            plan,
            campaign.state(),
            campaign.reason(),
            campaign.progress(),
            campaign.created(),
            campaign.changed(),
            campaign.wakeAt(),
            campaign.revision());
    assertThat(campaigns().update(asking)).isTrue();
    reopen();
    assertThat(stored().plan()).isEqualTo(plan);
    place(stored());
    Instant sundayInBerlin = Instant.parse("2026-03-08T01:30:00Z");
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), sundayInBerlin))
        .map(Hold::what)
        .contains(Stage.For.CONDITION);
    var charged = Labels.of(Map.of("battery", "ok"));
    assertThat(stores().inventory().relabel(DEVICE, Labels.NONE, charged)).isTrue();
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), sundayInBerlin)).isEmpty();
    Patience patience = load().rule().orElseThrow().over(Patience.USUAL);
    assertThat(patience.asking()).isEqualTo(treatment.asking());
    assertThat(patience.backoff()).isEqualTo(treatment.backoff());
  }

  /// The plan's zone is Berlin, and Sunday, 01:00 to 05:00.
  @Test
  void windowsAreByTheClockOfADeviceThatHasAZoneOfItsOwn() {
    place(running(1, DEVICE.value()));
    Instant sundayInBerlin = Instant.parse("2026-03-08T01:30:00Z");
    Instant sundayInTokyo = Instant.parse("2026-03-07T17:30:00Z");
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), sundayInBerlin)).isEmpty();
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), sundayInTokyo)).isPresent();
    var tokyo = Labels.of(Map.of("zone", "Asia/Tokyo"));
    assertThat(stores().inventory().relabel(DEVICE, Labels.NONE, tokyo)).isTrue();
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), sundayInBerlin)).isPresent();
    assertThat(load().rule().orElseThrow().hold(device(DEVICE), sundayInTokyo)).isEmpty();
  }

  @Test
  void abortingCancelsWhatHasNotBegunAndLetsTheOthersBe() {
    Campaign campaign = running(3, "a", "b", "c");
    Deployment busy = deployment("other", new DeviceId("c"));
    stores().deployments().add(busy, event(busy));
    place(campaign);
    Deployment begun = stores().deployments().newest(new DeviceId("b"), 1).getFirst();
    Deployment inFlight = begun.with(attempt(begun));
    stores().deployments().update(inFlight, event(inFlight));
    assertThat(campaigns().cancel(stored(), "aborted by jo", 9, NOW)).contains(2);
    assertThat(campaigns().cancel(stored(), "aborted by jo", 9, NOW)).contains(0);
    Deployment cancelled = stores().deployments().newest(new DeviceId("a"), 1).getFirst();
    assertThat(cancelled.state()).isEqualTo(DeploymentState.CANCELLED);
    assertThat(cancelled.reason()).isEqualTo("aborted by jo");
    assertThat(cancelled.ending())
        .contains(new Ending(DeploymentState.SCHEDULED, Ending.Cause.OPERATOR, Optional.empty()));
    assertThat(cancelled.wakeAt()).isEmpty();
    assertThat(stores().deployments().events(Optional.of(new DeviceId("a")), Optional.empty(), 9))
        .extracting(Event::text)
        .containsExactly("ordered by c1", "aborted by jo");
    assertThat(campaigns().member(ID, new DeviceId("c")).orElseThrow().out())
        .contains("aborted by jo");
    assertThat(stores().deployments().find(inFlight.id()).orElseThrow().state().isEnd()).isFalse();
    assertThat(stores().deployments().find(busy.id()).orElseThrow().state().isEnd()).isFalse();
    assertThat(campaigns().begun(ID, 9)).isEmpty();
  }

  @Test
  void aDeploymentThatPreparedSomethingIsBegun() {
    place(running(1, "a"));
    Deployment was = stores().deployments().newest(new DeviceId("a"), 1).getFirst();
    Deployment prepared = was.with(attempt(was).at(Attempt.Step.PREPARED));
    stores().deployments().update(prepared, event(prepared));
    assertThat(campaigns().begun(ID, 9)).extracting(Deployment::id).containsExactly(was.id());
  }

  @Test
  void whatWasHeldIsReleasedOneAfterTheOther() {
    place(running(2, "a", "b"));
    for (String device : List.of("a", "b")) {
      Deployment was = stores().deployments().newest(new DeviceId(device), 1).getFirst();
      Deployment held = was.heldFor(new Hold("campaign c1 is paused", Optional.empty()), NOW);
      stores().deployments().update(held, event(held));
    }
    Instant later = NOW.plusSeconds(600);
    assertThat(campaigns().release(stored(), later, GAP, 9, later)).contains(2);
    assertThat(campaigns().release(stored(), later, GAP, 9, later)).contains(0);
    for (int i = 0; i < 2; i++) {
      var device = new DeviceId(List.of("a", "b").get(i));
      Deployment released = stores().deployments().newest(device, 1).getFirst();
      Instant at = later.plus(GAP.multipliedBy(i));
      assertThat(released.wakeAt()).contains(at);
      assertThat(released.waiting()).contains(new Stage.Waiting(Stage.For.SESSION, at));
      assertThat(released.since()).isEqualTo(later);
      assertThat(released.reason()).isEqualTo(Deployment.RELEASED);
    }
  }

  @Test
  void heldMembersWhoseDevicesAreOutOfServiceArePutOut() {
    Campaign campaign = running(2, "a", "b", "c");
    for (String gone : List.of("a", "c"))
      change(gone, it -> it.withStanding(Device.Standing.QUARANTINED));
    assertThat(campaigns().putOutAway(campaign, "not in service", 9)).contains(1);
    assertThat(campaigns().putOutAway(campaign, "not in service", 9)).isEmpty();
    assertThat(campaigns().putOutAway(stored(), "not in service", 9)).contains(0);
    assertThat(campaigns().member(ID, new DeviceId("a")).orElseThrow().out())
        .contains("not in service");
    assertThat(campaigns().member(ID, new DeviceId("c")).orElseThrow().out()).isEmpty();
    assertThat(place(stored())).contains(1);
  }

  @Test
  void whatFailedIsTriedOnceMoreAndCountsAnew() {
    place(running(3, "a", "b", "c"));
    end("a", DeploymentState.FAILED);
    end("b", DeploymentState.SUCCEEDED);
    assertThat(canary()).isEqualTo(new OfPhase(3, 0, 1, 1, 1, 0));
    assertThat(campaigns().retry(stored(), 9, NOW)).contains(1);
    assertThat(campaigns().retry(stored(), 9, NOW)).contains(0);
    assertThat(canary()).isEqualTo(new OfPhase(3, 1, 1, 1, 0, 0));
    assertThat(place(stored())).contains(1);
    assertThat(canary()).isEqualTo(new OfPhase(3, 0, 2, 1, 0, 0));
    assertThat(campaigns().member(ID, new DeviceId("a")).orElseThrow().deployment())
        .map(Object::toString)
        .contains("c1d1r1");
  }

  @Test
  void anExcludedDeviceIsOutWhetherItWasInOrNot() {
    Campaign campaign = running(0, "a", "b");
    assertThat(campaigns().exclude(campaign, new DeviceId("a"), "by jo")).isTrue();
    stores().devices().add(device(OTHER));
    assertThat(campaigns().exclude(stored(), OTHER, "by jo")).isTrue();
    assertThat(campaigns().tally(stored()).members()).isEqualTo(1);
    campaigns().enrol(stored(), List.of(Member.waiting(OTHER, 5, 5)));
    assertThat(campaigns().tally(stored()).members()).isEqualTo(1);
    assertThat(campaigns().member(ID, OTHER).orElseThrow().out()).contains("by jo");
  }

  @Test
  void whoIsExcludedWithADeploymentKeepsThePlaceThatItTook() {
    Campaign campaign = running(2, "a", "b", "c");
    place(campaign);
    assertThat(campaigns().exclude(stored(), new DeviceId("a"), "by jo")).isTrue();
    assertThat(campaigns().tally(stored()).members()).isEqualTo(3);
    assertThat(canary()).isEqualTo(new OfPhase(2, 0, 2, 0, 0, 0));
  }

  @Test
  void aStepThatIsProvedMakesRoomForTheNextInTheTimeOfTheFirst() {
    Campaign campaign = running(2, "a", "b");
    stores().packages().add(firmware("p2", "2.0"));
    var first = new Placement(firmware("p1", "1.5"), "ordered by c1", 1, NOW, GAP, NOW);
    assertThat(campaigns().place(campaign, runs("1.0"), first, 9)).contains(2);
    assertThat(campaigns().goFarther(stored(), 9)).contains(0);
    end("a", DeploymentState.SUCCEEDED);
    end("b", DeploymentState.FAILED);
    assertThat(canary()).isEqualTo(new OfPhase(2, 0, 1, 1, 0, 1, 0));
    assertThat(campaigns().goFarther(campaign, 9)).as("as it was").isEmpty();
    assertThat(campaigns().goFarther(stored(), 9)).contains(1);
    assertThat(campaigns().goFarther(stored(), 9)).contains(0);
    assertThat(canary()).isEqualTo(new OfPhase(2, 1, 0, 0, 1, 0));

    change("a", d -> d.withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.5")));
    Instant later = NOW.plus(Duration.ofDays(1));
    var second = new Placement(firmware("p2", "2.0"), "ordered by c1", 0, later, GAP, later);
    assertThat(campaigns().place(stored(), runs("1.5"), second, 9)).contains(1);
    Deployment last = stores().deployments().newest(new DeviceId("a"), 1).getFirst();
    assertThat(last.id().value()).isEqualTo("c1d1s1");
    assertThat(last.leg()).isEqualTo(new Goal.Leg(2, 0));
    assertThat(last.deadline()).isEqualTo(NOW.plus(plan().within()));
    assertThat(canary()).isEqualTo(new OfPhase(2, 0, 1, 0, 1, 0));
    end("a", DeploymentState.FAILED);
    assertThat(campaigns().retry(stored(), 9, later)).contains(2);
    assertThat(campaigns().place(stored(), runs("1.5"), second, 9)).contains(1);
    Deployment again = stores().deployments().find(new DeploymentId("c1d1s1r1")).orElseThrow();
    assertThat(again.deadline()).as("anew").isEqualTo(later.plus(plan().within()));
  }

  @Test
  void devicesOfOtherHardwareAreOfAnotherKindWhereThatMatters() {
    Campaign campaign = running(3, "a", "b", "c");
    change("a", d -> d.withInventory(onHardware("H1")));
    change("b", d -> d.withInventory(onHardware("H2")));
    Kind first = Kind.of(Optional.of("1.0"), Optional.of("H1"), true);
    assertThat(kindsOfHeld()).containsExactly(runs("1.0"));
    assertThat(campaigns().kindsOfHeld(ID, true))
        .containsExactlyInAnyOrder(
            first,
            Kind.of(Optional.of("1.0"), Optional.of("H2"), true),
            Kind.of(Optional.of("1.0"), Optional.empty(), true));
    assertThat(campaigns().place(campaign, first, placement(), 9)).contains(1);
    assertThat(campaigns().member(ID, new DeviceId("a")).orElseThrow().deployment()).isPresent();
    Kind unknown = Kind.of(Optional.of("1.0"), Optional.empty(), true);
    assertThat(campaigns().putOut(stored(), unknown, "no package", 9)).contains(1);
    assertThat(campaigns().member(ID, new DeviceId("c")).orElseThrow().out()).isPresent();
    assertThat(place(stored())).as("whatever hardware").contains(1);
  }

  private static Map<String, String> onHardware(String version) {
    return Map.of("Mod", "M-1", Device.VERSION, "1.0", "HwV", version);
  }

  @Test
  void aPageSaysOfEachDeviceAllThatDecidesWhereItStands() {
    Campaign campaign = running(3, "a", "b", "c", "d");
    Deployment other = deployment("other", new DeviceId("b"));
    stores().deployments().add(other, event(other));
    place(campaign);
    end("a", DeploymentState.SUCCEEDED);
    change("a", d -> d.withInventory(Map.of("Mod", "M-1", Device.VERSION, "2.0")));
    var tokyo = Labels.of(Map.of("zone", "Asia/Tokyo"));
    assertThat(stores().inventory().relabel(new DeviceId("c"), Labels.NONE, tokyo)).isTrue();
    reopen();
    List<Participation> page = campaigns().participations(ID, "", 9);
    assertThat(page).isEqualTo(List.of(read("a"), read("b"), read("c"), read("d")));
    assertThat(page)
        .extracting(it -> Explanation.of(stored(), it, NOW).why())
        .containsExactly(Why.DONE, Why.BUSY, Why.OUTSIDE_ITS_WINDOW, Why.NOT_ITS_TURN);
    assertThat(page.getFirst().deployment().orElseThrow().fromVersion()).contains("1.0");
    assertThat(page.get(1).open().orElseThrow().id()).isEqualTo(other.id());
    assertThat(page.get(2).zone()).contains(ZoneId.of("Asia/Tokyo"));
    assertThat(campaigns().participations(ID, "b", 1)).isEqualTo(List.of(read("c")));
    assertThat(campaigns().participations(ID, "d", 9)).isEmpty();
    assertThat(campaigns().participations(new CampaignId("c2"), "", 9)).isEmpty();
  }

  /// The same, read one by one.
  private Participation read(String id) {
    var device = new DeviceId(id);
    Optional<Member> member = campaigns().member(ID, device);
    return Participation.of(
        stores().devices().find(device).orElseThrow(),
        stores().inventory().find(device).orElseThrow().labels().zone(),
        member,
        member.flatMap(Member::deployment).flatMap(stores().deployments()::find),
        stores().deployments().newest(device, 9).stream()
            .filter(d -> !d.state().isEnd())
            .findFirst());
  }
}
