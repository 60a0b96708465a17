package io.fumarole.campaign.plan;

import static io.fumarole.campaign.plan.Plans.NOW;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.profile.ModelProfiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Devices of a model, and a planner over stores in memory that brings them to the release of a
/// campaign, by a clock that the test sets.
final class PlannedFleet {
  static final CampaignId ID = new CampaignId("c1");
  static final ModelProfiles PROFILES =
      new ModelProfiles(ModelProfiles.shipped(), ModelProfiles.STRICT);

  final MemoryStore store = new MemoryStore();
  final CampaignStore campaigns = store.campaigns();
  final Planner planner =
      new Planner(
          campaigns,
          store.packages(),
          new All(),
          new Deployer(store, store.packages(), store, PROFILES::of));
  Instant now = NOW;

  /// Why the target of the campaign makes no sense.
  Optional<String> fault = Optional.empty();

  /// All devices of the model that do not run the version.
  private final class All implements Targets {
    @Override
    public Optional<String> fault(CampaignPlan plan) {
      return fault;
    }

    @Override
    public Found after(CampaignPlan plan, String after, int most, Instant at) {
      List<DeviceId> devices =
          store.list(after, most).stream()
              .filter(d -> d.model().equals(Optional.of(plan.release().model())))
              .filter(d -> !d.version().equals(Optional.of(plan.release().version())))
              .map(Device::id)
              .toList();
      return new Found(devices, Optional.empty());
    }
  }

  static FirmwarePackage firmware(String id, Optional<String> from, String to) {
    return new FirmwarePackage(
        new PackageId(id),
        id,
        "Vulcan",
        "M-1",
        from,
        to,
        "ab".repeat(32),
        1_000,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        NOW);
  }

  void devices(int count, String version) {
    for (int i = 0; i < count; i++) {
      Device device =
          Device.enrolled(
              new DeviceId("%s-%03d".formatted(version, i)),
              "strict",
              Optional.empty(),
              Optional.empty(),
              NOW);
      store.put(device.withInventory(Map.of("Mod", "M-1", Device.VERSION, version)));
    }
  }

  void start(CampaignPlan plan) {
    campaigns.add(Plans.running(plan));
  }

  Campaign campaign() {
    return campaigns.find(ID).orElseThrow();
  }

  List<Deployment> open() {
    return store.deployments().stream().filter(d -> !d.state().isEnd()).toList();
  }

  void end(Deployment deployment, DeploymentState state, Ending.Cause cause) {
    Deployment ended = deployment.ended(state, cause, "over", now).wakingAt(Optional.empty());
    store.update(ended, new Event(ended.device(), Optional.of(ended.id()), now, "over", "over"));
  }
}
