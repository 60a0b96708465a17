package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Window;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Share;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// Rehearsals for tests.
final class Rehearsals {
  /// A Sunday.
  static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  static final long OCTETS = 1_000_000;

  static final ModelProfile PROFILE =
      ModelProfiles.shipped().stream()
          .filter(it -> it.name().equals(ModelProfiles.STRICT))
          .findFirst()
          .orElseThrow();

  private Rehearsals() {}

  static FirmwarePackage image(String id, Optional<String> from, String to) {
    return new FirmwarePackage(
        new PackageId(id),
        id,
        "Vulcan",
        "M-1",
        from,
        to,
        "ab".repeat(32),
        OCTETS,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        START);
  }

  /// Calls each hour, is always there, fetches in ten seconds and needs two minutes.
  static Behaviour steady() {
    return new Behaviour(
        Optional.of(Duration.ofHours(1)),
        Share.NONE,
        Share.NONE,
        Share.NONE,
        OfflineHours.NONE,
        Behaviour.Notified.NEVER,
        new Behaviour.Work(100_000, Duration.ofMinutes(2), Share.NONE, Failures.NONE));
  }

  static Behaviour failing(String failures) {
    Behaviour.Work work = steady().work();
    return steady()
        .with(
            new Behaviour.Work(
                work.octetsPerSecond(), work.install(), work.silent(), Failures.parse(failures)));
  }

  static Roster fleet(int devices, Behaviour behaviour) {
    return Roster.described(
        List.of(
            new DeviceGroup(
                "all",
                devices,
                Optional.of("1.0"),
                Optional.empty(),
                Optional.empty(),
                behaviour)));
  }

  static CampaignPlan plan(Pace pace, List<Window> windows, List<Phase> phases) {
    return new CampaignPlan(
        "2.0 for all",
        new CampaignPlan.Target("", false),
        new CampaignPlan.Release("M-1", "2.0"),
        phases,
        CampaignPlan.Order.HASHED,
        Optional.empty(),
        Optional.empty(),
        windows,
        ZoneOffset.UTC,
        pace,
        Duration.ofDays(7),
        Wish.NONE,
        0);
  }

  static Phase rest() {
    return new Phase(
        "rest",
        new Phase.Share.Rest(),
        Optional.empty(),
        Optional.empty(),
        Duration.ZERO,
        Phase.Breach.PAUSE);
  }

  static Rehearsal rehearsal(CampaignPlan plan, Roster roster) {
    return new Rehearsal(
        new CampaignId("c1"),
        plan,
        List.of(image("full", Optional.empty(), "2.0")),
        PROFILE,
        roster,
        START,
        Duration.ofDays(60),
        Optional.empty());
  }
}
