package io.fumarole.campaign.testing;

import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.fumo.Delivery;
import java.time.Instant;

/// Addresses that tell what they are for.
public record PlainLinks(String base) implements DownloadLinks {
  public static final PlainLinks EXAMPLE = new PlainLinks("https://dl.fota.example/");

  @Override
  public String link(Wanted wanted, Instant now) {
    String ending = wanted.delivery() == Delivery.DESCRIPTOR ? ".dd" : ".bin";
    return base
        + wanted.deployment().value()
        + "/"
        + wanted.firmwarePackage().id().value()
        + ending;
  }

  @Override
  public boolean isOurs(String url) {
    return url.startsWith(base);
  }
}
