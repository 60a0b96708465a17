package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.campaign.audit.AuditCheck;
import io.fumarole.campaign.audit.AuditCheck.Fault;
import io.fumarole.campaign.audit.AuditCheck.Head;
import io.fumarole.campaign.audit.AuditEntry;
import io.fumarole.campaign.audit.AuditStore;
import io.fumarole.campaign.audit.AuditStore.Linked;
import io.fumarole.campaign.audit.AuditStore.Wanted;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
final class AuditStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final AuditChain CHAIN = new AuditChain(it -> digest("key", it));
  private static final int ENTRIES = 6;

  @TempDir private Path directory;

  private static Octets digest(String key, Octets octets) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.getBytes(StandardCharsets.UTF_8));
      return Octets.wrap(digest.digest(octets.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static AuditEntry entry(int i) {
    return AuditEntry.of(
        NOW.plusSeconds(i),
        "user",
        i % 2 == 0 ? "jo" : "max",
        "192.0.2.1",
        "POST /devices",
        "devices/IMEI:" + i,
        "{\"jö\":" + i + "}",
        i % 2 == 0 ? "asked" : "201",
        i % 2 == 0 ? Optional.empty() : Optional.of((long) i));
  }

  private static Wanted all() {
    return new Wanted(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static List<Long> numbers(List<Linked> entries) {
    return entries.stream().map(it -> it.entry().number()).toList();
  }

  @ParameterizedTest
  @EnumSource
  void entriesAreCountedChainedAndFound(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      AuditStore audit = opened.stores().audit();
      assertThat(audit.head()).isEmpty();
      Octets before = AuditChain.START;
      for (int i = 0; i < ENTRIES; i++) {
        Linked added = audit.append(entry(i), CHAIN);
        assertThat(added.entry()).isEqualTo(entry(i).at(i + 1L));
        assertThat(added.chain()).isEqualTo(CHAIN.value(before, added.entry()));
        assertThat(audit.head()).contains(added);
        before = added.chain();
      }
      assertThat(numbers(audit.list(all(), 9))).containsExactly(6L, 5L, 4L, 3L, 2L, 1L);
      assertThat(numbers(audit.from(3, 2))).containsExactly(3L, 4L);
      var none = Optional.<Instant>empty();
      var some = new Wanted(Optional.of("jo"), Optional.empty(), none, none, Optional.of(5L));
      assertThat(numbers(audit.list(some, 9))).containsExactly(3L, 1L);
      some =
          new Wanted(Optional.empty(), Optional.of("devices/IMEI:3"), none, none, Optional.empty());
      assertThat(numbers(audit.list(some, 9))).containsExactly(4L);
      some =
          new Wanted(
              Optional.empty(),
              Optional.empty(),
              Optional.of(NOW.plusSeconds(1)),
              Optional.of(NOW.plusSeconds(3)),
              Optional.empty());
      assertThat(numbers(audit.list(some, 9))).containsExactly(3L, 2L);
    }
  }

  /// On PostgreSQL by two nodes, as if each had a lock of its own.
  @ParameterizedTest
  @EnumSource
  void whoeverAddsAtTheSameTimeAddsToOneChain(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      AuditStore one = opened.stores().audit();
      AuditStore other = new SqlAuditStore(opened.stores().database());
      try (var threads = Executors.newFixedThreadPool(8)) {
        for (int i = 0; i < 80; i++) {
          AuditStore audit = i % 2 == 0 ? one : other;
          AuditEntry entry = entry(i);
          threads.execute(() -> audit.append(entry, CHAIN));
        }
      }
      List<Linked> entries = one.from(1, 1_000);
      assertThat(numbers(entries)).isEqualTo(LongStream.rangeClosed(1, 80).boxed().toList());
      assertThat(entries.stream().map(it -> it.entry().subject()).distinct()).hasSize(80);
      assertThat(check(one, Optional.empty())).isEmpty();
    }
  }

  private static List<Fault> check(AuditStore audit, Optional<Head> kept) {
    var check = new AuditCheck(CHAIN, kept);
    audit.from(1, 1_000).forEach(check::next);
    return check.end().faults();
  }

  private static Arguments tampering(Kind kind, String words, String at, String... statements) {
    return Arguments.of(kind, words, at, List.of(statements));
  }

  private static Stream<Arguments> tamperings() {
    List<Arguments> all = new ArrayList<>();
    String swap = "UPDATE audit SET number = %d WHERE number = %d";
    for (Kind kind : Kind.values()) {
      for (String column :
          List.of("kind", "actor", "address", "action", "subject", "detail", "outcome"))
        all.add(
            tampering(kind, column, "3", "UPDATE audit SET " + column + " = 'x' WHERE number = 3"));
      all.add(tampering(kind, "time", "3", "UPDATE audit SET at = at + 1 WHERE number = 3"));
      all.add(tampering(kind, "asked", "3", "UPDATE audit SET asked = 1 WHERE number = 3"));
      all.add(tampering(kind, "no asked", "4", "UPDATE audit SET asked = NULL WHERE number = 4"));
      all.add(
          tampering(
              kind,
              "moved text",
              "3",
              "UPDATE audit SET actor = actor || kind, kind = '' WHERE number = 3"));
      all.add(tampering(kind, "removed", "3", "DELETE FROM audit WHERE number = 3"));
      all.add(tampering(kind, "first", "1", "DELETE FROM audit WHERE number = 1"));
      all.add(
          tampering(
              kind,
              "removed and closed up",
              "3",
              "DELETE FROM audit WHERE number = 3",
              swap.formatted(3, 4),
              swap.formatted(4, 5),
              swap.formatted(5, 6)));
      all.add(
          tampering(
              kind,
              "swapped",
              "3",
              swap.formatted(99, 3),
              swap.formatted(3, 4),
              swap.formatted(4, 99)));
      all.add(
          tampering(
              kind,
              "put in",
              "7",
              "INSERT INTO audit SELECT 7, at, kind, actor, address, action, subject, detail, outcome, asked, chain FROM audit WHERE number = 6"));
      all.add(
          tampering(
              kind,
              "chain of another",
              "3",
              "UPDATE audit SET chain = (SELECT a.chain FROM audit a WHERE a.number = 2) WHERE number = 3"));
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("tamperings")
  void aChangeOfTheDatabaseIsFoundWhereItIs(
      Kind kind, String words, String at, List<String> statements) {
    try (SqlUnderTest opened = kind.open(directory)) {
      AuditStore audit = opened.stores().audit();
      for (int i = 0; i < ENTRIES; i++) audit.append(entry(i), CHAIN);
      assertThat(check(audit, Optional.empty())).isEmpty();
      execute(opened, statements);
      List<Fault> faults = check(audit, Optional.empty());
      assertThat(faults).as(words).isNotEmpty();
      assertThat(faults.getFirst().number()).isEqualTo(Long.parseLong(at));
    }
  }

  private static void execute(SqlUnderTest opened, List<String> statements) {
    opened
        .stores()
        .database()
        .write(
            "tampering",
            tx -> {
              statements.forEach(tx::execute);
              return Engine.Verdict.keep(true);
            });
  }

  @ParameterizedTest
  @EnumSource
  void onlyAHeadThatWasKeptElsewhereShowsThatTheEndIsGoneOrForgedAnew(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      AuditStore audit = opened.stores().audit();
      for (int i = 0; i < ENTRIES; i++) audit.append(entry(i), CHAIN);
      Linked last = audit.head().orElseThrow();
      Optional<Head> kept = Optional.of(new Head(last.entry().number(), last.chain()));
      assertThat(check(audit, kept)).isEmpty();
      execute(opened, List.of("DELETE FROM audit WHERE number >= 5"));
      assertThat(check(audit, Optional.empty())).isEmpty();
      assertThat(check(audit, kept))
          .containsExactly(new Fault(5, "is missing, and all up to 6, where the head was kept"));
      // Whoever has the key can go on in another way.
      for (int i = 0; i < 4; i++) audit.append(entry(9), CHAIN);
      assertThat(check(audit, Optional.empty())).isEmpty();
      assertThat(check(audit, kept))
          .containsExactly(new Fault(6, "is another than when the head was kept"));
    }
  }
}
