package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.server.bootstrap.CredentialRotation;
import io.fumarole.server.bootstrap.CredentialRotation.Outcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `/devices/{id}/rotate-credentials`, and the same for all that a filter takes in.
public final class RotationResource implements RestApi.Resource {
  /// Devices in one call: each is a transaction of its own.
  private static final int MOST_AT_ONCE = 500;

  private final CredentialRotation rotation;
  private final InventoryStore inventory;
  private final Groups groups;
  private final DeviceViews views;
  private final InstantSource clock;

  public RotationResource(
      CredentialRotation rotation,
      InventoryStore inventory,
      Groups groups,
      DeviceViews views,
      InstantSource clock) {
    this.rotation = rotation;
    this.inventory = inventory;
    this.groups = groups;
    this.views = views;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .post(RestApi.BASE + "/devices/rotate-credentials", this::orderAll, Scope.OPERATE)
        .post(RestApi.BASE + "/devices/{id}/rotate-credentials", this::order, Scope.OPERATE)
        .delete(RestApi.BASE + "/devices/{id}/rotate-credentials", this::cancel, Scope.OPERATE);
  }

  private void order(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    answer(context, id, rotation.order(id));
  }

  private void cancel(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    answer(context, id, rotation.cancel(id));
  }

  private void answer(Context context, DeviceId id, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done() -> views.show(context, id);
      case Outcome.Unknown() -> DevicesResource.unknown(context, id);
      case Outcome.Refused(var words) -> Problem.send(context, HttpStatus.CONFLICT, words);
    }
  }

  /// @param ordered how many get new secrets
  /// @param cursor for the call that goes on; absent when all were looked at
  record Ordered(int ordered, List<NotOrdered> refused, Optional<String> cursor) {}

  record NotOrdered(String device, String why) {}

  private void orderAll(Context context) {
    Paging.Page<DeviceEntry> page =
        Paging.page(
            inventory.list(
                DeviceSearch.needed(context, groups),
                clock.instant(),
                Paging.afterId(context),
                MOST_AT_ONCE + 1),
            MOST_AT_ONCE,
            device -> device.id().value());
    int ordered = 0;
    List<NotOrdered> refused = new ArrayList<>();
    for (DeviceEntry device : page.rows()) {
      switch (rotation.order(device.id())) {
        case Outcome.Done() -> ordered++;
        case Outcome.Unknown() -> {} // removed since the list was read
        case Outcome.Refused(var words) -> refused.add(new NotOrdered(device.id().value(), words));
      }
    }
    context.json(new Ordered(ordered, refused, page.cursor()));
  }
}
