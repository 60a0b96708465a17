package io.fumarole.protocol.dm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DmUriTest {
  @ParameterizedTest // syncml-dm 10: relative to the root, "./A/B" = "A/B"; the root is "."
  @CsvSource({
    "./A/B, ./A/B",
    "A/B, ./A/B",
    "., .",
    "./, .",
    "./DevInfo/Ext/a b, ./DevInfo/Ext/a b"
  })
  void readsAddresses(String text, String written) {
    assertThat(DmUri.parse(text).map(DmUri::toString)).contains(written);
  }

  @ParameterizedTest // no trailing "/", "../" never, "./" only at the beginning
  @ValueSource(strings = {"", "/A", "./A/", "A//B", "A/../B", "..", "A/./B", "./A?prop=ACL"})
  void refusesOtherText(String text) {
    assertThat(DmUri.parse(text)).isEmpty();
  }

  @Test
  void refusesWhatIsTooLongOrTooDeep() {
    assertThat(DmUri.parse("a/".repeat(63) + "a")).isPresent();
    assertThat(DmUri.parse("a/".repeat(64) + "a")).isEmpty();
    assertThat(DmUri.parse("a".repeat(1_025))).isEmpty();
  }

  @Test
  void knowsItsPlaceInTheTree() {
    DmUri node = DmUri.of("./DevInfo/Ext");

    assertThat(node.child("x").parent()).isEqualTo(node);
    assertThat(node.child("x").isAtOrUnder(node)).isTrue();
    assertThat(node.isAtOrUnder(node)).isTrue();
    assertThat(DmUri.of("./DevInfo/Extra").isAtOrUnder(node)).isFalse();
    assertThat(node.isAtOrUnder(DmUri.ROOT)).isTrue();
    assertThat(DmUri.ROOT.parent()).isEqualTo(DmUri.ROOT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a/b"})
  void refusesNamesThatAreNoNames(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> DmUri.ROOT.child(name));
  }
}
