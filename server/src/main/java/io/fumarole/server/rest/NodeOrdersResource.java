package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.node.NodeRequest.Command;
import io.fumarole.campaign.node.OrderRequest;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Octets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `/devices/{id}/node-orders`: what operators ask of single nodes, and `/devices/{id}/questions`:
/// what they ask of users. Both wait in one line for the device's next session.
public final class NodeOrdersResource implements RestApi.Resource {
  private static final int USUAL_HOURS = 7 * 24;
  private static final int MOST_HOURS = 366 * 24;

  /// In one answer: each may hold 64 KiB that the device said.
  private static final int MOST_ROWS = 100;

  private final NodeOrderStore orders;
  private final DeviceStore devices;
  private final InstantSource clock;

  public NodeOrdersResource(NodeOrderStore orders, DeviceStore devices, InstantSource clock) {
    this.orders = orders;
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices/{id}/node-orders", this::list, Scope.READ)
        .post(RestApi.BASE + "/devices/{id}/node-orders", this::add, Scope.OPERATE)
        .post(RestApi.BASE + "/devices/{id}/questions", this::ask, Scope.OPERATE)
        .get(RestApi.BASE + "/devices/{id}/node-orders/{number}", this::show, Scope.READ)
        .delete(RestApi.BASE + "/devices/{id}/node-orders/{number}", this::cancel, Scope.OPERATE);
  }

  /// @param node its LocURI
  /// @param value for replace and add
  /// @param format of the value; chr when it is not said
  /// @param type of the value; text/plain when it is not said
  /// @param hours after which it expires
  record NewOrder(
      Optional<String> command,
      Optional<String> node,
      Optional<String> value,
      Optional<String> format,
      Optional<String> type,
      Optional<Integer> hours) {}

  /// @param cursor for the next page; absent on the last one
  record Page(List<NodeOrderView> orders, Optional<String> cursor) {}

  private void list(Context context) {
    Device device = device(context);
    int limit = Math.min(Input.limit(context), MOST_ROWS);
    Paging.Page<NodeOrder> page =
        Paging.page(
            orders.list(device.id(), Paging.beforeNumber(context), limit + 1),
            limit,
            it -> String.valueOf(it.number()));
    context.json(new Page(page.rows().stream().map(NodeOrderView::of).toList(), page.cursor()));
  }

  private Device device(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    return devices
        .find(id)
        .orElseThrow(() -> new BadRequest(HttpStatus.NOT_FOUND, "no device " + id));
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) throw new BadRequest("'" + text + "' is no order's number");
    return Long.parseLong(text);
  }

  private NodeOrder order(Context context) {
    Device device = device(context);
    long number = number(context.pathParam("number"));
    return orders
        .find(device.id(), number)
        .orElseThrow(
            () ->
                new BadRequest(
                    HttpStatus.NOT_FOUND,
                    "device %s has no order %d to its nodes".formatted(device.id(), number)));
  }

  private void show(Context context) {
    context.json(NodeOrderView.of(order(context)));
  }

  private void add(Context context) {
    Device device = device(context);
    NewOrder given = Input.json(context, NewOrder.class);
    NodeRequest request = request(given);
    requireOutsideFumo(device, request);
    queue(context, device, request, given.hours());
  }

  private void ask(Context context) {
    Device device = device(context);
    NewQuestion given = Input.json(context, NewQuestion.class);
    queue(context, device, given.question(), given.hours());
  }

  private void queue(
      Context context, Device device, OrderRequest request, Optional<Integer> given) {
    int hours = given.orElse(USUAL_HOURS);
    if (hours < 1 || hours > MOST_HOURS)
      throw BadRequest.of("hours", "it is a number from 1 to %,d".formatted(MOST_HOURS));
    Instant now = clock.instant();
    NodeOrder order =
        orders
            .add(device.id(), request, now, now.plus(Duration.ofHours(hours)))
            .orElseThrow(
                () ->
                    new BadRequest(
                        HttpStatus.CONFLICT,
                        "device %s has %d orders waiting already: cancel some"
                            .formatted(device.id(), NodeOrderStore.MOST_OPEN)));
    context.status(HttpStatus.CREATED);
    context.json(NodeOrderView.of(order));
  }

  private static NodeRequest request(NewOrder given) {
    Command command =
        Input.word("command", Input.needed(given.command(), "command"), Command.values());
    String text = Input.needed(given.node(), "node");
    DmUri node =
        DmUri.parse(text.strip())
            .orElseThrow(
                () -> BadRequest.of("node", "it is the LocURI of a node, such as ./DevInfo/Mod"));
    if (given.value().isEmpty() && (given.format().isPresent() || given.type().isPresent()))
      throw BadRequest.of("value", "it is missing, and only it has a format and a type");
    try {
      Optional<NodeRequest.Value> value =
          given
              .value()
              .map(
                  it ->
                      new NodeRequest.Value(
                          given.format().orElse("chr"),
                          given.type().orElse("text/plain"),
                          Octets.utf8(it)));
      return new NodeRequest(command, node, value);
    } catch (IllegalArgumentException refused) {
      throw new BadRequest(HttpStatus.UNPROCESSABLE_CONTENT, String.valueOf(refused.getMessage()));
    }
  }

  /// An update that nobody follows could leave the device with half an image.
  private static void requireOutsideFumo(Device device, NodeRequest request) {
    if (request.command() == Command.GET) return;
    boolean isFumo =
        device
            .object()
            .map(object -> object.root())
            .filter(
                root ->
                    request.node().isAtOrUnder(root)
                        || (request.command() == Command.DELETE
                            && root.isAtOrUnder(request.node())))
            .isPresent();
    if (isFumo)
      throw new BadRequest(
          HttpStatus.UNPROCESSABLE_CONTENT,
          request.node()
              + " belongs to the firmware update object: a deployment or a campaign works on it");
  }

  /// Of one that was not sent yet.
  private void cancel(Context context) {
    NodeOrder order = order(context);
    if (order.isUnsent()) {
      NodeOrder cancelled = order.cancelled(clock.instant());
      if (orders.update(cancelled)) {
        context.json(NodeOrderView.of(cancelled));
        return;
      }
    }
    throw new BadRequest(
        HttpStatus.CONFLICT,
        "order %d is %s: it cannot be cancelled any more"
            .formatted(order.number(), Input.word(order(context).state())));
  }
}
