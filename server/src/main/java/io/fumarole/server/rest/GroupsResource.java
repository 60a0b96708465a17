package io.fumarole.server.rest;

import io.fumarole.campaign.inventory.DeviceGroup;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.Groups.Outcome;
import io.fumarole.campaign.inventory.InventoryStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// `/groups`: filters with names.
public final class GroupsResource implements RestApi.Resource {
  private final Groups groups;
  private final InventoryStore inventory;
  private final InstantSource clock;

  public GroupsResource(Groups groups, InventoryStore inventory, InstantSource clock) {
    this.groups = groups;
    this.inventory = inventory;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/groups", this::list, Scope.READ)
        .get(RestApi.BASE + "/groups/{name}", this::show, Scope.READ)
        .put(RestApi.BASE + "/groups/{name}", this::put, Scope.OPERATE)
        .delete(RestApi.BASE + "/groups/{name}", this::remove, Scope.OPERATE);
  }

  record Given(Optional<String> filter, Optional<String> description) {}

  /// @param devices how many the group takes in now; where a single group is shown
  record Shown(String name, String filter, String description, Optional<Long> devices) {
    static Shown of(DeviceGroup group, Optional<Long> devices) {
      return new Shown(group.name(), group.filter().text(), group.description(), devices);
    }
  }

  private void list(Context context) {
    List<Shown> all =
        groups.all().groups().values().stream().map(it -> Shown.of(it, Optional.empty())).toList();
    context.json(Map.of("groups", all));
  }

  private void show(Context context) {
    String name = context.pathParam("name");
    Optional<DeviceGroup> found = groups.all().find(name);
    if (found.isEmpty()) {
      unknown(context, name);
      return;
    }
    long devices =
        inventory.count(DeviceSearch.selection(found.get().filter(), groups), clock.instant());
    Versions.show(
        context, Shown.of(found.get(), Optional.of(devices)), Versions.tag(found.get().revision()));
  }

  private static void unknown(Context context, String name) {
    Problem.send(
        context,
        HttpStatus.NOT_FOUND,
        "there is no group '" + name + "': PUT /groups/" + name + " makes one");
  }

  private void put(Context context) {
    String name = context.pathParam("name");
    if (!DeviceGroup.isName(name)) throw BadRequest.of("name", DeviceGroup.NAME_RULE);
    Given given = Input.json(context, Given.class);
    var group = group(name, given);
    Optional<OptionalLong> asRead = asRead(context, name);
    if (asRead.isEmpty()) return;
    switch (groups.put(group, asRead.get(), Versions.mustBeNew(context))) {
      case Outcome.Stored(var stored, var isNew) -> {
        context.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
        Versions.show(context, Shown.of(stored, Optional.empty()), Versions.tag(stored.revision()));
      }
      case Outcome.Removed() -> throw new IllegalStateException("a group was put, not removed");
      case Outcome.Refused refused -> refuse(context, name, refused);
    }
  }

  private static DeviceGroup group(String name, Given given) {
    String filter =
        given
            .filter()
            .orElseThrow(
                () -> BadRequest.of("filter", "it is missing: which devices the group takes in"));
    try {
      return new DeviceGroup(name, given.description().orElse(""), DeviceSearch.filter(filter), 0);
    } catch (IllegalArgumentException refused) {
      throw BadRequest.of("description", String.valueOf(refused.getMessage()));
    }
  }

  /// The revision that `If-Match` asks for; empty when that is answered already.
  private Optional<OptionalLong> asRead(Context context, String name) {
    if (context.header("If-Match") == null) return Optional.of(OptionalLong.empty());
    Optional<DeviceGroup> found = groups.all().find(name);
    boolean isAsRead =
        found.filter(it -> Versions.matches(context, Versions.tag(it.revision()))).isPresent();
    if (isAsRead) return Optional.of(OptionalLong.of(found.get().revision()));
    Versions.stale(context, "group " + name + " has changed since you read it");
    return Optional.empty();
  }

  private void remove(Context context) {
    String name = context.pathParam("name");
    Optional<OptionalLong> asRead = asRead(context, name);
    if (asRead.isEmpty()) return;
    switch (groups.remove(name, asRead.get())) {
      case Outcome.Removed() -> context.status(HttpStatus.NO_CONTENT);
      case Outcome.Stored _ -> throw new IllegalStateException("a group was removed, not put");
      case Outcome.Refused refused -> refuse(context, name, refused);
    }
  }

  private static void refuse(Context context, String name, Outcome.Refused refused) {
    switch (refused.why()) {
      case UNKNOWN -> unknown(context, name);
      case STALE -> Versions.stale(context, refused.words());
      case CONFLICT ->
          Problem.send(
              context,
              HttpStatus.CONFLICT,
              refused.words(),
              List.of(Problem.Fault.of("filter", refused.words())));
    }
  }
}
