package io.fumarole.campaign.memory;

import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.contract.WebhookStoreContract;

final class MemoryWebhooksTest extends WebhookStoreContract {
  @Override
  protected StoresUnderTest openEmpty() {
    return MemoryUnderTest.empty();
  }
}
