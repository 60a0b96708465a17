package io.fumarole.campaign.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.contract.CampaignStoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.exchange.ExchangeStore.Behind;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import org.junit.jupiter.api.Test;

final class MemoryCampaignsTest extends CampaignStoreContract {
  private final MemoryUnderTest memory = MemoryUnderTest.empty();

  @Override
  protected StoresUnderTest openEmpty() {
    return memory;
  }

  @Test
  void aCrashLosesWhatIsBehindAndNothingElse() {
    Loaded before = prepared();
    assertThat(memory.store().commit(before, changes(device(DEVICE), session(DEVICE, "k1", 1))))
        .isTrue();
    Loaded committed = load();
    memory.store().behind(new Behind(committed.device().orElseThrow().seen(NOW.plusSeconds(60))));
    assertThat(load()).isNotEqualTo(committed);
    memory.store().crash();
    assertThat(load()).isEqualTo(committed);
  }
}
