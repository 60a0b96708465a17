package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.storage.CampaignCourse.Beginnings;
import io.fumarole.storage.CampaignCourse.Endings;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class CampaignCourseTest {
  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final CampaignId CAMPAIGN = new CampaignId("c1");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void deploymentsAreCountedByWhenTheyBeganAndEnded(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      Stores stores = opened.stores();
      stores.packages().add(firmware());
      start(stores, "d1", START, CAMPAIGN);
      end(stores, start(stores, "d2", START, CAMPAIGN), DeploymentState.SUCCEEDED, 130);
      end(stores, start(stores, "d3", START.plusSeconds(60), CAMPAIGN), DeploymentState.FAILED, 90);
      end(stores, start(stores, "d4", START, CAMPAIGN), DeploymentState.CANCELLED, 500);
      start(stores, "d5", START, new CampaignId("other"));
      var course = new CampaignCourse(stores.database());
      assertThat(course.beginnings(CAMPAIGN, START, STEP))
          .containsExactlyInAnyOrder(new Beginnings(0, 3), new Beginnings(1, 1));
      assertThat(course.endings(CAMPAIGN, START, STEP))
          .containsExactlyInAnyOrder(
              new Endings(2, DeploymentState.SUCCEEDED, 1),
              new Endings(1, DeploymentState.FAILED, 1),
              new Endings(8, DeploymentState.CANCELLED, 1));
      assertThat(course.lastEnd(CAMPAIGN)).contains(START.plusSeconds(500));
      assertThat(course.lastEnd(new CampaignId("other"))).isEmpty();
      assertThat(course.slowest(CAMPAIGN, START.plusSeconds(100), 2))
          .extracting(it -> it.device() + " " + it.took().toSeconds())
          .containsExactly("d2 130", "d1 100");
    }
  }

  private static Deployment start(Stores stores, String device, Instant at, CampaignId campaign) {
    var id = new DeviceId(device);
    assertThat(
            stores
                .devices()
                .add(Device.enrolled(id, "strict", Optional.empty(), Optional.empty(), START)))
        .isTrue();
    Deployment deployment =
        Deployment.scheduled(
                new DeploymentId("of" + device),
                id,
                new PackageId("p1"),
                "2.0",
                Deployment.Wish.NONE,
                at,
                at.plus(Duration.ofDays(2)))
            .ofCampaign(new Goal.Part(campaign, 0), new Goal.Leg(1, 0), at);
    assertThat(stores.deployments().add(deployment, event(deployment))).isTrue();
    return deployment;
  }

  private static void end(Stores stores, Deployment open, DeploymentState state, int seconds) {
    Deployment ended =
        open.ended(state, Cause.REPORTED, Optional.of(200), "it ended", START.plusSeconds(seconds));
    assertThat(stores.deployments().update(ended, event(ended))).isTrue();
  }

  private static Event event(Deployment deployment) {
    return new Event(
        deployment.device(),
        Optional.of(deployment.id()),
        START,
        deployment.state().word(),
        deployment.reason());
  }

  private static FirmwarePackage firmware() {
    return new FirmwarePackage(
        new PackageId("p1"),
        "Firmware 2.0",
        "Vulcan",
        "M-1",
        Optional.empty(),
        "2.0",
        "ab".repeat(32),
        16L << 20,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        START);
  }
}
