package io.fumarole.server.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WithdrawnTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration LIFETIME = Duration.ofDays(7);

  private final MemoryStore store = new MemoryStore();
  private final Withdrawn withdrawn = new Withdrawn(LIFETIME);

  private DeploymentId stopped(String id, DeploymentState state, Instant at) {
    Deployment scheduled =
        Deployment.scheduled(
            new DeploymentId(id),
            new DeviceId(id),
            new PackageId("p"),
            "2.0",
            Deployment.Wish.NONE,
            at,
            at.plusSeconds(60));
    Deployment deployment =
        scheduled
            .with(prepared(scheduled, at))
            .ended(state, Ending.Cause.OPERATOR, "stopped", at)
            .wakingAt(Optional.empty());
    store.put(deployment);
    return deployment.id();
  }

  private static Attempt prepared(Deployment of, Instant at) {
    return new Attempt(
        of.nextCorrelator(),
        Operation.DOWNLOAD_AND_UPDATE,
        Delivery.DIRECT,
        Optional.empty(),
        Attempt.Step.PREPARED,
        Optional.empty(),
        at);
  }

  @Test
  void whatAnyNodeHasStoppedIsWithdrawnFromTheNextLookOn() {
    DeploymentId earlier =
        stopped("earlier", DeploymentState.EXPIRED, NOW.minus(Duration.ofDays(6)));
    DeploymentId old = stopped("old", DeploymentState.CANCELLED, NOW.minus(Duration.ofDays(8)));
    DeploymentId done = stopped("done", DeploymentState.SUCCEEDED, NOW);
    withdrawn.refresh(store, NOW);
    assertThat(withdrawn.contains(earlier, NOW)).isTrue();
    assertThat(withdrawn.contains(old, NOW)).isFalse();
    assertThat(withdrawn.contains(done, NOW)).isFalse();
    // By a clock that is a minute behind.
    DeploymentId later = stopped("later", DeploymentState.CANCELLED, NOW.minusSeconds(60));
    withdrawn.refresh(store, NOW.plusSeconds(2));
    assertThat(withdrawn.contains(later, NOW.plusSeconds(2))).isTrue();
    assertThat(withdrawn.contains(later, NOW.plus(LIFETIME))).isFalse();
  }

  @Test
  void manyAreTakenInAtOnce() {
    // A sweep stores one time with all that it stops.
    for (int i = 0; i < 2_500; i++) stopped("d" + i, DeploymentState.CANCELLED, NOW);
    withdrawn.refresh(store, NOW.plusSeconds(10));
    for (int i = 0; i < 2_500; i++)
      assertThat(withdrawn.contains(new DeploymentId("d" + i), NOW.plusSeconds(10))).isTrue();
  }
}
