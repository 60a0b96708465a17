package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Quarantine;
import io.fumarole.campaign.exchange.Quarantine.Outcome;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/// `/devices/{id}/quarantine` and `/release`.
public final class QuarantineResource implements RestApi.Resource {
  private static final int LONGEST_REASON = 500;

  private final Quarantine quarantine;
  private final DeviceViews views;
  private final InstantSource clock;

  public QuarantineResource(Quarantine quarantine, DeviceViews views, InstantSource clock) {
    this.quarantine = quarantine;
    this.views = views;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .post(RestApi.BASE + "/devices/{id}/quarantine", this::begin, Scope.OPERATE)
        .post(RestApi.BASE + "/devices/{id}/release", this::end, Scope.OPERATE);
  }

  record Why(Optional<String> reason) {}

  private void begin(Context context) {
    Asked asked = asked(context);
    answer(
        context,
        asked.id(),
        quarantine.begin(asked.id(), asked.reason(), isAsRead(context), clock.instant()));
  }

  private void end(Context context) {
    Asked asked = asked(context);
    answer(
        context,
        asked.id(),
        quarantine.end(asked.id(), asked.reason(), isAsRead(context), clock.instant()));
  }

  private record Asked(DeviceId id, Optional<String> reason) {}

  private static Asked asked(Context context) {
    Optional<String> reason =
        Input.json(context, Why.class).reason().map(String::strip).filter(it -> !it.isEmpty());
    if (reason.filter(it -> it.length() > LONGEST_REASON).isPresent())
      throw BadRequest.of("reason", "it has at most " + LONGEST_REASON + " characters");
    return new Asked(Input.id(context.pathParam("id"), DeviceId::new), reason);
  }

  private Predicate<Device> isAsRead(Context context) {
    return device -> Versions.matches(context, views.tag(device));
  }

  private void answer(Context context, DeviceId id, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done(var device) -> views.show(context, device.id());
      case Outcome.Refused(var why, var words) -> {
        switch (why) {
          case UNKNOWN -> DevicesResource.unknown(context, id);
          case STALE -> Versions.stale(context, words);
          case CONFLICT -> Problem.send(context, HttpStatus.CONFLICT, words);
        }
      }
    }
  }
}
