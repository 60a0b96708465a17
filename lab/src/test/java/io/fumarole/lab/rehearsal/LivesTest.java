package io.fumarole.lab.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Finding;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/// What is packed between two events decides the same as what was kept whole.
class LivesTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);
  private final Rehearsal rehearsal =
      Rehearsals.rehearsal(
          Rehearsals.plan(Pace.UNBOUNDED, List.of(), List.of(Rehearsals.rest())),
          Rehearsals.fleet(3, Rehearsals.steady()));
  private final Clock clock = new Clock(Rehearsals.START);

  @RepeatedTest(200)
  void aDeploymentThatWasPackedGoesOnAsTheSameThatWasNot() {
    var lives = new Lives(rehearsal, clock);
    Deployment whole = scheduled();
    lives.begin(1, whole, rehearsal.packages().getFirst());
    int second = 0;
    while (!whole.state().isEnd()) {
      second += 1 + random.nextInt(200_000);
      Instant now = clock.at(second);
      int what = random.nextInt(4);
      Deployment packed = next(lives.at(1), what, now);
      whole = next(whole, what, now);
      assertThat(essence(packed)).as("seed %d, second %d", seed, second).isEqualTo(essence(whole));
      if (!packed.state().isEnd()) lives.put(1, packed);
    }
  }

  /// All but words and revisions.
  private static List<Object> essence(Deployment d) {
    return List.of(
        d.state(),
        d.waiting().map(Object::toString).orElse(""),
        d.deadline(),
        d.since(),
        d.changed(),
        d.wakeAt().map(Object::toString).orElse(""),
        d.tally(),
        d.isInFlight(),
        d.attempts().stream().map(Attempt::step).toList(),
        d.ending().map(Object::toString).orElse(""));
  }

  private static Deployment scheduled() {
    return Deployment.scheduled(
            new DeploymentId("c1d2"),
            Rehearsals.fleet(3, Rehearsals.steady()).id(1),
            Rehearsals.image("full", Optional.empty(), "2.0").id(),
            "2.0",
            Wish.NONE,
            Rehearsals.START,
            Rehearsals.START.plus(Duration.ofDays(30)))
        .ofCampaign(
            new Goal.Part(new CampaignId("c1"), 0),
            Goal.Leg.ONLY,
            Rehearsals.START.plusSeconds(60));
  }

  private Deployment next(Deployment was, int what, Instant now) {
    return switch (what) {
      case 0, 1 -> DeploymentLife.due(was, rehearsal.profile(), Optional.empty(), now).after();
      case 2 -> was.isInFlight() ? failed(was, now) : executed(was, now);
      default ->
          was.state() == DeploymentState.SCHEDULED
              ? planned(DeploymentLife.notified(was, "notified", now), now)
              : was;
    };
  }

  private Deployment failed(Deployment was, Instant now) {
    return planned(
        DeploymentLife.reported(
            was, was.last().orElseThrow(), ResultCode.NETWORK, rehearsal.profile(), now),
        now);
  }

  private Deployment executed(Deployment was, Instant now) {
    var attempt =
        new Attempt(
            was.nextCorrelator(),
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT,
            Optional.empty(),
            Attempt.Step.PREPARED,
            Optional.empty(),
            now);
    Deployment begun = was.with(attempt).to(DeploymentState.CONTACTED, "chosen", now);
    Deployment sent = found(begun, new Finding.ExecSent(attempt.correlator()), now);
    return planned(
        found(sent, new Finding.ExecAccepted(attempt.correlator(), StatusCode.ACCEPTED), now), now);
  }

  private Deployment found(Deployment was, Finding finding, Instant now) {
    return DeploymentLife.found(was, finding, Optional.empty(), rehearsal.profile(), now);
  }

  private Deployment planned(Deployment was, Instant now) {
    return was.state().isEnd() ? was : DeploymentLife.planned(was, rehearsal.profile(), now);
  }
}
