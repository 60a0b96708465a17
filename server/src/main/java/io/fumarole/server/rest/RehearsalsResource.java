package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.DryRun;
import io.fumarole.server.lab.RehearsalDesk;
import io.fumarole.server.lab.RehearsalDesk.Begun;
import io.fumarole.storage.RehearsalStore;
import io.fumarole.storage.RehearsalStore.Kept;
import io.fumarole.storage.RehearsalStore.Outcome;
import io.fumarole.storage.RehearsalStore.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `/campaigns/{id}/rehearsal`: what will happen if a draft is started. The forecast stays with the
/// campaign, to be seen beside how it goes.
public final class RehearsalsResource implements RestApi.Resource {
  /// A node that says nothing for so long is gone.
  private static final Duration SILENT = Duration.ofMinutes(2);

  private final CampaignStore campaigns;
  private final RehearsalStore rehearsals;
  private final RehearsalDesk desk;
  private final DryRun dryRun;
  private final InstantSource clock;

  public RehearsalsResource(
      CampaignStore campaigns,
      RehearsalStore rehearsals,
      RehearsalDesk desk,
      DryRun dryRun,
      InstantSource clock) {
    this.campaigns = campaigns;
    this.rehearsals = rehearsals;
    this.desk = desk;
    this.dryRun = dryRun;
    this.clock = clock;
  }

  /// @param state `none`, `running`, `done` or `failed`
  /// @param played runs, of `plays`
  /// @param words why it failed
  /// @param given what was said when it was asked for
  /// @param habits how the devices behave in it
  record View(
      String state,
      Optional<Instant> asked,
      Optional<Integer> played,
      Optional<Integer> plays,
      Optional<String> words,
      Optional<JsonNode> given,
      Optional<JsonNode> habits,
      Optional<JsonNode> forecast) {
    static final View NONE =
        new View(
            "none",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    static View of(Kept kept, Instant now) {
      boolean isLost = kept.state() == State.RUNNING && kept.told().plus(SILENT).isBefore(now);
      State state = isLost ? State.FAILED : kept.state();
      boolean isRunning = state == State.RUNNING;
      return new View(
          Input.word(state),
          Optional.of(kept.asked()),
          isRunning ? Optional.of(kept.played()) : Optional.empty(),
          isRunning && kept.plays() > 0 ? Optional.of(kept.plays()) : Optional.empty(),
          words(kept, isLost),
          Optional.of(Input.JSON.readTree(kept.given())),
          kept.outcome().map(Outcome::habits).map(Input.JSON::readTree),
          kept.outcome().map(Outcome::forecast).map(Input.JSON::readTree));
    }

    private static Optional<String> words(Kept kept, boolean isLost) {
      if (isLost) return Optional.of("the server that played it has gone: rehearse again");
      return kept.state() == State.FAILED ? Optional.of(kept.words()) : Optional.empty();
    }
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/campaigns/{id}/rehearsal", this::show, Scope.READ)
        .post(RestApi.BASE + "/campaigns/{id}/rehearsal", this::begin, Scope.OPERATE)
        .delete(RestApi.BASE + "/campaigns/{id}/rehearsal", this::forget, Scope.OPERATE);
  }

  private Campaign campaign(Context context) {
    CampaignId id = Input.id(context.pathParam("id"), CampaignId::new);
    return campaigns
        .find(id)
        .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no campaign " + id));
  }

  private void show(Context context) {
    context.json(view(campaign(context).id()));
  }

  private View view(CampaignId id) {
    Instant now = clock.instant();
    return rehearsals.find(id).map(it -> View.of(it, now)).orElse(View.NONE);
  }

  private void begin(Context context) {
    Campaign campaign = campaign(context);
    RehearsalInput given = Input.json(context, RehearsalInput.class);
    if (campaign.state() != CampaignState.DRAFT)
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "campaign %s has begun, and what its devices ran before is not in the inventory any more: rehearse a draft"
              .formatted(campaign.id()));
    dryRun
        .require(campaign.plan())
        .ifPresent(
            words -> {
              throw new BadRequest(HttpStatus.UNPROCESSABLE_CONTENT, words);
            });
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    switch (desk.begin(given.question(campaign, now), Input.JSON.writeValueAsString(given))) {
      case Begun.Started() -> {
        context.status(HttpStatus.ACCEPTED);
        context.json(view(campaign.id()));
      }
      case Begun.Busy(var other) ->
          throw new BadRequest(
              HttpStatus.CONFLICT,
              "campaign %s is being rehearsed now, and a server does one at a time: try again, or stop it"
                  .formatted(other));
      case Begun.Nowhere() ->
          throw new BadRequest(
              HttpStatus.CONFLICT, "this server was started without the lab, which rehearses");
    }
  }

  /// What was forecast of a campaign that has begun stays beside it.
  private void forget(Context context) {
    Campaign campaign = campaign(context);
    boolean isRunning =
        rehearsals.find(campaign.id()).filter(it -> it.state() == State.RUNNING).isPresent();
    if (campaign.state() != CampaignState.DRAFT && !isRunning)
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "campaign %s has begun, and its forecast stays beside it".formatted(campaign.id()));
    desk.forget(campaign.id());
    context.status(HttpStatus.NO_CONTENT);
  }
}
