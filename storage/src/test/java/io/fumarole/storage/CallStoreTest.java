package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.storage.CallStore.Answer;
import io.fumarole.storage.CallStore.Begun;
import io.fumarole.storage.CallStore.CallId;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Duration;
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
final class CallStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final CallId CALL = new CallId("ci", "k 1");
  private static final Answer ANSWER = new Answer(201, Optional.of("\"7\""), "{\"id\":\"jö\"}");

  @TempDir private Path directory;

  private static Begun begin(CallStore calls, CallId id, String request, Instant now) {
    return calls.begin(id, request, now, now.minus(DAY));
  }

  @ParameterizedTest
  @EnumSource
  void aCallThatComesAgainGetsTheAnswerOfTheFirst(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      CallStore calls = opened.stores().calls();
      assertThat(begin(calls, CALL, "r", NOW)).isEqualTo(new Begun.First());
      assertThat(begin(calls, CALL, "r", NOW.plusSeconds(1))).isEqualTo(new Begun.Unanswered(NOW));
      calls.answered(CALL, ANSWER);
      assertThat(begin(calls, CALL, "r", NOW.plusSeconds(2))).isEqualTo(new Begun.Answered(ANSWER));
      assertThat(begin(calls, CALL, "other", NOW)).isEqualTo(new Begun.Other());
      assertThat(begin(calls, new CallId("jo", "k 1"), "other", NOW)).isEqualTo(new Begun.First());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCameToNothingOrIsOldIsForgotten(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      CallStore calls = opened.stores().calls();
      begin(calls, CALL, "r", NOW);
      calls.forget(CALL);
      assertThat(begin(calls, CALL, "other", NOW)).isEqualTo(new Begun.First());
      calls.answered(CALL, ANSWER);
      assertThat(begin(calls, CALL, "r", NOW.plus(DAY))).isEqualTo(new Begun.Other());
      assertThat(begin(calls, CALL, "r", NOW.plus(DAY).plusMillis(1))).isEqualTo(new Begun.First());
      assertThat(calls.expire(NOW.plus(DAY))).isZero();
      assertThat(calls.expire(NOW.plus(DAY).plusMillis(2))).isEqualTo(1);
      assertThat(calls.expire(NOW.plus(DAY).plusMillis(2))).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyAtOnceOneIsTheFirst(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      CallStore calls = opened.stores().calls();
      var firsts = new AtomicInteger();
      Set<Begun> others = ConcurrentHashMap.newKeySet();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 16; i++)
          threads.execute(
              () -> {
                Begun begun = begin(calls, CALL, "r", NOW);
                if (begun.equals(new Begun.First())) firsts.incrementAndGet();
                else others.add(begun);
              });
      }
      assertThat(firsts).hasValue(1);
      assertThat(others).containsExactly(new Begun.Unanswered(NOW));
    }
  }
}
