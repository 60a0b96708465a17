package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.NotificationStoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;

final class MemoryNotificationsTest extends NotificationStoreContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
