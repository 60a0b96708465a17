package io.fumarole.protocol.pap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PapTest {
  private static final String BEFORE = "2026-03-01T12:00:00Z";

  private static PapPush push(Octets content) {
    return new PapPush(
        "a<1>@fumarole",
        Optional.of("http://host/pap/x"),
        Instant.parse(BEFORE).plusMillis(5),
        PapPush.address("+46700000001", "ppg.example"),
        content);
  }

  @Test // notification 3.2
  void writesTheControlEntityAndTheContentBesideIt() {
    assertThat(push(Octets.utf8("PACKAGE0")).body().utf8())
        .isEqualTo(
            """
            --part\r
            Content-Type: application/xml\r
            \r
            <?xml version='1.0' encoding='UTF-8'?>%s<pap>\
            <push-message push-id="a&lt;1>@fumarole" deliver-before-timestamp="%s" \
            ppg-notify-requested-to="http://host/pap/x">\
            <address address-value="WAPPUSH=+46700000001/TYPE=PLMN@ppg.example"/>\
            <quality-of-service delivery-method="unconfirmed"/></push-message></pap>\r
            --part\r
            Content-Type: application/vnd.syncml.notification\r
            X-Wap-Application-Id: x-wap-application:syncml.dm\r
            \r
            PACKAGE0\r
            --part--\r
            """
                .formatted(PapPush.DOCTYPE, BEFORE));
    assertThat(push(Octets.EMPTY).contentType())
        .isEqualTo("multipart/related; boundary=part; type=\"application/xml\"");
  }

  @Test
  void theBoundaryOccursInNeitherPart() {
    PapPush push = push(Octets.utf8("a\r\n--part--\r\n--part-4"));
    String boundary = push.contentType().replaceAll(".*boundary=([^;]*);.*", "$1");
    assertThat(push.body().utf8().split("--" + boundary, -1)).hasSize(4);
  }

  private static String answer(String inside) {
    return "<?xml version=\"1.0\"?>" + PapPush.DOCTYPE + "<pap>" + inside + "</pap>";
  }

  @ParameterizedTest
  @CsvSource({
    "1000, true, false",
    "1001, true, false",
    "2007, true, false",
    "2002, false, false",
    "3000, false, true",
    "4001, false, true",
  })
  void anAnswersCodeDecides(int code, boolean isTaken, boolean mayPass)
      throws MalformedPapException {
    var read =
        PapAnswer.read(
            Octets.utf8(
                answer(
                    "<push-response push-id=\"1\"><response-result code=\"%d\" desc=\"why\"/></push-response>"
                        .formatted(code))));
    assertThat(read).isEqualTo(new PapAnswer(code, "why"));
    assertThat(read.isTaken()).isEqualTo(isTaken);
    assertThat(read.mayPass()).isEqualTo(mayPass);
  }

  @Test
  void aBadMessageIsRefusedForGood() throws MalformedPapException {
    var read =
        PapAnswer.read(
            Octets.utf8(answer("<badmessage-response code=\"2000\" desc=\"Bad request\"/>")));
    assertThat(read.isTaken()).isFalse();
    assertThat(read.mayPass()).isFalse();
    assertThat(read).hasToString("2000 (Bad request)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no XML",
        "<pap>",
        "<wap/>",
        "<pap/>",
        "<pap><response-result/></pap>",
        "<pap><response-result code='99999999999'/></pap>",
        "<!DOCTYPE pap [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><pap><response-result code='1000' desc='&e;'/></pap>",
      })
  void whatIsNoAnswerIsRefused(String text) {
    assertThatThrownBy(() -> PapAnswer.read(Octets.utf8(text)))
        .isInstanceOf(MalformedPapException.class);
  }

  @Test
  void whatIsTooLargeOrTooDeepIsRefused() {
    String deep = "<pap>".repeat(PapReader.MOST_DEPTH + 1);
    String many = answer("<progress-note/>".repeat((int) PapReader.MOST_ELEMENTS + 1));
    String large = answer(" ".repeat(PapReader.MOST_OCTETS));
    for (String text : new String[] {deep, many, large})
      assertThatThrownBy(() -> PapAnswer.read(Octets.utf8(text)))
          .isInstanceOf(MalformedPapException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "delivered, DELIVERED",
    "expired, EXPIRED",
    "undeliverable, FAILED",
    "rejected, FAILED",
    "aborted, FAILED",
    "timeout, FAILED",
    "cancelled, FAILED",
    "pending, OPEN",
    "unknown, OPEN",
    "odd, OPEN",
  })
  void aReportTellsWhatBecameOfAPush(String state, PapResult.Fate fate)
      throws MalformedPapException {
    var read = PapResult.read(Octets.utf8(answer(report(state))));
    assertThat(read.pushId()).isEqualTo("7@fumarole");
    assertThat(read.fate()).isEqualTo(fate);
    assertThat(read.words()).isEqualTo(state + ", code 1000: OK");
  }

  private static String report(String state) {
    return """
        <resultnotification-message push-id="7@fumarole" message-state="%s" code="1000" desc="OK">
          <address address-value="WAPPUSH=+46700000001/TYPE=PLMN@ppg.example"/>
          <quality-of-service delivery-method="unconfirmed"/>
        </resultnotification-message>"""
        .formatted(state);
  }

  @Test
  void aReportIsAnswered() throws MalformedPapException {
    var read = PapResult.read(Octets.utf8(answer(report("delivered"))));
    assertThat(read.answer().utf8())
        .contains("<resultnotification-response push-id=\"7@fumarole\" code=\"1000\" desc=\"OK\">")
        .contains("<address address-value=\"WAPPUSH=+46700000001/TYPE=PLMN@ppg.example\"/>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<pap/>",
        "<pap><resultnotification-message message-state='delivered'/></pap>",
        "<pap><resultnotification-message push-id='7'/></pap>",
      })
  void whatIsNoReportIsRefused(String text) {
    assertThatThrownBy(() -> PapResult.read(Octets.utf8(text)))
        .isInstanceOf(MalformedPapException.class);
  }
}
