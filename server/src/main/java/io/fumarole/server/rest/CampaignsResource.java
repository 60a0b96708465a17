package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.CampaignStore;
import io.fumarole.campaign.plan.Conductor;
import io.fumarole.campaign.plan.Control;
import io.fumarole.campaign.plan.DryRun;
import io.fumarole.campaign.plan.Explanation;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.storage.ApprovalStore.Approval;
import io.fumarole.storage.ApprovalStore.State;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// `/campaigns`, and why a device is not updated.
public final class CampaignsResource implements RestApi.Resource {
  /// A running campaign changes with each step: whoever loses this often should look again.
  private static final int MOST_TRIES = 100;

  /// More of them say nothing new.
  private static final int MOST_OTHERS = 5;

  /// Of a start that leaves devices out.
  private static final String FORCED = "force";

  private final CampaignStore campaigns;
  private final DeploymentStore deployments;
  private final DeviceStore devices;
  private final DryRun dryRun;
  private final Function<DeviceId, Optional<ZoneId>> zones;
  private final Supplier<CampaignId> ids;
  private final Consumer<CampaignId> replanned;
  private final FourEyes fourEyes;
  private final InstantSource clock;

  /// @param zones those of the devices that have one of their own
  /// @param replanned told of a draft that is another by now
  public CampaignsResource(
      CampaignStore campaigns,
      DeploymentStore deployments,
      DeviceStore devices,
      DryRun dryRun,
      Function<DeviceId, Optional<ZoneId>> zones,
      Supplier<CampaignId> ids,
      Consumer<CampaignId> replanned,
      FourEyes fourEyes,
      InstantSource clock) {
    this.campaigns = campaigns;
    this.deployments = deployments;
    this.devices = devices;
    this.dryRun = dryRun;
    this.zones = zones;
    this.ids = ids;
    this.replanned = replanned;
    this.fourEyes = fourEyes;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/campaigns", this::list, Scope.READ)
        .post(RestApi.BASE + "/campaigns", this::add, Scope.OPERATE)
        .get(RestApi.BASE + "/campaigns/{id}", this::show, Scope.READ)
        .put(RestApi.BASE + "/campaigns/{id}", this::change, Scope.OPERATE)
        .get(RestApi.BASE + "/campaigns/{id}/dry-run", this::tryOut, Scope.READ)
        .post(RestApi.BASE + "/campaigns/{id}/start", this::start, Scope.OPERATE)
        .post(RestApi.BASE + "/campaigns/{id}/pause", this::pause, Scope.OPERATE)
        .post(RestApi.BASE + "/campaigns/{id}/resume", this::resume, Scope.OPERATE)
        .post(RestApi.BASE + "/campaigns/{id}/abort", this::abort, Scope.OPERATE)
        .post(RestApi.BASE + "/campaigns/{id}/skip", this::skip, Scope.OPERATE)
        .post(RestApi.BASE + "/campaigns/{id}/retry", this::retry, Scope.OPERATE)
        .get(RestApi.BASE + "/campaigns/{id}/devices", this::members, Scope.READ)
        .post(
            RestApi.BASE + "/campaigns/{id}/devices/{device}/exclude", this::exclude, Scope.OPERATE)
        .get(RestApi.BASE + "/devices/{id}/why", this::why, Scope.READ);
  }

  private void list(Context context) {
    int limit = Input.limit(context);
    Paging.Page<Campaign> page =
        Paging.page(
            campaigns.list(Paging.before(context), limit + 1),
            limit,
            it -> Paging.place(it.created(), it.id().value()));
    context.json(page.as("campaigns", CampaignView::of));
  }

  private void add(Context context) {
    CampaignPlan plan = Input.json(context, CampaignInput.class).plan();
    dryRun.require(plan).ifPresent(CampaignsResource::refuse);
    Campaign draft = Campaign.draft(ids.get(), plan, clock.instant());
    while (!campaigns.add(draft)) draft = Campaign.draft(ids.get(), plan, clock.instant());
    context.status(HttpStatus.CREATED);
    answer(context, draft);
  }

