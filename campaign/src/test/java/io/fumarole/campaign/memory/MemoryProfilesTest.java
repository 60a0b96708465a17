package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.ProfileStoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryProfilesTest extends ProfileStoreContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
