package io.fumarole.campaign.plan;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.PackageStore.Deletion;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.paging.Before;
import java.util.Optional;

/// Deletes packages and releases that nothing refers to, and content that is then nobody's.
public final class PackageRemoval {
  /// Of the campaigns, those made last: of older ones none that is not over is expected.
  private static final int MOST_CAMPAIGNS = 1_000;

  private final PackageStore packages;
  private final CampaignStore campaigns;
  private final ContentStore content;

  public PackageRemoval(PackageStore packages, CampaignStore campaigns, ContentStore content) {
    this.packages = packages;
    this.campaigns = campaigns;
    this.content = content;
  }

  public sealed interface Outcome {
    record Deleted() implements Outcome {}

    record Unknown() implements Outcome {}

    /// @param words what refers to it
    record InUse(String words) implements Outcome {}
  }

  public Outcome delete(PackageId id) {
    Optional<Outcome> obstacle =
        packages.find(id).flatMap(p -> obstacle("package " + id, p.release()));
    return obstacle.orElseGet(() -> outcome(packages.delete(id)));
  }

  public Outcome delete(ReleaseId id) {
    return obstacle("release " + id, id).orElseGet(() -> outcome(packages.delete(id)));
  }

  private Optional<Outcome> obstacle(String what, ReleaseId release) {
    var wanted = new CampaignPlan.Release(release.model(), release.version());
    return campaigns.list(Before.ALL, MOST_CAMPAIGNS).stream()
        .filter(it -> !it.state().isEnd() && it.plan().release().equals(wanted))
        .findFirst()
        .map(
            it ->
                new Outcome.InUse(
                    "campaign %s, which is %s, needs %s: abort it first"
                        .formatted(it.id(), it.state().word(), what)));
  }

  private Outcome outcome(Deletion deletion) {
    return switch (deletion) {
      case Deletion.Unknown() -> new Outcome.Unknown();
      case Deletion.InUse(var id, var deployment, var device, var isOpen) ->
          new Outcome.InUse(
              isOpen
                  ? "deployment %s of device %s brings package %s: cancel it first"
                      .formatted(deployment, device, id)
                  : "package %s is in the history of device %s (deployment %s): it is kept, withdraw its release instead"
                      .formatted(id, device, deployment));
      case Deletion.Done() -> {
        clear();
        yield new Outcome.Deleted();
      }
    };
  }

  /// Content that was taken in and became no package.
  public void discard(String sha256) {
    packages.discard(sha256);
    clear();
  }

  /// Also at start: what was left to do may have been cut short.
  public void clear() {
    packages.clear(content::remove);
  }
}
