package io.fumarole.server.rest;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.Labels;
import io.javalin.http.Context;
import java.util.Optional;

/// Shows single devices, from the stores that know of them.
public final class DeviceViews {
  private final DeviceStore devices;
  private final InventoryStore inventory;

  public DeviceViews(DeviceStore devices, InventoryStore inventory) {
    this.devices = devices;
    this.inventory = inventory;
  }

  /// Answers with the device as it is now.
  void show(Context context, DeviceId id) {
    Optional<Device> found = devices.find(id);
    if (found.isEmpty()) {
      DevicesResource.unknown(context, id);
      return;
    }
    DeviceView view = of(found.get());
    Versions.show(context, view, Versions.tag(view));
  }

  /// What a change of this device must be asked for.
  String tag(Device device) {
    return Versions.tag(of(device));
  }

  private DeviceView of(Device device) {
    Labels labels = inventory.find(device.id()).map(DeviceEntry::labels).orElse(Labels.NONE);
    return DeviceView.of(device, labels);
  }
}
