package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.SqlUnderTest.Kind;
import io.fumarole.storage.TokenStore.StoredToken;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class TokenStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  @TempDir private Path directory;

  private static StoredToken token(String id, Instant created, Optional<Instant> expires) {
    return new StoredToken(
        id,
        "of jö",
        new TreeSet<>(List.of("read", "metrics")),
        Octets.utf8("digest of " + id),
        created,
        expires);
  }

  @ParameterizedTest
  @EnumSource
  void tokensAreKeptUntilTheyAreRevoked(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      TokenStore tokens = opened.stores().tokens();
      StoredToken old = token("a1", NOW, Optional.empty());
      StoredToken young = token("b2", NOW.plusSeconds(1), Optional.of(NOW.plusSeconds(60)));
      assertThat(tokens.add(old)).isTrue();
      assertThat(tokens.add(young)).isTrue();
      assertThat(tokens.add(token("a1", NOW, Optional.empty()))).isFalse();
      assertThat(tokens.find("a1")).contains(old);
      assertThat(tokens.find("c3")).isEmpty();
      assertThat(tokens.list(9)).containsExactly(young, old);
      assertThat(tokens.list(1)).containsExactly(young);
      assertThat(tokens.remove("a1")).isTrue();
      assertThat(tokens.remove("a1")).isFalse();
      assertThat(tokens.find("a1")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTokenIsGoodUntilItsEndAndNoLonger(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      Instant end = NOW.plusSeconds(60);
      opened.stores().tokens().add(token("a1", NOW, Optional.of(end)));
      StoredToken stored = opened.stores().tokens().find("a1").orElseThrow();
      assertThat(stored.isExpiredAt(end.minusMillis(1))).isFalse();
      assertThat(stored.isExpiredAt(end)).isTrue();
    }
  }
}
