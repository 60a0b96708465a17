package io.fumarole.server.download;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.Hmac;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Downloads' readers, for the fuzzer.
public final class LinkTargets {
  private static final long SIZE = 1_000;
  private static final SignedLinks LINKS =
      new SignedLinks("http://host", new Hmac(new byte[32]), Duration.ofDays(1));

  private LinkTargets() {}

  /// A grant as its address carries it.
  public static Octets grant() {
    var label = new Grant.Label("nw410-2.4.0", "Northwind", "2.4.0");
    return Octets.wrap(
        new Grant(
                new DeviceId("IMEI:990012340056786"),
                new DeploymentId("k3j2h1g0"),
                "ab".repeat(32),
                "application/vnd.fota",
                Instant.ofEpochSecond(1_800_000_000),
                RedirectUse.FOLLOWED,
                Optional.of(label))
            .toBytes());
  }

  /// A part lies within the content, whatever is asked.
  public static void range(byte[] octets) {
    String header = new String(octets, StandardCharsets.ISO_8859_1);
    for (long size : new long[] {0, 1, SIZE}) {
      if (RangeAnswer.of(Optional.of(header), size) instanceof RangeAnswer.Part part) {
        assertThat(part.first()).isBetween(0L, part.last());
        assertThat(part.last()).isLessThan(size);
      }
    }
  }

  /// Nobody signs by chance; and what was signed is read, or is none of ours.
  public static void token(byte[] octets) {
    assertThat(LINKS.read(Octets.wrap(octets).utf8())).isEmpty();
    Grant.of(octets).ifPresent(grant -> assertThat(Grant.of(grant.toBytes())).contains(grant));
  }
}
