package io.fumarole.storage;

import io.fumarole.campaign.contract.ExchangeStoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteExchangeTest extends ExchangeStoreContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory);
  }
}
