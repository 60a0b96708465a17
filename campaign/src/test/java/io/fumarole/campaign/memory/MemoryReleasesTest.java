package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.ReleaseStoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryReleasesTest extends ReleaseStoreContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
