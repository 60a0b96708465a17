package io.fumarole.server.rest;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.plan.PackageRemoval;
import io.fumarole.server.http.Uploads;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/packages`. The body of a POST is the file; what is said of it stands in the query.
public final class PackagesResource implements RestApi.Resource {
  private final PackageStore packages;
  private final PackageIntake intake;
  private final PackageRemoval removal;

  public PackagesResource(PackageStore packages, PackageIntake intake, PackageRemoval removal) {
    this.packages = packages;
    this.intake = intake;
    this.removal = removal;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/packages", this::list, Scope.READ)
        .post(RestApi.BASE + "/packages", this::add, Scope.RELEASE)
        .get(RestApi.BASE + "/packages/{id}", this::show, Scope.READ)
        .delete(RestApi.BASE + "/packages/{id}", this::delete, Scope.RELEASE);
  }

  /// A package as the API shows it.
  ///
  /// @param signedBy id of the key; absent where there is none or it was not kept
  /// @param offered whether devices that ask get it; not while its release is not released
  /// @param hardware that it fits, by its own or its release's word; empty for all
  /// @param release how far its release has come
  record PackageView(
      String id,
      String name,
      String vendor,
      String model,
      Optional<String> fromVersion,
      String toVersion,
      String sha256,
      long size,
      String contentType,
      boolean signed,
      Optional<String> signedBy,
      boolean offered,
      Instant added,
      List<String> hardware,
      String release) {
    static PackageView of(FirmwarePackage it) {
      return new PackageView(
          it.id().value(),
          it.name(),
          it.vendor(),
          it.model(),
          it.fromVersion(),
          it.toVersion(),
          it.sha256(),
          it.size(),
          it.contentType(),
          it.isSigned(),
          it.signedBy(),
          it.isOffered() && it.terms().state() == ReleaseState.RELEASED,
          it.added(),
          it.fits(),
          it.terms().state().word());
    }
  }

  private void list(Context context) {
    int limit = Input.limit(context);
    Paging.Page<FirmwarePackage> page =
        Paging.page(
            packages.list(Paging.before(context), limit + 1),
            limit,
            it -> Paging.place(it.added(), it.id().value()));
    context.json(page.as("packages", PackageView::of));
  }

  private void show(Context context) {
    PackageId id = Input.id(context.pathParam("id"), PackageId::new);
    packages
        .find(id)
        .ifPresentOrElse(
            it -> context.json(PackageView.of(it)),
            () -> Problem.send(context, HttpStatus.NOT_FOUND, "no package " + id));
  }

  private void add(Context context) {
    InputStream file = Uploads.stream(context);
    try {
      var said = PackageIntake.Said.of(context.queryParamMap());
      intake.take(context, said, Optional.empty(), file);
    } finally {
      // A client that is still sending does not hear a refusal.
      Uploads.drain(file);
    }
  }

  private void delete(Context context) {
    PackageId id = Input.id(context.pathParam("id"), PackageId::new);
    answer(context, removal.delete(id), "package " + id);
  }

  static void answer(Context context, PackageRemoval.Outcome outcome, String what) {
    switch (outcome) {
      case PackageRemoval.Outcome.Deleted() -> context.json(Map.of("deleted", what));
      case PackageRemoval.Outcome.Unknown() ->
          Problem.send(context, HttpStatus.NOT_FOUND, "no " + what);
      case PackageRemoval.Outcome.InUse(var words) ->
          Problem.send(context, HttpStatus.CONFLICT, words);
    }
  }
}
