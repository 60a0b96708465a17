package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.storage.SignInStore.SignIn;
import io.fumarole.storage.SqlUnderTest.Kind;
import io.fumarole.storage.UserStore.Added;
import io.fumarole.storage.UserStore.StoredUser;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class UserStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);
  private static final int MOST = 3;

  @TempDir private Path directory;

  private static StoredUser user(String name) {
    return StoredUser.of(name, "Jö of " + name, "operator", "$argon2id$of " + name, NOW);
  }

  @ParameterizedTest
  @EnumSource
  void usersAreKeptByNameAndNoMoreThanThereMayBe(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      UserStore users = opened.stores().users();
      for (String name : new String[] {"jo", "Ann", "émile"})
        assertThat(users.add(user(name), MOST)).isEqualTo(Added.ADDED);
      assertThat(users.add(user("max"), MOST)).isEqualTo(Added.TOO_MANY);
      assertThat(users.add(user("jo"), MOST + 1)).isEqualTo(Added.EXISTS);
      assertThat(users.find("jo")).contains(user("jo"));
      assertThat(users.find("JO")).isEmpty();
      // By octets, whatever the language of the database.
      assertThat(users.list(9)).containsExactly(user("Ann"), user("jo"), user("émile"));
      assertThat(users.list(1)).containsExactly(user("Ann"));
      assertThat(users.remove("jo")).isTrue();
      assertThat(users.remove("jo")).isFalse();
      assertThat(users.find("jo")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aUserIsChangedAsItWasReadOrNotAtAll(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      UserStore users = opened.stores().users();
      users.add(user("jo"), MOST);
      StoredUser asRead = users.find("jo").orElseThrow();
      assertThat(users.update(asRead.with("viewer", "$argon2id$new", false, LATER))).isTrue();
      assertThat(users.update(asRead.withDisplayName("late", LATER))).isFalse();
      StoredUser stored = users.find("jo").orElseThrow();
      assertThat(stored)
          .returns("viewer", StoredUser::role)
          .returns("$argon2id$new", StoredUser::password)
          .returns(false, StoredUser::isActive)
          .returns("Jö of jo", StoredUser::displayName)
          .returns(NOW, StoredUser::created)
          .returns(LATER, StoredUser::changed);
      assertThat(stored.epoch()).isGreaterThan(asRead.epoch());
      assertThat(users.update(stored.withDisplayName("Joe", LATER))).isTrue();
      assertThat(users.find("jo").orElseThrow())
          .returns("Joe", StoredUser::displayName)
          .returns(stored.epoch(), StoredUser::epoch);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignInIsFoundUntilItEnds(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      SignInStore signIns = opened.stores().signIns();
      var first = new SignIn("a1", "user:jo", 7, NOW, NOW);
      signIns.open(first, MOST);
      assertThat(signIns.find("a1")).contains(first);
      assertThat(signIns.find("b2")).isEmpty();
      signIns.used("a1", LATER);
      assertThat(signIns.find("a1")).contains(new SignIn("a1", "user:jo", 7, NOW, LATER));
      assertThat(signIns.end("a1")).isTrue();
      assertThat(signIns.end("a1")).isFalse();
      assertThat(signIns.find("a1")).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void beyondTheBoundTheOldestSignInOfTheSameCallerEnds(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      SignInStore signIns = opened.stores().signIns();
      signIns.open(new SignIn("other", "first", 0, NOW.minusSeconds(9), NOW), MOST);
      for (int i = 0; i <= MOST; i++)
        signIns.open(new SignIn("s" + i, "user:jo", 7, NOW.plusSeconds(i), NOW), MOST);
      assertThat(Stream.of("other", "s0", "s1", "s2", "s3").filter(it -> isThere(signIns, it)))
          .containsExactly("other", "s1", "s2", "s3");
    }
  }

  private static boolean isThere(SignInStore signIns, String id) {
    return signIns.find(id).isPresent();
  }

  @ParameterizedTest
  @EnumSource
  void oldAndUnusedSignInsAreForgotten(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      SignInStore signIns = opened.stores().signIns();
      Instant end = NOW.plus(Duration.ofDays(1));
      signIns.open(new SignIn("old", "user:jo", 7, NOW, end), MOST);
      signIns.open(new SignIn("unused", "user:jo", 7, end, NOW), MOST);
      signIns.open(new SignIn("good", "user:jo", 7, end, end), MOST);
      assertThat(signIns.expire(NOW, NOW)).isZero();
      assertThat(signIns.expire(end, end)).isEqualTo(2);
      assertThat(signIns.find("good")).isPresent();
    }
  }
}
