package io.fumarole.storage;

import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.contract.WebhookStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class PostgresWebhooksTest extends WebhookStoreContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.postgres(directory);
  }
}
