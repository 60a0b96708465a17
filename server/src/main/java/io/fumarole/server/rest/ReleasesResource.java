package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseDetails;
import io.fumarole.campaign.catalogue.ReleaseDetails.UpdateClass;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.catalogue.ReleaseStore;
import io.fumarole.campaign.catalogue.Sbom;
import io.fumarole.campaign.deployment.Withdrawal;
import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.campaign.plan.PackageRemoval;
import io.fumarole.server.rest.PackagesResource.PackageView;
import io.fumarole.storage.ApprovalStore.Approval;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/releases`. Which one is meant stands in the query: models and versions have any character.
public final class ReleasesResource implements RestApi.Resource {
  private final ReleaseStore releases;
  private final AdvisoryStore advisories;
  private final PackageStore packages;
  private final Withdrawal withdrawal;
  private final PackageRemoval removal;
  private final FourEyes fourEyes;
  private final PackageIntake.Policy policy;
  private final InstantSource clock;

  public ReleasesResource(
      ReleaseStore releases,
      AdvisoryStore advisories,
      PackageStore packages,
      Withdrawal withdrawal,
      PackageRemoval removal,
      FourEyes fourEyes,
      PackageIntake.Policy policy,
      InstantSource clock) {
    this.releases = releases;
    this.advisories = advisories;
    this.packages = packages;
    this.withdrawal = withdrawal;
    this.removal = removal;
    this.fourEyes = fourEyes;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/releases", this::list, Scope.READ)
        .get(RestApi.BASE + "/release", this::show, Scope.READ)
        .patch(RestApi.BASE + "/release", this::change, Scope.RELEASE)
        .delete(RestApi.BASE + "/release", this::delete, Scope.RELEASE)
        .post(
            RestApi.BASE + "/release/draft",
            context -> move(context, ReleaseState.DRAFT),
            Scope.RELEASE)
        .post(
            RestApi.BASE + "/release/test",
            context -> move(context, ReleaseState.TESTED),
            Scope.RELEASE)
        .post(
            RestApi.BASE + "/release/release",
            context -> move(context, ReleaseState.RELEASED),
            Scope.RELEASE)
        .post(
            RestApi.BASE + "/release/withdraw",
            context -> move(context, ReleaseState.WITHDRAWN),
            Scope.RELEASE);
  }

  /// A release as the API shows it.
  ///
  /// @param since when it came to its state
  private record ReleaseView(
      String model,
      String version,
      String state,
      String updateClass,
      String notes,
      Optional<String> advisory,
      List<String> hardware,
      boolean allowsDowngrade,
      Optional<SbomView> sbom,
      Instant created,
      Instant since,
      Instant changed,
      long revision) {
    static ReleaseView of(Release it) {
      ReleaseDetails details = it.details();
      return new ReleaseView(
          it.id().model(),
          it.id().version(),
          it.state().word(),
          Input.word(details.updateClass()),
          details.notes(),
          details.advisory(),
          details.hardware(),
          details.allowsDowngrade(),
          details.sbom().map(SbomView::of),
          it.created(),
          it.since(),
          it.changed(),
          it.revision());
    }
  }

  /// What its software is made of; in a change without anything in it: not known any more.
  record SbomView(Optional<String> format, Optional<String> url, Optional<String> sha256) {
    static SbomView of(Sbom it) {
      return new SbomView(Optional.of(Input.word(it.format())), it.url(), it.sha256());
    }

    private boolean isEmpty() {
      return format.isEmpty() && url.isEmpty() && sha256.isEmpty();
    }

    private Sbom sbom() {
      return new Sbom(
          Input.word("sbom.format", Input.needed(format, "sbom.format"), Sbom.Format.values()),
          url,
          sha256);
    }
  }

  /// What an advisory says of the release.
  private record AdvisoryNote(String id, String title, Optional<String> url, String says) {}

  private record Detailed(
      @JsonUnwrapped ReleaseView release,
      List<AdvisoryNote> advisories,
      List<PackageView> packages) {}

  /// What of a release is to be another; what is left out stays.
  ///
  /// @param advisory empty: none any more
  record Change(
      Optional<String> updateClass,
      Optional<String> notes,
      Optional<String> advisory,
      Optional<List<String>> hardware,
      Optional<Boolean> allowsDowngrade,
      Optional<SbomView> sbom) {
    ReleaseDetails of(ReleaseDetails was) {
      return new ReleaseDetails(
          updateClass
              .map(it -> Input.word("updateClass", it, UpdateClass.values()))
              .orElse(was.updateClass()),
          notes.orElse(was.notes()),
          advisory.isPresent() ? advisory.filter(it -> !it.isBlank()) : was.advisory(),
          hardware.orElse(was.hardware()),
          allowsDowngrade.orElse(was.allowsDowngrade()),
          sbom.isPresent() ? sbom.filter(it -> !it.isEmpty()).map(SbomView::sbom) : was.sbom());
    }
  }

  /// @param policy what becomes of a package that is added
  private record PolicyView(boolean releasesAtOnce, boolean allowsUnsigned) {
    static PolicyView of(PackageIntake.Policy policy) {
      return new PolicyView(policy.autoRelease(), policy.allowUnsigned());
    }
  }

  private void list(Context context) {
    int limit = Input.limit(context);
    Paging.Page<Release> page =
        Paging.page(
            releases.releases(Input.query(context, "model"), Paging.before(context), limit + 1),
            limit,
            it -> Paging.place(it.changed(), ReleaseStore.key(it.id())));
    Map<String, Object> answer = page.as("releases", ReleaseView::of);
    answer.put("policy", PolicyView.of(policy));
    context.json(answer);
  }

  private Release release(Context context) {
    var id =
        new ReleaseId(
            Input.needed(Input.query(context, "model"), "model"),
            Input.needed(Input.query(context, "version"), "version"));
    return releases
        .find(id)
        .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no release " + id));
  }

  private void show(Context context) {
    answer(context, release(context));
  }

  private List<FirmwarePackage> packages(Release release) {
    return packages.find(release.id().model(), release.id().version());
  }

  private List<AdvisoryNote> notes(ReleaseId id) {
    return advisories.advisories().stream()
        .flatMap(
            it ->
                it.of(id.model(), id.version()).stream()
                    .map(says -> new AdvisoryNote(it.id(), it.title(), it.url(), Input.word(says))))
        .toList();
  }

  private void answer(Context context, Release release) {
    Versions.show(
        context,
        new Detailed(
            ReleaseView.of(release),
            notes(release.id()),
            packages(release).stream().map(PackageView::of).toList()),
        Versions.tag(release.revision()));
  }

  private void change(Context context) {
    Release was = release(context);
    Versions.requireMatch(context, was.revision());
    Change change = Input.json(context, Change.class);
    ReleaseDetails next;
    try {
      next = change.of(was.details());
    } catch (IllegalArgumentException wrong) {
      throw new BadRequest(String.valueOf(wrong.getMessage()));
    }
    store(context, was.with(next, clock.instant()));
  }

  private void delete(Context context) {
    Release was = release(context);
    Versions.requireMatch(context, was.revision());
    PackagesResource.answer(context, removal.delete(was.id()), "release " + was.id());
  }

  private void move(Context context, ReleaseState to) {
    Release was = release(context);
    Versions.requireMatch(context, was.revision());
    switch (ReleaseLife.move(was, to, packages(was).size(), clock.instant())) {
      case ReleaseLife.Move.Refused(var words) -> Problem.send(context, HttpStatus.CONFLICT, words);
      case ReleaseLife.Move.Moved(var next) -> {
        if (to == ReleaseState.RELEASED && needsConsent(context, was)) return;
        store(context, next);
        // The worker would come to it as well, a little later.
        if (to == ReleaseState.WITHDRAWN) withdrawal.round(clock.instant());
      }
    }
  }

  private boolean needsConsent(Context context, Release release) {
    return fourEyes.asks(
        context,
        FourEyes.Action.RELEASE,
        release.id().model(),
        release.id().version(),
        release.revision());
  }

  /// Releases what somebody has asked for and somebody else has agreed to.
  public void release(Approval approval) {
    var id = new ReleaseId(approval.subject(), approval.detail());
    Optional<Release> found = releases.find(id);
    boolean isDone =
        found
            .filter(it -> it.state() == ReleaseState.RELEASED)
            .filter(it -> it.revision() == approval.revision() + 1)
            .isPresent();
    if (isDone) return;
    Release was =
        found
            .filter(it -> it.revision() == approval.revision())
            .orElseThrow(() -> conflict("release " + id + " has changed since: ask again"));
    switch (ReleaseLife.move(was, ReleaseState.RELEASED, packages(was).size(), clock.instant())) {
      case ReleaseLife.Move.Refused(var words) -> throw conflict(words);
      case ReleaseLife.Move.Moved(var next) -> {
        if (!releases.update(next)) throw conflict("release " + id + " has changed meanwhile");
      }
    }
  }

  private static BadRequest conflict(String words) {
    return new BadRequest(HttpStatus.CONFLICT, words);
  }

  private void store(Context context, Release next) {
    if (!releases.update(next))
      throw new BadRequest(
          HttpStatus.CONFLICT, "release " + next.id() + " has changed meanwhile: try again");
    answer(context, next.withRevision(next.revision() + 1));
  }
}
