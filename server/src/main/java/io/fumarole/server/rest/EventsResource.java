package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.device.DeviceId;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/events`.
public final class EventsResource implements RestApi.Resource {
  private final DeploymentStore deployments;

  public EventsResource(DeploymentStore deployments) {
    this.deployments = deployments;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get(RestApi.BASE + "/events", this::list, Scope.READ);
  }

  private void list(Context context) {
    Optional<DeviceId> device =
        Input.query(context, "device").map(text -> Input.id(text, DeviceId::new));
    Optional<DeploymentId> deployment =
        Input.query(context, "deployment").map(text -> Input.id(text, DeploymentId::new));
    List<EventView> page =
        deployments.events(device, deployment, Input.limit(context)).stream()
            .map(EventView::of)
            .toList();
    context.json(Map.of("events", page));
  }
}
