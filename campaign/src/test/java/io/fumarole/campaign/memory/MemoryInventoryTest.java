package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.InventoryContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryInventoryTest extends InventoryContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
