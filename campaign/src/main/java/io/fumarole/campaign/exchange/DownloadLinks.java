package io.fumarole.campaign.exchange;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.protocol.fumo.Delivery;
import java.time.Instant;

/// Makes the addresses that devices download from: unguessable, expiring, and carrying all that a
/// download needs, so that serving one costs no look-up.
public interface DownloadLinks {
  /// What an address is made for.
  ///
  /// @param delivery DIRECT gives the package's address, DESCRIPTOR its descriptor's
  /// @param redirects whether it may lead elsewhere
  record Wanted(
      DeviceId device,
      DeploymentId deployment,
      FirmwarePackage firmwarePackage,
      Delivery delivery,
      RedirectUse redirects) {}

  String link(Wanted wanted, Instant now);

  /// Whether an address is one of ours, whoever it was made for: a device that still holds one runs
  /// nothing foreign.
  boolean isOurs(String url);
}
