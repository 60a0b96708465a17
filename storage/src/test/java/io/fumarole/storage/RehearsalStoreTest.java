package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.storage.RehearsalStore.Kept;
import io.fumarole.storage.RehearsalStore.Outcome;
import io.fumarole.storage.RehearsalStore.State;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class RehearsalStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final CampaignId SPRING = new CampaignId("spring");
  private static final Outcome OUTCOME = new Outcome("{\"poll\":\"PT1H\"}", "{\"runs\":21}");

  @TempDir private Path directory;

  private static Kept running(String id, int played, int plays, Instant told) {
    return new Kept(
        SPRING, id, State.RUNNING, NOW, told, played, plays, "{}", "", Optional.empty());
  }

  @ParameterizedTest
  @EnumSource
  void oneIsFollowedToItsEnd(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      RehearsalStore store = opened.stores().rehearsals();
      assertThat(store.find(SPRING)).isEmpty();
      store.begin(SPRING, "a", "{}", NOW);
      assertThat(store.find(SPRING)).contains(running("a", 0, 0, NOW));
      assertThat(store.played(SPRING, "a", 3, 40, NOW.plusSeconds(1))).isTrue();
      assertThat(store.find(SPRING)).contains(running("a", 3, 40, NOW.plusSeconds(1)));
      assertThat(store.done(SPRING, "a", OUTCOME, NOW.plusSeconds(2))).isTrue();
      Kept done = store.find(SPRING).orElseThrow();
      assertThat(done.state()).isEqualTo(State.DONE);
      assertThat(done.outcome()).contains(OUTCOME);
      assertThat(store.failed(SPRING, "a", "too late", NOW)).isFalse();
      assertThat(store.played(SPRING, "a", 4, 40, NOW)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anotherTakesItsPlaceAndWhoPlaysTheFirstHearsOfIt(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      RehearsalStore store = opened.stores().rehearsals();
      store.begin(SPRING, "a", "{\"poll\":\"1h\"}", NOW.minusSeconds(9));
      assertThat(store.done(SPRING, "a", OUTCOME, NOW)).isTrue();
      store.begin(SPRING, "b", "{}", NOW);
      assertThat(store.find(SPRING)).contains(running("b", 0, 0, NOW));
      assertThat(store.played(SPRING, "a", 3, 40, NOW)).isFalse();
      assertThat(store.done(SPRING, "a", OUTCOME, NOW)).isFalse();
      assertThat(store.failed(SPRING, "b", "the filter names no group", NOW)).isTrue();
      Kept failed = store.find(SPRING).orElseThrow();
      assertThat(failed.state()).isEqualTo(State.FAILED);
      assertThat(failed.words()).isEqualTo("the filter names no group");
      store.begin(SPRING, "c", "{}", NOW);
      store.forget(SPRING);
      assertThat(store.find(SPRING)).isEmpty();
      assertThat(store.played(SPRING, "c", 1, 2, NOW)).isFalse();
    }
  }
}
