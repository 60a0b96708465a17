package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.PagesContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryPagesTest extends PagesContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
