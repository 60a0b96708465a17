package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.Plans.NOW;
import static io.fumarole.campaign.plan.Plans.canary;
import static io.fumarole.campaign.plan.Plans.phase;
import static io.fumarole.campaign.plan.Plans.plan;
import static io.fumarole.campaign.plan.Plans.running;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.plan.Conductor.Step;
import io.fumarole.campaign.plan.Phase.Breach;
import io.fumarole.campaign.plan.Phase.Share;
import io.fumarole.campaign.plan.Tally.OfPhase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConductorTest {
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final CampaignPlan TWO_PHASES =
      plan(
          Pace.UNBOUNDED,
          canary(new Share.Count(10), Breach.PAUSE),
          phase("all", new Share.Rest()));

  private static Campaign enrolled(CampaignPlan plan) {
    Campaign campaign = running(plan);
    return campaign.with(campaign.progress().begun(NOW).enrolled(Optional.empty(), 0));
  }

  private static Tally tally(long members, OfPhase... phases) {
    long taken = List.of(phases).stream().mapToLong(OfPhase::taken).sum();
    return new Tally(members, members - taken, List.of(phases));
  }

  private static Step next(Campaign campaign, Tally tally, Instant now) {
    return Conductor.next(campaign, tally, 1_000, now);
  }

  /// Past the beginning of a new window of the budgets.
  private static Campaign in(Campaign campaign, Instant now) {
    return campaign.with(campaign.progress().inWindow(now));
  }

  private static Campaign become(Step step) {
    assertThat(step).isInstanceOf(Step.Become.class);
    return ((Step.Become) step).next();
  }

  @Test
  void firstItBeginsThenItLooksForDevices() {
    Campaign begun = become(next(running(TWO_PHASES), tally(0), NOW));
    assertThat(begun.progress().started()).contains(NOW);
    assertThat(next(begun, tally(0), NOW)).isEqualTo(new Step.Enrol());
  }

  @Test
  void theCanaryTakesItsCountAndNoMore() {
    Campaign campaign = enrolled(TWO_PHASES);
    assertThat(next(campaign, tally(100), NOW)).isEqualTo(new Step.Admit(10));
    var taken = new OfPhase(10, 0, 10, 0, 0, 0);
    Step waits = next(campaign, tally(100, taken), NOW);
    assertThat(waits).isInstanceOf(Step.Rest.class);
    assertThat(((Step.Rest) waits).next().reason())
        .isEqualTo("phase canary: waiting for its devices");
  }

  @Test
  void aPhaseThatIsReachedSoaksBeforeTheNextBegins() {
    Campaign campaign = enrolled(TWO_PHASES);
    Tally reached = tally(100, new OfPhase(10, 0, 1, 9, 0, 0));
    Campaign passed = become(next(campaign, reached, NOW));
    assertThat(passed.progress().passed()).contains(NOW);
    assertThat(next(passed, reached, NOW.plus(Duration.ofMinutes(59))))
        .isInstanceOf(Step.Rest.class);
    Campaign all = become(next(in(passed, LATER), reached, LATER));
    assertThat(all.phase().name()).isEqualTo("all");
    assertThat(next(all, reached, LATER)).isEqualTo(new Step.Admit(90));
  }

  @Test
  void tooManyFailuresPauseItAndSayWhy() {
    Campaign campaign = enrolled(TWO_PHASES);
    assertThat(next(campaign, tally(100, new OfPhase(10, 0, 6, 2, 2, 0)), NOW))
        .as("four have ended, fewer than the sample")
        .isInstanceOf(Step.Rest.class);
    Campaign paused = become(next(campaign, tally(100, new OfPhase(10, 0, 5, 3, 2, 0)), NOW));
    assertThat(paused.state()).isEqualTo(CampaignState.PAUSED);
    assertThat(paused.reason()).isEqualTo("phase canary: 2 of 5 devices failed");
    assertThat(paused.wakeAt()).isEmpty();
  }

  @Test
  void aPhaseThatEndsBelowItsSuccessPausesIt() {
    Campaign campaign = enrolled(TWO_PHASES);
    Tally over = tally(100, new OfPhase(10, 0, 0, 8, 1, 1));
    Campaign paused = become(next(campaign, over, NOW));
    assertThat(paused.state()).isEqualTo(CampaignState.PAUSED);
    assertThat(paused.reason())
        .isEqualTo("phase canary: 8 of 10 devices succeeded, fewer than the phase asks for");
  }

  @Test
  void whoeverResumesGoesOnInSpiteOfWhatWasSeen() {
    Tally bad = tally(100, new OfPhase(10, 0, 0, 5, 5, 0));
    Campaign paused = become(next(enrolled(TWO_PHASES), bad, NOW));
    var resumed = (Control.Outcome.Done) Control.resume(paused, bad, NOW);
    assertThat(next(resumed.next(), bad, NOW)).isEqualTo(new Step.Release());
    Campaign going = resumed.next().with(resumed.next().progress().released());
    Campaign soaking = become(next(going, bad, NOW));
    assertThat(soaking.progress().passed()).contains(NOW);
    Campaign all = become(next(in(soaking, LATER), bad, LATER));
    // What fails from here on counts again.
    Tally worse = tally(100, new OfPhase(10, 0, 0, 5, 5, 0), new OfPhase(90, 0, 90, 0, 0, 0));
    assertThat(next(all, worse, LATER)).isInstanceOf(Step.Rest.class);
  }

  /// Found by a random plan: with nothing to count there was nothing to pardon, for ever.
  @Test
  void aPhaseWhoseDevicesHaveAllDeclinedCanBeGoneOnFrom() {
    Tally declined = tally(100, new OfPhase(10, 0, 0, 0, 0, 10));
    Campaign paused = become(next(enrolled(TWO_PHASES), declined, NOW));
    assertThat(paused.state()).isEqualTo(CampaignState.PAUSED);
    Campaign soaking = become(next(resumed(paused, declined), declined, NOW));
    assertThat(soaking.progress().passed()).contains(NOW);
  }

  @Test
  void aPauseThatNothingCausedWaivesNoSuccess() {
    Campaign campaign = enrolled(TWO_PHASES);
    Tally amid = tally(100, new OfPhase(10, 0, 8, 2, 0, 0));
    Campaign paused = ((Control.Outcome.Done) Control.pause(campaign, NOW)).next();
    Campaign resumed = resumed(paused, amid);
    Tally over = tally(100, new OfPhase(10, 0, 0, 8, 1, 1));
    assertThat(become(next(resumed, over, NOW)).state()).isEqualTo(CampaignState.PAUSED);
  }

  private static Campaign resumed(Campaign paused, Tally seen) {
    Campaign next = ((Control.Outcome.Done) Control.resume(paused, seen, NOW)).next();
    return next.with(next.progress().released());
  }

  @Test
  void whatFailsLateInAnEarlierPhaseCountsToo() {
    Campaign campaign = enrolled(TWO_PHASES);
    campaign = campaign.with(campaign.progress().entering(1));
    Tally late = tally(100, new OfPhase(10, 0, 0, 7, 3, 0), new OfPhase(90, 0, 90, 0, 0, 0));
    assertThat(become(next(campaign, late, NOW)).state()).isEqualTo(CampaignState.PAUSED);
  }

  @Test
  void aBreachMayAbort() {
    CampaignPlan plan =
        plan(
            Pace.UNBOUNDED,
            canary(new Share.Percent(10), Breach.ABORT),
            phase("all", new Share.Rest()));
    Tally bad = tally(100, new OfPhase(10, 1, 3, 0, 6, 0));
    Campaign aborting = become(next(enrolled(plan), bad, NOW));
    assertThat(aborting.state()).isEqualTo(CampaignState.ABORTING);
    assertThat(next(aborting, bad, NOW)).isEqualTo(new Step.Cancel());
    Tally over = tally(100, new OfPhase(10, 0, 0, 0, 6, 4));
    Campaign aborted = become(next(aborting, over, NOW));
    assertThat(aborted.state()).isEqualTo(CampaignState.ABORTED);
    assertThat(aborted.reason()).isEqualTo("phase canary: 6 of 6 devices failed");
  }

  @Test
  void itsEndCancelsWhatHasNotBegun() {
    CampaignPlan plan = plan(Pace.UNBOUNDED, phase("all", new Share.Rest()));
    Campaign campaign =
        enrolled(
            new CampaignPlan(
                plan.name(),
                plan.target(),
                plan.release(),
                plan.phases(),
                plan.order(),
                Optional.empty(),
                Optional.of(NOW.plusSeconds(60)),
                List.of(),
                plan.zone(),
                plan.pace(),
                plan.within(),
                plan.wish(),
                0));
    Tally open = tally(5, new OfPhase(5, 0, 5, 0, 0, 0));
    assertThat(next(campaign, open, NOW)).isInstanceOf(Step.Rest.class);
    assertThat(become(next(campaign, open, NOW.plusSeconds(60))).state())
        .isEqualTo(CampaignState.ABORTING);
  }

  @Test
  void aCampaignOfNobodyIsOver() {
    Campaign over = become(next(enrolled(TWO_PHASES), tally(0), NOW));
    assertThat(over.state()).isEqualTo(CampaignState.COMPLETED);
    assertThat(over.reason()).isEqualTo("no device matches its target");
  }
}
