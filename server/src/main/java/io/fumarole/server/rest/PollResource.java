package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.PollNode;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.protocol.syncml.Octets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// `/devices/{id}/poll-interval`, and the same for all that a filter takes in: how often devices
/// call by themselves, written once, by an order to the node that their profile names.
public final class PollResource implements RestApi.Resource {
  /// Devices in one call: each is a transaction of its own.
  private static final int MOST_AT_ONCE = 500;

  private static final int USUAL_JITTER = 10;

  /// Whoever calls seldom has to be waited for.
  private static final Duration WAITS = Duration.ofDays(90);

  private final NodeOrderStore orders;
  private final DeviceStore devices;
  private final InventoryStore inventory;
  private final Groups groups;
  private final Function<Device, ModelProfile> profiles;
  private final InstantSource clock;

  public PollResource(
      NodeOrderStore orders,
      DeviceStore devices,
      InventoryStore inventory,
      Groups groups,
      Function<Device, ModelProfile> profiles,
      InstantSource clock) {
    this.orders = orders;
    this.devices = devices;
    this.inventory = inventory;
    this.groups = groups;
    this.profiles = profiles;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .post(RestApi.BASE + "/devices/poll-interval", this::setAll, Scope.OPERATE)
        .post(RestApi.BASE + "/devices/{id}/poll-interval", this::set, Scope.OPERATE);
  }

  /// @param every such as `24h`
  /// @param jitter how much longer it may be for a device, in percent
  record Wanted(Optional<String> every, Optional<Integer> jitter) {
    private Duration interval() {
      return Input.duration("every", Input.needed(every, "every"));
    }

    private int percent() {
      return jitter.orElse(USUAL_JITTER);
    }
  }

  private sealed interface Outcome {
    record Ordered(NodeOrder order) implements Outcome {}

    record Refused(String words) implements Outcome {}
  }

  private void set(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    Optional<Device> device = devices.find(id);
    if (device.isEmpty()) {
      DevicesResource.unknown(context, id);
      return;
    }
    switch (order(device.get(), Input.json(context, Wanted.class), clock.instant())) {
      case Outcome.Ordered(var order) -> {
        context.status(HttpStatus.CREATED);
        context.json(NodeOrderView.of(order));
      }
      case Outcome.Refused(var words) -> Problem.send(context, HttpStatus.CONFLICT, words);
    }
  }

  private Outcome order(Device device, Wanted wanted, Instant now) {
    ModelProfile profile = profiles.apply(device);
    Optional<PollNode> poll = profile.poll();
    if (poll.isEmpty())
      return new Outcome.Refused(
          "profile %s does not say where device %s keeps its poll interval"
              .formatted(profile.name(), device.id()));
    return orders
        .add(device.id(), request(poll.get(), wanted, device.id()), now, now.plus(WAITS))
        .<Outcome>map(Outcome.Ordered::new)
        .orElseGet(
            () ->
                new Outcome.Refused(
                    "device %s has %d orders waiting already: cancel some"
                        .formatted(device.id(), NodeOrderStore.MOST_OPEN)));
  }

  private static NodeRequest request(PollNode poll, Wanted wanted, DeviceId device) {
    try {
      long value = poll.value(wanted.interval(), wanted.percent(), device);
      return new NodeRequest(
          NodeRequest.Command.REPLACE,
          poll.node(),
          Optional.of(
              new NodeRequest.Value("int", "text/plain", Octets.utf8(Long.toString(value)))));
    } catch (IllegalArgumentException refused) {
      throw new BadRequest(String.valueOf(refused.getMessage()));
    }
  }

  /// @param ordered how many are written to in their next session
  /// @param cursor for the call that goes on; absent when all were looked at
  record Ordered(int ordered, List<NotOrdered> refused, Optional<String> cursor) {}

  record NotOrdered(String device, String why) {}

  private void setAll(Context context) {
    Wanted wanted = Input.json(context, Wanted.class);
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
    for (DeviceEntry entry : page.rows()) {
      Optional<Device> device = devices.find(entry.id());
      if (device.isEmpty()) continue;
      switch (order(device.get(), wanted, clock.instant())) {
        case Outcome.Ordered _ -> ordered++;
        case Outcome.Refused(var words) -> refused.add(new NotOrdered(entry.id().value(), words));
      }
    }
    context.json(new Ordered(ordered, refused, page.cursor()));
  }
}
