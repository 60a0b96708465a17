package io.fumarole.campaign.testing;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.fumo.Delivery;
import java.time.Instant;

/// Addresses that tell what they are for.
public record PlainLinks(String base) implements DownloadLinks {
  public static final PlainLinks EXAMPLE = new PlainLinks("https://dl.fota.example/");

  @Override
  public String link(
      DeviceId device,
      DeploymentId deployment,
      FirmwarePackage firmwarePackage,
      Delivery delivery,
      Instant now) {
    String ending = delivery == Delivery.DESCRIPTOR ? ".dd" : ".bin";
    return base + deployment.value() + "/" + firmwarePackage.id().value() + ending;
  }

  @Override
  public boolean isOurs(String url) {
    return url.startsWith(base);
  }
}
