package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.notify.Receipt;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Spec: SMPP 3.4 appendix B.
class SmppReceiptTest {
  private static Optional<Receipt> read(String text) {
    return SmppReceipt.of(Optional.empty(), Optional.empty(), text);
  }

  @ParameterizedTest
  @CsvSource({
    "DELIVRD, DELIVERED",
    "EXPIRED, EXPIRED",
    "DELETED, FAILED",
    "UNDELIV, FAILED",
    "REJECTD, FAILED",
  })
  void readsTheUsualText(String state, Receipt.Fate fate) {
    String text =
        "id:0123456789 sub:001 dlvrd:001 submit date:2603011200 done date:2603011201 stat:%s err:013 Text:id:9"
            .formatted(state);
    assertThat(read(text))
        .hasValue(
            new Receipt("0123456789", fate, "the message centre says " + state + ", error 013"));
  }

  @Test
  void readsWhatCentresLeaveOutOrWriteOtherwise() {
    assertThat(read("ID: a-1 STAT:DELIVRD").map(Receipt::messageId)).hasValue("a-1");
    assertThat(read("stat:EXPIRED id:7").map(Receipt::fate)).hasValue(Receipt.Fate.EXPIRED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "stat:DELIVRD",
        "id:1",
        "id:1 stat:ENROUTE",
        "id:1 stat:ACCEPTD",
        "id:1 stat:UNKNOWN",
        "xid:1 stat:DELIVRD",
      })
  void whatSaysNothingFinalIsPassedOver(String text) {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void anIdLongerThanAnyIsPassedOver() {
    assertThat(read("id:" + "1".repeat(65) + " stat:DELIVRD")).isEmpty();
  }
}
