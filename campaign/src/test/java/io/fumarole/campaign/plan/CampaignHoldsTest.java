package io.fumarole.campaign.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.testing.TestPlans;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CampaignHoldsTest {
  private static final Instant THREE_IN_UTC = Instant.parse("2026-03-01T03:00:00Z");
  private static final CampaignId ID = new CampaignId("c1");

  private static Device device(String id) {
    return Device.enrolled(
        new DeviceId(id), "strict", Optional.empty(), Optional.empty(), THREE_IN_UTC);
  }

  /// From three to four at night.
  private static CampaignPlan plan() {
    return TestPlans.all(
        new CampaignPlan.Release("M-1", "2.0"),
        new Window(LocalTime.of(3, 0), LocalTime.of(4, 0), EnumSet.allOf(DayOfWeek.class)));
  }

  @Test
  void aWindowOpensByTheClockOfTheDevice() {
    var store = new MemoryStore();
    Campaign running =
        Campaign.draft(ID, plan(), THREE_IN_UTC).to(CampaignState.RUNNING, "", THREE_IN_UTC);
    assertThat(store.campaigns().add(running)).isTrue();
    var holds =
        new CampaignHolds(
            store.campaigns(),
            id ->
                id.value().equals("tokyo") ? Labels.of(Map.of("zone", "Asia/Tokyo")) : Labels.NONE);
    var part = new Goal.Part(ID, 0);
    assertThat(holds.of(part, device("anywhere"), THREE_IN_UTC)).isEmpty();
    assertThat(holds.of(part, device("tokyo"), THREE_IN_UTC).orElseThrow().words())
        .isEqualTo("its window opens at 2026-03-02T03:00+09:00");
    Instant threeInTokyo = Instant.parse("2026-03-01T18:00:00Z");
    assertThat(holds.of(part, device("tokyo"), threeInTokyo)).isEmpty();
    assertThat(holds.of(part, device("anywhere"), threeInTokyo)).isPresent();
  }
}
