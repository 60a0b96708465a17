package io.fumarole.protocol.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// Expected texts in full, in the test resources.
final class GoldenText {
  private GoldenText() {}

  static void assertSame(String actual, String name) {
    assertThat(actual).as(name).isEqualTo(read(name));
  }

  private static String read(String name) {
    try (InputStream in = GoldenText.class.getResourceAsStream("/explain/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