  private static void refuse(String words) {
    throw new BadRequest(HttpStatus.UNPROCESSABLE_CONTENT, words);
  }

  private Campaign campaign(Context context) {
    CampaignId id = Input.id(context.pathParam("id"), CampaignId::new);
    return campaigns
        .find(id)
        .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no campaign " + id));
  }

  private void show(Context context) {
    answer(context, campaign(context));
  }

  private void answer(Context context, Campaign campaign) {
    Versions.show(
        context,
        CampaignView.detailed(campaign, campaigns.tally(campaign)),
        Versions.tag(campaign.revision()));
  }

  /// Of one that has not started.
  private void change(Context context) {
    Campaign was = campaign(context);
    Versions.requireMatch(context, was.revision());
    if (was.state() != CampaignState.DRAFT)
      throw new BadRequest(
          HttpStatus.CONFLICT, "campaign " + was.id() + " has started: abort it and make another");
    CampaignPlan plan = Input.json(context, CampaignInput.class).plan();
    dryRun.require(plan).ifPresent(CampaignsResource::refuse);
    Campaign next = Campaign.draft(was.id(), plan, was.created()).withRevision(was.revision());
    if (!campaigns.update(next))
      throw new BadRequest(
          HttpStatus.PRECONDITION_FAILED,
          "campaign " + was.id() + " has changed since you read it");
    replanned.accept(was.id());
    answer(context, next.withRevision(next.revision() + 1));
  }

  private void tryOut(Context context) {
    Campaign campaign = campaign(context);
    Instant now = clock.instant();
    context.json(DryRunView.of(expected(campaign, now), othersOf(campaign), now));
  }

  /// What another campaign with the same release has met tells more than any forecast.
  private List<String> othersOf(Campaign campaign) {
    return campaigns.list(Before.ALL, Input.MOST_ROWS).stream()
        .filter(it -> it.plan().release().equals(campaign.plan().release()))
        .filter(it -> !it.id().equals(campaign.id()))
        .filter(it -> it.state() != CampaignState.DRAFT)
        .limit(MOST_OTHERS)
        .map(
            it ->
                "campaign %s with the same release is %s: %s"
                    .formatted(it.id(), it.state().word(), it.reason()))
        .toList();
  }

  /// Since it was added, a group that its filter names may have gone.
  private DryRun.Result expected(Campaign campaign, Instant now) {
    dryRun.require(campaign.plan()).ifPresent(CampaignsResource::refuse);
    return dryRun.of(campaign.plan(), now);
  }

  /// What would reach nobody does not start, unless it waits for devices to come.
  private void start(Context context) {
    Campaign campaign = campaign(context);
    boolean isForced = Input.isAsked(context, "force");
    requireReach(campaign, isForced);
    if (campaign.state() == CampaignState.DRAFT
        && fourEyes.asks(
            context,
            FourEyes.Action.CAMPAIGN,
            campaign.id().value(),
            isForced ? FORCED : "",
            campaign.revision())) return;
    control(context, (it, now) -> Control.start(it, now));
  }

  private void requireReach(Campaign campaign, boolean isForced) {
    DryRun.Result expected = expected(campaign, clock.instant());
    boolean reachesNobody = expected.in() == 0 && !campaign.plan().target().isDynamic();
    if (campaign.state() == CampaignState.DRAFT && reachesNobody)
      refuse("campaign %s would reach no device: %s".formatted(campaign.id(), expected.inWords()));
    boolean leavesSome = expected.withoutPackage() > 0;
    if (campaign.state() == CampaignState.DRAFT && leavesSome && !isForced)
      refuse(
          "the release has no package for %d of its devices: %s; start it with force=true to leave them out"
              .formatted(expected.withoutPackage(), expected.inWords()));
  }

