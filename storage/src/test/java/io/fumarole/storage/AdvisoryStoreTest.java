package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.inventory.Advisory;
import io.fumarole.campaign.inventory.AdvisoryStore;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class AdvisoryStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @TempDir private Path directory;

  private static Advisory of(String id, String version) {
    return new Advisory(
        id,
        "it is open",
        Optional.of("https://a.example/" + id),
        List.of(new Advisory.OfModel("M", List.of(version), List.of("9"))),
        NOW,
        0);
  }

  @ParameterizedTest
  @EnumSource
  void oneIsMadeChangedByWhoReadItLastAndRemoved(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      AdvisoryStore store = opened.stores().advisories();
      assertThat(store.add(of("b", "1"))).isTrue();
      assertThat(store.add(of("b", "2"))).isFalse();
      assertThat(store.add(of("B", "3"))).isTrue();
      assertThat(store.find("b")).contains(of("b", "1"));
      assertThat(store.update(of("b", "2"))).isTrue();
      assertThat(store.update(of("b", "3"))).isFalse();
      assertThat(store.find("b")).contains(of("b", "2").withRevision(1));
      assertThat(store.advisories()).extracting(Advisory::id).containsExactly("B", "b");
      assertThat(opened.stores().groups().groups().advisories()).containsOnlyKeys("B", "b");
      assertThat(store.remove("b")).isTrue();
      assertThat(store.remove("b")).isFalse();
    }
  }
}
