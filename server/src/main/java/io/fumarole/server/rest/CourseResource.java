package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.storage.CampaignCourse;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `/campaigns/{id}/course`: how a campaign has gone until now.
public final class CourseResource implements RestApi.Resource {
  private static final int POINTS = 96;
  private static final int MOST_SLOW = 10;
  private static final Duration SHORTEST_STEP = Duration.ofSeconds(1);

  private final CampaignStore campaigns;
  private final CampaignCourse course;
  private final InstantSource clock;

  public CourseResource(CampaignStore campaigns, CampaignCourse course, InstantSource clock) {
    this.campaigns = campaigns;
    this.course = course;
    this.clock = clock;
  }

  /// How many until then, all phases together.
  ///
  /// @param taken got a deployment
  /// @param failed or expired
  /// @param other declined or were cancelled
  record Point(Instant at, long taken, long succeeded, long failed, long other) {}

  /// @param seconds until it ended, or until now
  record Slow(String device, String deployment, String state, String reason, long seconds) {}

  /// @param points in even steps; none before the start
  record View(List<Point> points, List<Slow> slowest) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/campaigns/{id}/course", this::show, Scope.READ);
  }

  private void show(Context context) {
    CampaignId id = Input.id(context.pathParam("id"), CampaignId::new);
    Campaign campaign =
        campaigns
            .find(id)
            .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no campaign " + id));
    Instant now = clock.instant();
    List<Slow> slowest =
        course.slowest(id, now, MOST_SLOW).stream()
            .map(
                it ->
                    new Slow(
                        it.device(),
                        it.deployment(),
                        it.state().word(),
                        it.reason(),
                        it.took().toSeconds()))
            .toList();
    context.json(
        new View(
            campaign
                .progress()
                .started()
                .map(from -> points(id, from, end(campaign, from, now)))
                .orElse(List.of()),
            slowest));
  }

  /// Nothing moves once a campaign is over and its last deployment has ended.
  private Instant end(Campaign campaign, Instant from, Instant now) {
    if (!campaign.state().isEnd()) return now;
    return course.lastEnd(campaign.id()).filter(it -> it.isAfter(from)).orElse(now);
  }

  private List<Point> points(CampaignId id, Instant from, Instant to) {
    long millis = Math.max(0, Duration.between(from, to).toMillis());
    Duration step = Duration.ofMillis(Math.max(SHORTEST_STEP.toMillis(), millis / POINTS + 1));
    int slots = (int) (millis / step.toMillis()) + 1;
    long[] taken = new long[slots];
    long[] succeeded = new long[slots];
    long[] failed = new long[slots];
    long[] other = new long[slots];
    for (var it : course.beginnings(id, from, step))
      taken[slot(it.slot(), slots)] += it.deployments();
    for (var it : course.endings(id, from, step)) {
      long[] row =
          switch (it.state()) {
            case SUCCEEDED -> succeeded;
            case FAILED, EXPIRED -> failed;
            default -> other;
          };
      row[slot(it.slot(), slots)] += it.deployments();
    }
    List<Point> points = new ArrayList<>();
    points.add(new Point(from, 0, 0, 0, 0));
    for (int i = 0; i < slots; i++) {
      Point last = points.getLast();
      Instant at = from.plus(step.multipliedBy(i + 1L));
      points.add(
          new Point(
              at.isAfter(to) ? to : at,
              last.taken() + taken[i],
              last.succeeded() + succeeded[i],
              last.failed() + failed[i],
              last.other() + other[i]));
    }
    return points;
  }

  /// What another node's clock puts outside counts at the edge.
  private static int slot(long slot, int slots) {
    return Math.clamp(slot, 0, slots - 1);
  }
}
