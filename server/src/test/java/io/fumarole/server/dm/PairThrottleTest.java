package io.fumarole.server.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PairThrottleTest {
  private static final DeviceId DEVICE = new DeviceId("IMEI:1");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final PairThrottle throttle = new PairThrottle();

  private void guess(String from, int times) {
    for (int i = 0; i < times; i++) throttle.guessed(DEVICE, from, NOW);
  }

  @Test
  void blocksAfterABurstAndForgivesWithTime() {
    guess("10.0.0.1", PairThrottle.BURST - 1);
    assertThat(throttle.isBlocked(DEVICE, "10.0.0.1", NOW)).isFalse();
    guess("10.0.0.1", 1);
    assertThat(throttle.isBlocked(DEVICE, "10.0.0.1", NOW)).isTrue();
    assertThat(throttle.isBlocked(DEVICE, "10.0.0.1", NOW.plus(PairThrottle.PER_GUESS))).isFalse();
  }

  @Test
  void neverBlocksTheDeviceElsewhereNorAnotherDevice() {
    guess("10.0.0.1", 1_000);
    assertThat(throttle.isBlocked(DEVICE, "10.0.0.2", NOW)).isFalse();
    assertThat(throttle.isBlocked(new DeviceId("IMEI:2"), "10.0.0.1", NOW)).isFalse();
  }

  @Test
  void takesAnIpv6NetworkForOnePeer() {
    guess("2001:db8:1:2:aaaa::1", PairThrottle.BURST);
    assertThat(throttle.isBlocked(DEVICE, "2001:db8:1:2:bbbb::9", NOW)).isTrue();
    assertThat(throttle.isBlocked(DEVICE, "2001:db8:1:3::1", NOW)).isFalse();
    guess("2001:db8::1", PairThrottle.BURST);
    assertThat(throttle.isBlocked(DEVICE, "[2001:db8:0:0:ffff::2]", NOW)).isTrue();
  }
}
