package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.notification.NotificationStore;
import io.fumarole.campaign.notification.NotificationStore.Unanswered;
import io.fumarole.campaign.notification.Way;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/devices/{id}/notifications` and `/notifications/unanswered`: what became of them.
public final class NotificationsResource implements RestApi.Resource {
  private final NotificationStore notifications;
  private final DeviceStore devices;
  private final InstantSource clock;

  public NotificationsResource(
      NotificationStore notifications, DeviceStore devices, InstantSource clock) {
    this.notifications = notifications;
    this.devices = devices;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices/{id}/notifications", this::list, Scope.READ)
        .get(RestApi.BASE + "/notifications/unanswered", this::unanswered, Scope.READ);
  }

  /// @param sessionId that it asks for
  /// @param until it is worth nothing after this
  /// @param again when it is tried again
  /// @param answered when the device opened the session that it was asked for
  /// @param session its key
  private record View(
      String id,
      String state,
      Optional<String> way,
      Optional<String> messageId,
      String sessionId,
      int tries,
      String words,
      Instant created,
      Instant changed,
      Instant until,
      Optional<Instant> again,
      Optional<Instant> answered,
      Optional<String> session) {
    static View of(DeviceNotification it) {
      DeviceNotification.Delivery delivery = it.delivery();
      return new View(
          it.id().value(),
          delivery.state().word(),
          delivery.way().map(Way::word),
          delivery.messageId(),
          Integer.toHexString(it.sessionId()).toUpperCase(java.util.Locale.ROOT),
          delivery.tries(),
          delivery.words(),
          it.created(),
          delivery.changed(),
          it.until(),
          delivery.wakeAt(),
          it.answer().map(DeviceNotification.Answer::at),
          it.answer().map(DeviceNotification.Answer::session));
    }
  }

  private void list(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    if (devices.find(id).isEmpty()) {
      DevicesResource.unknown(context, id);
      return;
    }
    List<View> views = notifications.list(id, Input.limit(context)).stream().map(View::of).toList();
    context.json(Map.of("notifications", views));
  }

  private record Silent(String device, int sent, Instant first, Instant last) {
    static Silent of(Unanswered it) {
      return new Silent(it.device().value(), it.sent(), it.first(), it.last());
    }
  }

  /// @param cursor for the next page; absent on the last one
  private record Page(List<Silent> devices, Optional<String> cursor) {}

  private void unanswered(Context context) {
    int limit = Input.limit(context);
    Paging.Page<Silent> page =
        Paging.page(
            notifications.unanswered(Paging.afterId(context), limit + 1, clock.instant()).stream()
                .map(Silent::of)
                .toList(),
            limit,
            Silent::device);
    context.json(new Page(page.rows(), page.cursor()));
  }
}
