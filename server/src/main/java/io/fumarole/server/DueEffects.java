package io.fumarole.server;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.server.download.Withdrawn;
import io.fumarole.server.notify.Notifier;
import java.time.Instant;

/// What follows when time has changed a deployment: its addresses are withdrawn, its device is
/// notified again.
record DueEffects(Withdrawn withdrawn, Notifier notifier) implements Timekeeper.Effects {
  private static final System.Logger LOG = System.getLogger(DueEffects.class.getName());

  @Override
  public void ended(Deployment deployment, Instant now) {
    withdrawn.consider(deployment, now);
  }

  @Override
  public void notify(DeviceId device, Instant now) {
    String words =
        switch (notifier.notify(
            device, UiMode.NOT_SPECIFIED, Initiator.SERVER, Notifier.When.SOON, now)) {
          case Notifier.Outcome.Built built -> built.words();
          case Notifier.Outcome.NoDevice() -> "the device is gone";
          case Notifier.Outcome.Impossible(var why) -> why;
        };
    LOG.log(System.Logger.Level.INFO, "notified again device={0}: {1}", device, words);
  }
}
