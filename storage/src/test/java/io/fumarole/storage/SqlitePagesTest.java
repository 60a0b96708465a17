package io.fumarole.storage;

import io.fumarole.campaign.contract.PagesContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
final class SqlitePagesTest extends PagesContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory);
  }
}
