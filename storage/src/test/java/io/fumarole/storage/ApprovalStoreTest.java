package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.paging.Before;
import io.fumarole.storage.ApprovalStore.Approval;
import io.fumarole.storage.ApprovalStore.State;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class ApprovalStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant LONG_AGO = NOW.minusSeconds(999);

  @TempDir private Path directory;

  private static Approval of(String id, long revision) {
    return Approval.of(id, "campaign", "spring", "", revision, "user:jo", "jö", NOW);
  }

  @ParameterizedTest
  @EnumSource
  void theSameIsAskedForOnceAndAnotherRevisionAnew(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      ApprovalStore approvals = opened.stores().approvals();
      assertThat(approvals.ask(of("a1", 7), LONG_AGO)).isEqualTo(of("a1", 7));
      assertThat(approvals.ask(of("b2", 7), LONG_AGO)).isEqualTo(of("a1", 7));
      assertThat(approvals.find("b2")).isEmpty();
      assertThat(approvals.ask(of("c3", 8), LONG_AGO)).isEqualTo(of("c3", 8));
      assertThat(approvals.find("a1").orElseThrow().state()).isEqualTo(State.REPLACED);
      assertThat(approvals.ask(of("d4", 8), NOW.plusSeconds(1))).isEqualTo(of("d4", 8));
      assertThat(approvals.list(Optional.of(State.WAITING), Before.ALL, 9))
          .containsExactly(of("d4", 8));
      assertThat(approvals.list(Optional.empty(), Before.ALL, 9)).hasSize(3);
      assertThat(approvals.list(Optional.empty(), Before.ALL, 2)).hasSize(2);
      assertThat(approvals.list(Optional.empty(), new Before(NOW, "c3"), 9))
          .containsExactly(of("d4", 8));
      assertThat(approvals.list(Optional.of(State.WAITING), new Before(NOW, "d4"), 9)).isEmpty();
      assertThat(approvals.about("campaign", "spring", 9)).hasSize(3);
      assertThat(approvals.about("campaign", "spring", 1)).hasSize(1);
      assertThat(approvals.about("release", "spring", 9)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneOfManyDecidesAndNobodyDecidesAgain(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      ApprovalStore approvals = opened.stores().approvals();
      Set<Approval> asked = ConcurrentHashMap.newKeySet();
      var decided = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          String id = "a" + i;
          threads.execute(
              () -> {
                Approval waiting = approvals.ask(of(id, 7), LONG_AGO);
                asked.add(waiting);
              });
        }
      }
      assertThat(asked).hasSize(1);
      String id = asked.iterator().next().id();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++)
          threads.execute(
              () -> {
                if (approvals.decide(id, State.AGREED, "max", "", NOW)) decided.incrementAndGet();
              });
      }
      assertThat(decided).hasValue(1);
      assertThat(approvals.decide(id, State.REJECTED, "max", "no", NOW)).isFalse();
      approvals.failed(id, "it is gone");
      assertThat(approvals.find(id).orElseThrow())
          .returns(State.FAILED, Approval::state)
          .returns(Optional.of("max"), Approval::decider)
          .returns("it is gone", Approval::words)
          .returns(Optional.of(NOW), Approval::decided);
    }
  }
}