  /// Starts what somebody has asked for and somebody else has agreed to.
  public void start(Approval approval) {
    var id = new CampaignId(approval.subject());
    Optional<Campaign> found = campaigns.find(id);
    // A draft becomes another thing by being started and in no other way.
    if (approval.state() == State.AGREED
        && found.filter(it -> it.state() != CampaignState.DRAFT).isPresent()) return;
    Campaign was =
        found
            .filter(it -> it.revision() == approval.revision())
            .orElseThrow(() -> conflict("campaign " + id + " has changed since: ask again"));
    requireReach(was, approval.detail().equals(FORCED));
    switch (Control.start(was, clock.instant())) {
      case Control.Outcome.Refused(var words) -> throw conflict(words);
      case Control.Outcome.Done(var next) -> {
        if (!campaigns.update(next)) throw conflict("campaign " + id + " has changed meanwhile");
      }
    }
  }

  private static BadRequest conflict(String words) {
    return new BadRequest(HttpStatus.CONFLICT, words);
  }

  private void pause(Context context) {
    control(context, Control::pause);
  }

  private void resume(Context context) {
    control(context, (it, now) -> Control.resume(it, campaigns.tally(it), now));
  }

  private void abort(Context context) {
    control(context, Control::abort);
  }

  private void skip(Context context) {
    control(context, Control::skip);
  }

  private interface Change {
    Control.Outcome of(Campaign campaign, Instant now);
  }

