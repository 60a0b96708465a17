package io.fumarole.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocsPageTest {
  @Test
  void theTableIsReplacedAndTheWordsAroundItStay() throws IOException {
    String page = Files.readString(root().resolve("docs/benchmarks.md"));
    String once = DocsPage.with(page, "| a table |");
    assertThat(once).contains("| a table |").startsWith(page.substring(0, 100));
    assertThat(DocsPage.with(once, "| another |"))
        .contains("| another |")
        .doesNotContain("a table");
  }

  @Test
  void aPageWithoutAPlaceForTheTableIsLeftAlone() {
    assertThatThrownBy(() -> DocsPage.with("# Benchmarks\n", "| a table |"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no place for the table");
  }

  private static Path root() {
    return Path.of(System.getProperty("fumarole.root", ".."));
  }
}
