package io.fumarole.server.rest;

import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.Optional;

/// `/devices/{id}/certificate`: the one that a device has to show when it connects.
public final class CertificateResource implements RestApi.Resource {
  private static final int MOST_TRIES = 10;

  private final DeviceStore devices;
  private final DeviceViews views;

  public CertificateResource(DeviceStore devices, DeviceViews views) {
    this.devices = devices;
    this.views = views;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .put(RestApi.BASE + "/devices/{id}/certificate", this::bind, Scope.OPERATE)
        .delete(RestApi.BASE + "/devices/{id}/certificate", this::unbind, Scope.OPERATE);
  }

  record Wanted(Optional<String> subject) {}

  private void bind(Context context) {
    Wanted wanted = Input.json(context, Wanted.class);
    change(context, Optional.of(subject(Input.needed(wanted.subject(), "subject"))));
  }

  static CertificateSubject subject(String text) {
    try {
      return CertificateSubject.parse(text);
    } catch (IllegalArgumentException refused) {
      throw BadRequest.about("subject", String.valueOf(refused.getMessage()));
    }
  }

  private void unbind(Context context) {
    change(context, Optional.empty());
  }

  private void change(Context context, Optional<CertificateSubject> wanted) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(id);
      if (found.isEmpty()) {
        DevicesResource.unknown(context, id);
        return;
      }
      if (!Versions.matches(context, views.tag(found.get()))) {
        Versions.stale(context, "device " + id + " has changed since you read it");
        return;
      }
      if (!devices.update(found.get().withCertificate(wanted))) continue;
      views.show(context, id);
      return;
    }
    Problem.send(context, HttpStatus.CONFLICT, "device " + id + " keeps changing: try again");
  }
}
