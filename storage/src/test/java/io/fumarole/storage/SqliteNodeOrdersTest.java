package io.fumarole.storage;

import io.fumarole.campaign.contract.NodeOrderContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

final class SqliteNodeOrdersTest extends NodeOrderContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory);
  }
}
