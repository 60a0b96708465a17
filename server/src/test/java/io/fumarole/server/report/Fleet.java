package io.fumarole.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.CampaignWork.Placement;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Devices of a campaign, each at another point of it.
final class Fleet {
  static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  static final CampaignId ID = new CampaignId("c1");

  final MemoryStore store = new MemoryStore();

  Fleet(String name, String... devices) {
    FirmwarePackage image =
        new FirmwarePackage(
            new PackageId("p1"),
            "Firmware 2.0",
            "Vulcan",
            "M-1",
            Optional.empty(),
            "2.0",
            "ab".repeat(32),
            1L << 20,
            FirmwarePackage.OCTET_STREAM,
            true,
            false,
            NOW);
    store.campaigns().add(Campaign.draft(ID, plan(name), NOW));
    change(campaign().to(CampaignState.RUNNING, "phase canary runs", NOW));
    List<Member> members = new ArrayList<>();
    for (String device : devices) {
      store.add(
          Device.enrolled(
                  new DeviceId(device), "oma-strict", Optional.empty(), Optional.empty(), NOW)
              .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0")));
      members.add(Member.waiting(new DeviceId(device), members.size(), members.size() + 1));
    }
    assertThat(store.campaigns().enrol(campaign(), members)).isTrue();
    assertThat(store.campaigns().take(campaign(), Math.max(0, devices.length - 1))).isTrue();
    var placement =
        new Placement(image, "ordered by c1", 0, NOW.plusSeconds(10), Duration.ZERO, NOW);
    store
        .campaigns()
        .place(
            campaign(),
            Kind.running(Optional.of("1.0")),
            placement,
            Math.max(0, devices.length - 2));
  }

  private static CampaignPlan plan(String name) {
    var canary =
        new Phase(
            "canary",
            new Phase.Share.Percent(50),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Phase.Breach.PAUSE);
    var rest =
        new Phase(
            "rest",
            new Phase.Share.Rest(),
            Optional.empty(),
            Optional.empty(),
            Duration.ZERO,
            Phase.Breach.PAUSE);
    return new CampaignPlan(
        name,
        new CampaignPlan.Target("label.site==berlin", false),
        new CampaignPlan.Release("M-1", "2.0"),
        List.of(canary, rest),
        CampaignPlan.Order.HASHED,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        ZoneOffset.UTC,
        new Pace(Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofHours(1), 60),
        Duration.ofDays(7),
        Deployment.Wish.NONE,
        0);
  }

  Campaign campaign() {
    return store.campaigns().find(ID).orElseThrow();
  }

  void change(Campaign next) {
    assertThat(store.campaigns().update(next)).isTrue();
  }

  Device device(String id) {
    return store.find(new DeviceId(id)).orElseThrow();
  }

  /// Ends the device's deployment by a report.
  void report(
      String device, DeploymentState end, Ending.Cause cause, OptionalInt code, String why) {
    Deployment was = store.newest(new DeviceId(device), 1).getFirst();
    var attempt =
        new Attempt(
            was.nextCorrelator(),
            Operation.DOWNLOAD_AND_UPDATE,
            Delivery.DIRECT,
            Optional.of("http://localhost/p1?secret"),
            Attempt.Step.ACCEPTED,
            Optional.empty(),
            NOW.plusSeconds(60));
    Optional<Integer> given = code.isPresent() ? Optional.of(code.getAsInt()) : Optional.empty();
    Deployment worked =
        was.with(code.isPresent() ? attempt.reported(code.getAsInt()) : attempt)
            .to(DeploymentState.UPDATING, "at work", NOW.plusSeconds(61))
            .ended(end, cause, given, why, NOW.plusSeconds(600))
            .wakingAt(Optional.empty());
    assertThat(
            store.update(
                worked,
                new Event(was.device(), Optional.of(was.id()), NOW.plusSeconds(600), "over", why)))
        .isTrue();
  }

  void runs(String device, String version) {
    assertThat(
            store.update(
                device(device).withInventory(Map.of("Mod", "M-1", Device.VERSION, version))))
        .isTrue();
  }
}
