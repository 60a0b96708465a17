package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @ParameterizedTest
  @CsvSource({
    "postgresql://db/fleet, jdbc:postgresql://db/fleet, , ",
    "postgres://ann@db:6432/fleet?sslmode=require, jdbc:postgresql://db:6432/fleet?sslmode=require, ann, ",
    "jdbc:postgresql://ann:a%2Fb%3Ac+d@db/fleet, jdbc:postgresql://db/fleet, ann, a/b:c+d",
    "postgresql://[::1]:5432/fleet, jdbc:postgresql://[::1]:5432/fleet, , ",
  })
  void readsWhatPeopleWrite(String text, String jdbc, String user, String password) {
    PostgresUrl url = PostgresUrl.parse(text);
    assertThat(url.jdbc()).isEqualTo(jdbc);
    assertThat(url.user().orElse(null)).isEqualTo(user);
    assertThat(url.password().orElse(null)).isEqualTo(password);
    assertThat(PostgresUrl.parse(url.text())).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://ann:hush@db/fleet",
        "postgresql://ann:hush@db",
        "postgresql:///fleet",
        "postgresql://ann:hush hush@db/fleet",
        "postgresql://db/fleet?user=ann&password=hush",
      })
  void refusesOthersAndTellsNoPassword(String text) {
    assertThatThrownBy(() -> PostgresUrl.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause()
        .hasMessageContaining("postgresql://user:password@host:port/database")
        .hasMessageNotContaining("hush");
  }

  @Test
  void showsNeitherUserNorPassword() {
    assertThat(PostgresUrl.parse("postgresql://ann:hush@db/fleet?sslmode=require"))
        .hasToString("postgresql://db/fleet");
  }
}
