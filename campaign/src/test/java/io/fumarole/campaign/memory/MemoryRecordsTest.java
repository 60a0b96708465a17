package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.RecordStoresContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryRecordsTest extends RecordStoresContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
