package io.fumarole.server.rest;

import io.fumarole.campaign.inventory.Advisory;
import io.fumarole.campaign.inventory.Advisory.OfModel;
import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.Selection;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// `/advisories`: which versions have a weakness, and which devices run one of them.
public final class AdvisoriesResource implements RestApi.Resource {
  private final AdvisoryStore advisories;
  private final Groups groups;
  private final InventoryStore inventory;
  private final InstantSource clock;

  public AdvisoriesResource(
      AdvisoryStore advisories, Groups groups, InventoryStore inventory, InstantSource clock) {
    this.advisories = advisories;
    this.groups = groups;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/advisories", this::list, Scope.READ)
        .get(RestApi.BASE + "/advisories/{id}", this::show, Scope.READ)
        .put(RestApi.BASE + "/advisories/{id}", this::put, Scope.RELEASE)
        .delete(RestApi.BASE + "/advisories/{id}", this::remove, Scope.RELEASE)
        .get(RestApi.BASE + "/advisories/{id}/devices", this::devices, Scope.READ);
  }

  record GivenModel(
      Optional<String> model, Optional<List<String>> affected, Optional<List<String>> fixed) {
    OfModel ofModel() {
      return new OfModel(
          Input.needed(model, "model"), affected.orElse(List.of()), fixed.orElse(List.of()));
    }
  }

  record Given(Optional<String> title, Optional<String> url, Optional<List<GivenModel>> models) {
    List<OfModel> ofModels() {
      return models
          .orElseThrow(() -> BadRequest.of("models", "it is missing: which versions have it"))
          .stream()
          .map(GivenModel::ofModel)
          .toList();
    }
  }

  /// @param devices that run a version that has it; where one advisory is shown
  /// @param unread devices of its models whose version was never read
  record Shown(
      String id,
      String title,
      Optional<String> url,
      List<OfModel> models,
      Instant changed,
      long revision,
      Optional<Long> devices,
      Optional<Long> unread) {
    static Shown of(Advisory it, Optional<Long> devices, Optional<Long> unread) {
      return new Shown(
          it.id(), it.title(), it.url(), it.models(), it.changed(), it.revision(), devices, unread);
    }
  }

  private void list(Context context) {
    List<Shown> all =
        advisories.advisories().stream()
            .map(it -> Shown.of(it, Optional.empty(), Optional.empty()))
            .toList();
    context.json(Map.of("advisories", all));
  }

  private Advisory advisory(Context context) {
    String id = context.pathParam("id");
    return advisories
        .find(id)
        .orElseThrow(
            () ->
                new BadRequest(
                    HttpStatus.NOT_FOUND,
                    "there is no advisory '%s': GET /advisories lists them".formatted(id)));
  }

  private Selection affected(Advisory advisory) {
    return DeviceSearch.selection(DeviceSearch.filter("advisory==" + advisory.id()), groups);
  }

  private void show(Context context) {
    Advisory advisory = advisory(context);
    Instant now = clock.instant();
    Versions.show(
        context,
        Shown.of(
            advisory,
            Optional.of(inventory.count(affected(advisory), now)),
            Optional.of(inventory.count(advisory.unread(), now))),
        Versions.tag(advisory.revision()));
  }

  private void put(Context context) {
    String id = context.pathParam("id");
    if (!Advisory.isId(id)) throw BadRequest.of("id", Advisory.ID_RULE);
    Optional<Advisory> was = advisories.find(id);
    if (context.header("If-Match") != null && was.isEmpty()) {
      Versions.stale(context, "advisory " + id + " is not there any more");
      return;
    }
    if (Versions.mustBeNew(context) && was.isPresent()) {
      Versions.stale(context, "there is an advisory " + id + " already");
      return;
    }
    was.ifPresent(it -> Versions.requireMatch(context, it.revision()));
    if (was.isEmpty() && advisories.advisories().size() >= Advisory.MOST)
      throw new BadRequest(
          HttpStatus.CONFLICT, "there are at most " + Advisory.MOST + " advisories");
    Advisory next = given(id, Input.json(context, Given.class), was);
    boolean isStored = was.isPresent() ? advisories.update(next) : advisories.add(next);
    if (!isStored)
      throw new BadRequest(
          HttpStatus.CONFLICT, "advisory " + id + " has changed meanwhile: try again");
    long revision = was.isPresent() ? next.revision() + 1 : next.revision();
    context.status(was.isPresent() ? HttpStatus.OK : HttpStatus.CREATED);
    Versions.show(
        context,
        Shown.of(next.withRevision(revision), Optional.empty(), Optional.empty()),
        Versions.tag(revision));
  }

  private Advisory given(String id, Given given, Optional<Advisory> was) {
    try {
      return new Advisory(
          id,
          given.title().orElse(""),
          given.url().filter(it -> !it.isBlank()),
          given.ofModels(),
          clock.instant(),
          was.map(Advisory::revision).orElse(0L));
    } catch (IllegalArgumentException wrong) {
      throw new BadRequest(String.valueOf(wrong.getMessage()));
    }
  }

  private void remove(Context context) {
    Advisory advisory = advisory(context);
    Set<String> users = groups.all().usersOf(advisory.id());
    if (!users.isEmpty())
      throw new BadRequest(
          HttpStatus.CONFLICT,
          "advisory %s is used by the groups %s: change or remove those first"
              .formatted(advisory.id(), users));
    var _ = advisories.remove(advisory.id());
    context.status(HttpStatus.NO_CONTENT);
  }

  private void devices(Context context) {
    Advisory advisory = advisory(context);
    Instant now = clock.instant();
    Selection affected = affected(advisory);
    int limit = Input.limit(context);
    Paging.Page<EntryView> page =
        Paging.page(
            inventory.list(affected, now, Paging.afterId(context), limit + 1).stream()
                .map(EntryView::of)
                .toList(),
            limit,
            EntryView::id);
    Optional<Long> total =
        Input.isAsked(context, "count")
            ? Optional.of(inventory.count(affected, now))
            : Optional.empty();
    context.json(new EntryView.Page(page.rows(), page.cursor(), total));
  }
}