  /// The planner changes a running campaign all the time, and the operator's word counts.
  private void control(Context context, Change change) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Campaign was = campaign(context);
      switch (change.of(was, clock.instant())) {
        case Control.Outcome.Refused(var words) -> throw new BadRequest(HttpStatus.CONFLICT, words);
        case Control.Outcome.Done(var next) -> {
          if (next.equals(was)) {
            answer(context, was);
            return;
          }
          if (campaigns.update(next)) {
            answer(context, next.withRevision(next.revision() + 1));
            return;
          }
        }
      }
    }
    throw busy(context);
  }

  private static BadRequest busy(Context context) {
    return new BadRequest(
        HttpStatus.CONFLICT, "campaign " + context.pathParam("id") + " keeps changing: try again");
  }

  private void retry(Context context) {
    int again = 0;
    Optional<Integer> slice = changed(context, this::retry);
    while (slice.orElse(0) > 0) {
      again += slice.get();
      slice = changed(context, this::retry);
    }
    context.json(Map.of("retried", again));
  }

  /// The campaign is due at once, so that they get their deployments.
  private Optional<Integer> retry(Campaign campaign) {
    if (campaign.state().isEnd() || campaign.state() == CampaignState.ABORTING)
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "campaign %s is %s: make another".formatted(campaign.id(), campaign.state().word()));
    Instant now = clock.instant();
    Campaign due =
        campaign.state() == CampaignState.RUNNING ? campaign.wakingAt(Optional.of(now)) : campaign;
    return campaigns.retry(due, Conductor.SLICE, now);
  }

  private <T> Optional<T> changed(Context context, Function<Campaign, Optional<T>> change) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<T> result = change.apply(campaign(context));
      if (result.isPresent()) return result;
    }
    throw busy(context);
  }

  private void exclude(Context context) {
    DeviceId device = Input.id(context.pathParam("device"), DeviceId::new);
    if (devices.find(device).isEmpty())
      throw new BadRequest(HttpStatus.NOT_FOUND, "no device " + device);
    changed(
        context,
        campaign ->
            campaigns.exclude(campaign, device, "excluded by an operator")
                ? Optional.of(true)
                : Optional.empty());
    context.json(Map.of("excluded", device.value()));
  }

  /// The deployment that keeps a device from its campaign.
  ///
  /// @param campaign empty for one that was ordered by itself
  /// @param name the campaign's
  record OtherView(
      String deployment, String state, Optional<String> campaign, Optional<String> name) {
    static OtherView of(Participation.Open open, ReadCampaigns read) {
      return new OtherView(
          open.id().value(),
          open.state().word(),
          open.campaign().map(CampaignId::value),
          open.campaign().flatMap(read::name));
    }
  }

  /// @param why in one sentence
  /// @param other where that keeps it
  record MemberView(
      String device,
      Optional<String> phase,
      Optional<String> deployment,
      Optional<String> state,
      Optional<String> version,
      Optional<String> lastSeen,
      String kind,
      String why,
      Optional<OtherView> other) {}

  private void members(Context context) {
    Campaign campaign = campaign(context);
    int limit = Input.limit(context);
    Instant now = clock.instant();
    var read = new ReadCampaigns(campaigns, zones);
    Paging.Page<Participation> page =
        Paging.page(
            campaigns.participations(campaign.id(), Paging.afterId(context), limit + 1),
            limit,
            it -> it.device().value());
    context.json(
        new Members(
            page.rows().stream().map(it -> view(campaign, it, read, now)).toList(), page.cursor()));
  }

  /// @param cursor for the next page; absent on the last one
  record Members(List<MemberView> devices, Optional<String> cursor) {}

  private static MemberView view(
      Campaign campaign, Participation participation, ReadCampaigns read, Instant now) {
    Explanation why = Explanation.of(campaign, participation, now);
    return new MemberView(
        participation.device().value(),
        participation.member().flatMap(Member::phase).map(it -> campaign.plan().phase(it).name()),
        participation.deployment().map(it -> it.id().value()),
        participation.deployment().map(it -> it.state().word()),
        participation.version(),
        Optional.of(participation.lastSeen().toString()),
        Input.word(why.why()),
        why.words(),
        why.why() == Explanation.Why.BUSY
            ? participation.open().map(it -> OtherView.of(it, read))
            : Optional.empty());
  }

  private Participation participation(Campaign campaign, Device device) {
    Optional<Member> member = campaigns.member(campaign.id(), device.id());
    Optional<Deployment> deployment = member.flatMap(Member::deployment).flatMap(deployments::find);
    return Participation.of(
        device, zones.apply(device.id()), member, deployment, open(device.id()));
  }

  private Optional<Deployment> open(DeviceId device) {
    return deployments.newest(device, 1).stream().filter(it -> !it.state().isEnd()).findFirst();
  }

  /// @param campaign empty when it is about the device alone
  /// @param name the campaign's
  /// @param other where that keeps it
  record WhyView(
      Optional<String> campaign,
      Optional<String> name,
      String kind,
      String why,
      Optional<OtherView> other) {
    static WhyView alone(Explanation why) {
      return new WhyView(
          Optional.empty(), Optional.empty(), Input.word(why.why()), why.words(), Optional.empty());
    }

    static WhyView of(Campaign campaign, MemberView member) {
      return new WhyView(
          Optional.of(campaign.id().value()),
          Optional.of(campaign.plan().name()),
          member.kind(),
          member.why(),
          member.other());
    }
  }

  /// The campaigns that are not over first, as one of them may be what people wait for.
  private void why(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Device device =
        devices.find(id).orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no device " + id));
    List<WhyView> answers = new ArrayList<>();
    var read = new ReadCampaigns(campaigns, zones);
    for (Campaign campaign : campaigns.of(id, Input.MOST_ROWS))
      answers.add(
          WhyView.of(
              campaign, view(campaign, participation(campaign, device), read, clock.instant())));
    Optional<Deployment> alone = open(id).filter(it -> it.part().isEmpty());
    alone.map(Explanation::of).map(WhyView::alone).ifPresent(answers::addFirst);
    if (answers.isEmpty())
      answers.add(
          WhyView.alone(
              new Explanation(
                  Explanation.Why.NOTHING_PLANNED,
                  "no campaign has it, and nothing is ordered for it now")));
    context.json(Map.of("device", id.value(), "answers", answers));
  }
}
