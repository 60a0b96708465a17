package io.fumarole.protocol.dm.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// TND 7.7.1.
class AclTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Get=*",
        "Add=*&Get=*&Exec=fota.example",
        "Get=*&Replace=fota.example&Exec=fota.example",
        "Replace=a+b+c&Delete=a"
      })
  void writesBackWhatItRead(String text) {
    assertThat(Acl.parse(text)).hasValueSatisfying(acl -> assertThat(acl).hasToString(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Get",
        "Get=",
        "=*",
        "Copy=*",
        "get=*",
        "Get=*&",
        "Get=*&Get=a",
        "Get=a b",
        "Get=a++b",
        "Get=a=b",
        "Get=a*"
      })
  void refusesWhatIsNoAcl(String text) {
    assertThat(Acl.parse(text)).isEmpty();
  }

  @Test
  void grantsToTheNamedServersOrToAll() {
    Acl acl = Acl.parse("Get=*&Exec=fota.example+other.example").orElseThrow();
    assertThat(acl.allows(Access.GET, "anyone")).isTrue();
    assertThat(acl.allows(Access.EXEC, "other.example")).isTrue();
    assertThat(acl.allows(Access.EXEC, "anyone")).isFalse();
    assertThat(acl.allows(Access.REPLACE, "fota.example")).isFalse();
  }
}
