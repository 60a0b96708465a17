package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.NodeOrderContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryNodeOrdersTest extends NodeOrderContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
