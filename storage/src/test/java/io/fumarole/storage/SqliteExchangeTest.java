package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.contract.ExchangeStoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteExchangeTest extends ExchangeStoreContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory);
  }

  /// In no file of the database, whichever table they went through.
  @Test
  void newSecretsAreReadableNowhere() throws IOException {
    carryNewSecrets();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList())
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file.getFileName())
            .doesNotContain("new-secret", "newer-secret");
    }
  }
}
