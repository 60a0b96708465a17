package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.server.rest.NewDevices.NewDevice;
import io.fumarole.server.rest.NewDevices.Terms;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// `/devices`.
public final class DevicesResource implements RestApi.Resource {
  private static final int MOST_TRIES = 10;

  private final DeviceStore devices;
  private final InventoryStore inventory;
  private final Groups groups;
  private final DeviceViews views;
  private final NewDevices fresh;
  private final InstantSource clock;

  public DevicesResource(
      DeviceStore devices,
      InventoryStore inventory,
      Groups groups,
      NewDevices fresh,
      InstantSource clock) {
    this.devices = devices;
    this.inventory = inventory;
    this.groups = groups;
    this.views = new DeviceViews(devices, inventory);
    this.fresh = fresh;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices", this::list, Scope.READ)
        .post(RestApi.BASE + "/devices", this::add, Scope.OPERATE)
        .get(RestApi.BASE + "/devices/{id}", this::show, Scope.READ)
        .post(RestApi.BASE + "/devices/{id}/accept", this::accept, Scope.OPERATE);
  }

  private void list(Context context) {
    Selection selection = DeviceSearch.selection(context, groups);
    int limit = Input.limit(context);
    Instant now = clock.instant();
    Paging.Page<EntryView> page =
        Paging.page(
            inventory.list(selection, now, Paging.afterId(context), limit + 1).stream()
                .map(EntryView::of)
                .toList(),
            limit,
            EntryView::id);
    Optional<Long> total =
        Input.isAsked(context, "count")
            ? Optional.of(inventory.count(selection, now))
            : Optional.empty();
    context.json(new EntryView.Page(page.rows(), page.cursor(), total));
  }

  private void show(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    views.show(context, id);
  }

  private void add(Context context) {
    Device device = fresh.device(Input.json(context, NewDevice.class), clock.instant());
    DeviceId id = device.id();
    if (!devices.add(device)) {
      Problem.send(
          context,
          HttpStatus.CONFLICT,
          "device " + id + " exists already: accept gives it accounts and a profile");
      return;
    }
    context.status(HttpStatus.CREATED);
    views.show(context, id);
  }

  private void accept(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Terms terms = Input.json(context, Terms.class);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(id);
      if (found.isEmpty()) {
        unknown(context, id);
        return;
      }
      if (found.get().standing() == Device.Standing.QUARANTINED) {
        Problem.send(
            context, HttpStatus.CONFLICT, "device " + id + " is in quarantine: release it first");
        return;
      }
      if (found.get().standing() == Device.Standing.EXAMINED) {
        Problem.send(
            context,
            HttpStatus.CONFLICT,
            "the conformance kit judges device " + id + ": cancel its run first");
        return;
      }
      if (!Versions.matches(context, views.tag(found.get()))) {
        Versions.stale(context, "device " + id + " has changed since you read it");
        return;
      }
      boolean isDone =
          (found.get().standing() == Device.Standing.ENROLLED && terms.isEmpty())
              || devices.update(fresh.on(terms, found.get().accepted()));
      if (!isDone) continue;
      views.show(context, id);
      return;
    }
    Problem.send(context, HttpStatus.CONFLICT, "device " + id + " keeps changing: try again");
  }

  static void unknown(Context context, DeviceId id) {
    Problem.send(context, HttpStatus.NOT_FOUND, "no device " + id + ": add it with POST /devices");
  }
}
