package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.storage.FleetCounts.OfModel;
import io.fumarole.storage.FleetCounts.OfResult;
import io.fumarole.storage.FleetCounts.OfStanding;
import io.fumarole.storage.FleetCounts.OfState;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class FleetCountsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant TODAY = Instant.parse("2026-03-01T00:00:00Z");

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void devicesAreCountedByWhatTheyAre(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      add(opened.stores(), "d1", Map.of("Mod", "M-1", Device.VERSION, "1.0"));
      add(opened.stores(), "d2", Map.of("Mod", "M-1", Device.VERSION, "1.0"));
      add(opened.stores(), "d3", Map.of());
      var counts = new FleetCounts(opened.stores().database());
      assertThat(counts.standings()).containsExactly(new OfStanding("enrolled", 3));
      assertThat(counts.models(9))
          .containsExactly(
              new OfModel(Optional.of("M-1"), Optional.of("1.0"), 2),
              new OfModel(Optional.empty(), Optional.empty(), 1));
      assertThat(counts.models(1)).hasSize(1);
      assertThat(counts.open()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void deploymentsAreCountedByHowTheyStandOrEnded(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      Stores stores = opened.stores();
      stores.packages().add(firmware());
      for (String id : new String[] {"d1", "d2", "d3", "d4"}) add(stores, id, Map.of());
      start(stores, "d1");
      end(stores, "d2", NOW);
      end(stores, "d3", NOW.plus(Duration.ofHours(2)));
      end(stores, "d4", NOW.minus(Duration.ofDays(1)));
      var counts = new FleetCounts(stores.database());
      assertThat(counts.open()).containsExactly(new OfState(DeploymentState.SCHEDULED, 1));
      assertThat(counts.results(TODAY, 9)).containsExactly(result(TODAY, 2));
      assertThat(counts.results(TODAY.minus(Duration.ofDays(1)), 9))
          .containsExactly(result(TODAY.minus(Duration.ofDays(1)), 1), result(TODAY, 2));
    }
  }

  private static OfResult result(Instant day, long deployments) {
    return new OfResult(
        day, DeploymentState.FAILED, Optional.of(Cause.REPORTED), Optional.of(410), deployments);
  }

  private static void add(Stores stores, String id, Map<String, String> inventory) {
    Device device =
        Device.enrolled(new DeviceId(id), "strict", Optional.empty(), Optional.empty(), NOW)
            .withInventory(inventory);
    assertThat(stores.devices().add(device)).isTrue();
  }

  private static Deployment start(Stores stores, String device) {
    Deployment deployment =
        Deployment.scheduled(
            new DeploymentId("of" + device),
            new DeviceId(device),
            new PackageId("p1"),
            "2.0",
            Deployment.Wish.NONE,
            NOW.minus(Duration.ofDays(2)),
            NOW.plus(Duration.ofDays(2)));
    assertThat(stores.deployments().add(deployment, event(deployment))).isTrue();
    return deployment;
  }

  private static void end(Stores stores, String device, Instant at) {
    Deployment ended =
        start(stores, device)
            .ended(DeploymentState.FAILED, Cause.REPORTED, Optional.of(410), "it failed", at);
    assertThat(stores.deployments().update(ended, event(ended))).isTrue();
  }

  private static Event event(Deployment deployment) {
    return new Event(
        deployment.device(),
        Optional.of(deployment.id()),
        NOW,
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
        NOW);
  }
}
