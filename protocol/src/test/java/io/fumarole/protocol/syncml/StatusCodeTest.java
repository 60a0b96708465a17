package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusCodeTest {
  @Test // field-notes: "Data may carry a trailing blank"
  void trimsBlanks() {
    assertThat(StatusCode.parse("400 ")).isEqualTo(StatusCode.BAD_REQUEST);
  }

  @Test
  void anythingButDigitsIsNotANumber() {
    assertThat(StatusCode.parse("OK")).isEqualTo(StatusCode.NOT_A_NUMBER);
    assertThat(StatusCode.parse("-200")).isEqualTo(StatusCode.NOT_A_NUMBER);
    assertThat(StatusCode.parse("")).isEqualTo(StatusCode.NOT_A_NUMBER);
  }
}
