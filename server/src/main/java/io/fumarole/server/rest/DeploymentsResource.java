package io.fumarole.server.rest;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployer.Wanted;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.server.download.Withdrawn;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/deployments`.
public final class DeploymentsResource implements RestApi.Resource {
  private static final int USUAL_HOURS = 7 * 24;
  private static final int MOST_HOURS = 366 * 24;

  private final Deployer deployer;
  private final DeploymentStore deployments;
  private final PackageStore packages;
  private final CampaignStore campaigns;
  private final Function<DeviceId, Optional<ZoneId>> zones;
  private final Withdrawn withdrawn;
  private final Supplier<DeploymentId> ids;
  private final InstantSource clock;

  /// @param zones those of the devices that have one of their own
  public DeploymentsResource(
      Deployer deployer,
      DeploymentStore deployments,
      PackageStore packages,
      CampaignStore campaigns,
      Function<DeviceId, Optional<ZoneId>> zones,
      Withdrawn withdrawn,
      Supplier<DeploymentId> ids,
      InstantSource clock) {
    this.deployer = deployer;
    this.deployments = deployments;
    this.packages = packages;
    this.campaigns = campaigns;
    this.zones = zones;
    this.withdrawn = withdrawn;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/deployments", this::list, Scope.READ)
        .post(RestApi.BASE + "/deployments", this::add, Scope.OPERATE)
        .get(RestApi.BASE + "/deployments/{id}", this::show, Scope.READ)
        .post(RestApi.BASE + "/deployments/{id}/cancel", this::cancel, Scope.OPERATE);
  }

  /// An order as the operator gives it.
  ///
  /// @param packageId a package's id; or, when there is no such package, the version to reach
  record NewDeployment(
      Optional<String> device,
      @com.fasterxml.jackson.annotation.JsonProperty("package") Optional<String> packageId,
      Optional<String> version,
      Optional<String> operation,
      Optional<String> delivery,
      Optional<String> question,
      Optional<Integer> deadlineHours) {}

  private void list(Context context) {
    Optional<DeviceId> device =
        Input.query(context, "device").map(text -> Input.id(text, DeviceId::new));
    var read = new ReadCampaigns(campaigns, zones);
    Instant now = clock.instant();
    int limit = Input.limit(context);
    Paging.Page<Deployment> page =
        Paging.page(
            deployments.list(device, Paging.before(context), limit + 1),
            limit,
            it -> Paging.place(it.created(), it.id().value()));
    context.json(page.as("deployments", it -> DeploymentView.of(it, read.reason(it, now))));
  }

  private void show(Context context) {
    DeploymentId id = Input.id(context.pathParam("id"), DeploymentId::new);
    deployments
        .find(id)
        .ifPresentOrElse(
            it -> context.json(detailed(it)),
            () -> Problem.send(context, HttpStatus.NOT_FOUND, "no deployment " + id));
  }

  private DeploymentView.Detailed detailed(Deployment deployment) {
    return DeploymentView.detailed(
        deployment,
        new ReadCampaigns(campaigns, zones).reason(deployment, clock.instant()),
        deployments.events(
            Optional.of(deployment.device()), Optional.of(deployment.id()), Input.MOST_ROWS));
  }

  private void add(Context context) {
    NewDeployment given = Input.json(context, NewDeployment.class);
    var order =
        new Deployer.Order(
            Input.id(Input.needed(given.device(), "device"), DeviceId::new),
            wanted(given),
            new Deployment.Wish(
                given.operation().map(it -> Input.word("operation", it, Operation.values())),
                given.delivery().map(it -> Input.word("delivery", it, Delivery.values())),
                given.question().filter(it -> !it.isBlank())),
            Duration.ofHours(hours(given.deadlineHours())));
    answer(context, deployer.deploy(order, ids.get(), clock.instant()), HttpStatus.CREATED);
  }

  private Wanted wanted(NewDeployment given) {
    if (given.packageId().isPresent() == given.version().isPresent())
      throw new BadRequest("say either 'package' or 'version'");
    if (given.version().isPresent()) return new Wanted.LeadingTo(given.version().get());
    String text = given.packageId().orElseThrow();
    PackageId id = Input.id(text, PackageId::new);
    return packages.find(id).isPresent() ? new Wanted.Named(id) : new Wanted.LeadingTo(text);
  }

  private static int hours(Optional<Integer> given) {
    int hours = given.orElse(USUAL_HOURS);
    if (hours < 1 || hours > MOST_HOURS)
      throw new BadRequest("deadlineHours is a number from 1 to " + MOST_HOURS);
    return hours;
  }

  private void cancel(Context context) {
    DeploymentId id = Input.id(context.pathParam("id"), DeploymentId::new);
    Deployer.Outcome outcome = deployer.cancel(id, clock.instant());
    if (outcome instanceof Deployer.Outcome.Done(var deployment))
      withdrawn.consider(deployment, clock.instant());
    answer(context, outcome, HttpStatus.OK);
  }

  private void answer(Context context, Deployer.Outcome outcome, HttpStatus done) {
    switch (outcome) {
      case Deployer.Outcome.Done(var deployment) -> {
        context.status(done);
        context.json(detailed(deployment));
      }
      case Deployer.Outcome.Refused(var why, var words) ->
          Problem.send(context, status(why), words);
    }
  }

  private static HttpStatus status(Deployer.Why why) {
    return switch (why) {
      case UNKNOWN -> HttpStatus.NOT_FOUND;
      case CONFLICT -> HttpStatus.CONFLICT;
      case UNSUITABLE -> HttpStatus.UNPROCESSABLE_CONTENT;
    };
  }
}
