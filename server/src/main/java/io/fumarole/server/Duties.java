package io.fumarole.server;

import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.plan.CampaignHolds;
import io.fumarole.campaign.plan.InventoryTargets;
import io.fumarole.campaign.plan.Planner;
import io.fumarole.server.DueWorker.Duty;
import io.fumarole.server.lab.Examinations;
import io.fumarole.server.notify.Notifier;
import io.fumarole.server.rest.Idempotency;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// What the server does by itself, and in which order.
final class Duties {
  /// Orders to nodes.
  private static final int EXPIRED_AT_ONCE = 1_000;

  private Duties() {}

  static DueWorker of(Parts parts, Notifier notifier, Access access, Examinations examinations) {
    var timekeeper =
        new Timekeeper(
            parts.metering.deployments(),
            parts.stores.devices(),
            parts.profiles::of,
            new CampaignHolds(parts.stores.campaigns(), parts::labels),
            new DueEffects(parts.withdrawn, notifier));
    var planner =
        new Planner(
            parts.stores.campaigns(),
            parts.stores.packages(),
            new InventoryTargets(parts.stores.inventory(), parts.selection()),
            parts.deployer(),
            new OwnActs(access.audit()));
    // Profiles first: the others go by them. Then time limits: what has begun ends by itself,
    // whatever else there is to do.
    return new DueWorker(
        Stream.of(
                new Duty(
                    "profiles", "changes of profiles taken in", now -> parts.profiles.refresh()),
                new Duty("time limits", "time limits passed deployments", timekeeper::round),
                new Duty("releases", "releases withdrawn deployments", parts.withdrawal::round),
                new Duty(
                    "withdrawals of other nodes",
                    Optional.empty(),
                    now -> takeInWithdrawn(parts, now)),
                new Duty("campaigns", Optional.empty(), planner::round),
                new Duty(
                    "orders to nodes",
                    "orders to nodes expired orders",
                    now -> expireNodeOrders(parts, now)),
                new Duty("conformance runs", "conformance runs lost", examinations::round),
                new Duty("uploads", "uploads expired uploads", parts.stores.uploads()::expire),
                new Duty(
                    "audit of the server's own acts",
                    Optional.empty(),
                    now -> tellOfOwn(parts, access, now)),
                new Duty("packages in memory", Optional.empty(), parts.mapped::tidy),
                new Duty("sign-ins", Optional.empty(), access.signIns()::expire),
                new Duty(
                    "certificate",
                    Optional.empty(),
                    now -> parts.tls.map(it -> it.refresh(now)).orElse(0)),
                new Duty(
                    "calls",
                    Optional.empty(),
                    now -> parts.stores.calls().expire(now.minus(Idempotency.KEPT))))
            .map(parts.metering::metered)
            .toList(),
        parts.clock);
  }

  /// What is counted over some time, and not written down one by one.
  private static int tellOfOwn(Parts parts, Access access, Instant now) {
    int told = access.failures().tell(now, access.audit());
    return told + parts.forgotten.tell(now, access.audit());
  }

  private static int expireNodeOrders(Parts parts, Instant now) {
    return parts.stores.nodeOrders().expire(now, EXPIRED_AT_ONCE);
  }

  private static int takeInWithdrawn(Parts parts, Instant now) {
    parts.withdrawn.refresh(parts.metering.deployments(), now);
    return 0;
  }
}
