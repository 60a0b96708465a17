package io.fumarole.protocol.dm.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WspPushTest {
  private static final String PACKAGE_0 =
      "2953349B971097F50682C7011487009B02D800000001A40C666F74612E6578616D706C65";

  private static String text(String value) {
    return Octets.utf8(value).toHex() + "00";
  }

  private static Octets push(String headers) {
    return Octets.hex("0106%02X%s".formatted(headers.length() / 2, headers) + PACKAGE_0);
  }

  private static void opens(Octets octets) throws Exception {
    Envelope envelope = Envelope.open(octets);
    assertThat(envelope.package0().octets().toHex()).isEqualTo(PACKAGE_0);
    assertThat(envelope.push()).isPresent();
    assertThat(envelope.octets()).isEqualTo(octets);
    assertThat(Explained.octetsOf(envelope.explain())).isEqualTo(octets);
  }

  @ParameterizedTest // notification 3.1: as a code, in general form with either length, alone
  @ValueSource(strings = {"C4AF87", "01C4AF87", "1F01C4AF87", "020144AF87", "C4"})
  void readsTheContentTypeInItsForms(String headers) throws Exception {
    opens(push(headers));
  }

  @Test // the gateway of notification "Kannel as a test peer" writes the content type as text
  void readsTextForms() throws Exception {
    opens(push(text("application/vnd.syncml.notification") + "AF87"));
    opens(push(text("Application/Vnd.SyncML.Notification; charset=x") + "AF87"));
    opens(
        push(
            text("application/vnd.syncml.notification")
                + text("x-wap-application-id")
                + text("x-wap-application:syncml.dm")));
    opens(push("C4AF" + text("x-wap-application:syncml.dm")));
    opens(push("C4AF0107"));
  }

  @Test // WSP 8.4.1.2: text, a short integer, a length and octets, another code page
  void skipsOtherHeaders() throws Exception {
    String others = "A9" + text("agent/1.0") + "8D81" + "9303123456" + "8D00";
    opens(push("C4" + others + "AF87" + "7F01" + text("X-Other") + text("value")));
  }

  @Test // headers of 139 octets, whose length takes two octets of a uintvar: 81 0B
  void readsLongHeaders() throws Exception {
    String headers = "C4B4" + "1F8102" + "00".repeat(130) + "AF87" + "8D81";
    assertThat(headers.length() / 2).isEqualTo(139);
    opens(Octets.hex("0106810B" + headers + PACKAGE_0));
  }

  @Test // a module vendor's server, notification 3.1
  void readsTheSampleOfAModuleVendor() throws Exception {
    String push =
        "55060401C4AF87"
            + "00112233445566778899AABBCCDDEEFF"
            + "02F80000009E7213"
            + Octets.utf8("WAVECOM-RDMS-SERVER").toHex();
    SmsUserData sms = SmsUserData.parse(Octets.hex("0605040B840B84" + push));
    Envelope envelope = Envelope.open(SmsUserData.join(List.of(sms)).orElseThrow());

    assertThat(sms.destinationPort()).isEqualTo(2948);
    assertThat(sms.sourcePort()).isEqualTo(2948);
    assertThat(envelope.push().orElseThrow().transactionId()).isEqualTo(0x55);
    assertThat(envelope.package0().notification())
        .isEqualTo(
            Notification.of(
                UiMode.USER_INTERACTION, Initiator.SERVER, 0x9E72, "WAVECOM-RDMS-SERVER"));
    assertThat(envelope.octets().toHex()).isEqualTo(push);
  }

  @Test
  void readsTheBareForm() throws Exception {
    Envelope envelope = Envelope.open(Octets.hex(PACKAGE_0));
    assertThat(envelope.push()).isEmpty();
    assertThat(envelope.octets().toHex()).isEqualTo(PACKAGE_0);
  }

  @ParameterizedTest // a digest is random: its first octets may look like a push
  @ValueSource(strings = {"0106", "01060185", "010603B6AF87", "0106FFFFFFFFFF"})
  void readsTheBareFormWhoseDigestLooksLikeAPush(String start) throws Exception {
    String octets = start + PACKAGE_0.substring(start.length());
    assertThat(Envelope.open(Octets.hex(octets)).push()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "010603B6AF87, application/vnd.wap.connectivity-wbxml for x-wap-application:syncml.dm, 3",
    "010603C4AF85, for x-wap-application:push.syncml is no notification, 3",
    "0106FFFFFFFFFF01, the length of the headers is out of range, 2",
    "010640C4AF87, needs, 9",
    "01060100, the content type is empty, 3",
    "010604C4AF0400, application id of 4 octets, 5",
    "010604C4AF6162, application id has no end, 7",
  })
  void refusesOtherPushes(String octets, String reason, int offset) {
    assertThatExceptionOfType(MalformedNotificationException.class)
        .isThrownBy(() -> Envelope.open(Octets.hex(octets + "112233")))
        .withMessageContaining(reason)
        .withMessageContaining("offset " + offset);
  }

  @Test
  void refusesAPduThatIsNoPush() {
    assertThatExceptionOfType(MalformedNotificationException.class)
        .isThrownBy(() -> WspPush.parse(Octets.hex("010703C4AF87")))
        .withMessageContaining("PDU type 07 is not 06 (Push)");
  }

  @Test
  void countsOffsetsFromTheStartOfTheDatagram() {
    assertThatExceptionOfType(MalformedNotificationException.class)
        .isThrownBy(() -> Envelope.open(Octets.hex("010603C4AF87" + "00".repeat(16) + "0318")))
        .withMessageContaining("version 12 (1.2)")
        .withMessageContaining("offset 22");
  }
}
