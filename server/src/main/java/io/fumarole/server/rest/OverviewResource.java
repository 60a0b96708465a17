package io.fumarole.server.rest;

import io.fumarole.storage.FleetCounts;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// `/overview`: the fleet in numbers.
public final class OverviewResource implements RestApi.Resource {
  private static final Duration LOOKS_BACK = Duration.ofDays(13);
  private static final int MOST_MODELS = 200;
  private static final int MOST_RESULTS = 1_000;

  /// Counting reads whole tables: however many look at it, they are counted no more often.
  private static final Duration GOOD_FOR = Duration.ofSeconds(5);

  private final FleetCounts counts;
  private final InstantSource clock;
  private Optional<View> last = Optional.empty();

  public OverviewResource(FleetCounts counts, InstantSource clock) {
    this.counts = counts;
    this.clock = clock;
  }

  record StandingView(String standing, long devices) {}

  record ModelView(Optional<String> model, Optional<String> version, long devices) {}

  record OpenView(String state, long deployments) {}

  /// @param day of UTC, its first instant
  record ResultView(
      Instant day,
      String state,
      Optional<String> cause,
      Optional<Integer> code,
      long deployments) {}

  /// @param at when it was counted
  /// @param devices all of them
  /// @param models of the devices in service, the largest 200
  /// @param open deployments that go on, by state
  /// @param results of the last 14 days, by day
  record View(
      Instant at,
      long devices,
      List<StandingView> standings,
      List<ModelView> models,
      List<OpenView> open,
      List<ResultView> results) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/overview", this::show, Scope.READ);
  }

  private void show(Context context) {
    context.json(counted(clock.instant()));
  }

  private synchronized View counted(Instant now) {
    View view = last.filter(it -> now.isBefore(it.at().plus(GOOD_FOR))).orElseGet(() -> count(now));
    last = Optional.of(view);
    return view;
  }

  private View count(Instant now) {
    List<FleetCounts.OfStanding> standings = counts.standings();
    Instant from = now.minus(LOOKS_BACK).truncatedTo(ChronoUnit.DAYS);
    return new View(
        now,
        standings.stream().mapToLong(FleetCounts.OfStanding::devices).sum(),
        standings.stream().map(it -> new StandingView(it.standing(), it.devices())).toList(),
        counts.models(MOST_MODELS).stream()
            .map(it -> new ModelView(it.model(), it.version(), it.devices()))
            .toList(),
        counts.open().stream()
            .map(it -> new OpenView(it.state().word(), it.deployments()))
            .toList(),
        counts.results(from, MOST_RESULTS).stream().map(OverviewResource::view).toList());
  }

  private static ResultView view(FleetCounts.OfResult result) {
    return new ResultView(
        result.day(),
        result.state().word(),
        result.cause().map(it -> it.word()),
        result.code(),
        result.deployments());
  }
}
