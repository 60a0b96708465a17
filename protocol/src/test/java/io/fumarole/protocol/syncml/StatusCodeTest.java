package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  @ParameterizedTest // syncml-dm 6: buffered, cancelled, not executed, rolled back
  @ValueSource(ints = {213, 214, 215, 216, 304, 401, 500})
  void whatWasNotDoneIsNoSuccess(int code) {
    assertThat(new StatusCode(code).isSuccess()).isFalse();
  }
}
