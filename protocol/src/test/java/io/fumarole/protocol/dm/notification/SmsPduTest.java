package io.fumarole.protocol.dm.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsPduTest {
  private static final Octets TIME_STAMP = Octets.hex("62113201644300");

  private static WspPush push(int vendorOctets) {
    Notification notification =
        new Notification(
            UiMode.BACKGROUND,
            Initiator.SERVER,
            1,
            "fota.example",
            Octets.wrap(new byte[vendorOctets]));
    return WspPush.of(1, notification.sign(Account.of("fota.example", "x"), Octets.EMPTY));
  }

  @Test // 3GPP 23.040 9.2.2.2: MTI 01 with UDHI, reference 00, number, PID, DCS, no VP, UDL
  void writesASubmit() throws Exception {
    SmsUserData userData = SmsUserData.split(push(0).octets(), 0).getFirst();
    SmsPdu pdu = SmsPdu.submit("+46700000001", userData);

    assertThat(pdu.octets().toHex())
        .isEqualTo("41000B916407000000F1000431" + userData.octets().toHex());
    assertThat(SmsPdu.parse(pdu.octets()).userData()).isEqualTo(userData);
    assertThat(SmsPdu.parse(pdu.octets()).number()).isEqualTo("+46700000001");
  }

  @Test // 9.2.2.1: MTI 00, no more messages, UDHI; number, PID, DCS, time stamp, UDL
  void writesADeliver() throws Exception {
    SmsUserData userData = SmsUserData.split(push(0).octets(), 0).getFirst();
    SmsPdu pdu = SmsPdu.deliver("4711", TIME_STAMP, userData);

    assertThat(pdu.octets().toHex())
        .isEqualTo("4404817411000462113201644300" + "31" + userData.octets().toHex());
    SmsPdu parsed = SmsPdu.parse(pdu.octets());
    assertThat(parsed.kind()).isEqualTo(SmsPdu.Kind.DELIVER);
    assertThat(parsed.octets()).isEqualTo(pdu.octets());
    assertThat(Explained.octetsOf(parsed.explain()))
        .isEqualTo(pdu.octets().slice(0, pdu.octets().length() - userData.payload().length()));
  }

  @ParameterizedTest // notification 3.1: 103 octets for identifier and vendor data fit one SMS
  @CsvSource({"91, 1", "92, 2", "205, 2", "214, 2", "215, 3"})
  void splitsWhatIsTooLong(int vendorOctets, int parts) {
    Octets whole = push(vendorOctets).octets();
    List<SmsUserData> split = new ArrayList<>(SmsUserData.split(whole, 0x5A));

    assertThat(split).hasSize(parts);
    assertThat(split).allMatch(part -> part.octets().length() <= 140);
    Collections.reverse(split);
    assertThat(SmsUserData.join(split)).contains(whole);
  }

  @Test // notification 3.1: 0B 05 04 dddd ssss 00 03 ref total seq
  void writesTheHeaderOfAPart() throws Exception {
    List<SmsUserData> parts = SmsUserData.split(push(92).octets(), 0x5A);

    assertThat(parts.getFirst().octets().toHex()).startsWith("0B05040B84C00200035A0201");
    assertThat(parts.getFirst().octets().length()).isEqualTo(140);
    assertThat(parts.getLast().octets().toHex()).startsWith("0B05040B84C00200035A0202");
    assertThat(SmsUserData.parse(parts.getLast().octets())).isEqualTo(parts.getLast());
  }

  @Test
  void joinsOnlyWhatBelongsTogether() {
    List<SmsUserData> one = SmsUserData.split(push(300).octets(), 1);
    List<SmsUserData> other = SmsUserData.split(push(300).octets(), 2);

    assertThat(SmsUserData.join(one.subList(0, 2))).isEmpty();
    assertThat(SmsUserData.join(List.of(one.get(0), other.get(1), one.get(2)))).isEmpty();
    assertThat(SmsUserData.join(List.of(one.get(0), one.get(0), one.get(2)))).isEmpty();
    assertThat(SmsUserData.join(List.of(one.get(0), one.get(1), one.get(2), one.get(2)))).isEmpty();
    assertThat(SmsUserData.join(List.of())).isEmpty();
  }

  @Test
  void readsWideReferencesAndSkipsOtherElements() throws Exception {
    Octets octets = Octets.hex("1105040B8423F0080412340201700101" + "2400AB");
    SmsUserData userData = SmsUserData.parse(octets);

    assertThat(userData.sourcePort()).isEqualTo(9200);
    assertThat(userData.concatenation()).contains(new SmsUserData.Concatenation(0x1234, 2, 1));
    assertThat(userData.payload().toHex()).isEqualTo("AB");
    assertThat(userData.octets()).isEqualTo(octets);
  }

  @Test
  void refusesEveryPrefixWithItsOffset() {
    Octets whole =
        SmsPdu.submit("+46700000001", SmsUserData.split(push(0).octets(), 0).getFirst()).octets();
    for (int end = 0; end < whole.length(); end++) {
      Octets prefix = whole.slice(0, end);
      var refusal =
          catchThrowableOfType(MalformedNotificationException.class, () -> SmsPdu.parse(prefix));
      assertThat(refusal).as("%s octets", end).isNotNull();
      assertThat(refusal.offset()).isEqualTo(end);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "02, message type 02 is no DELIVER or SUBMIT, 0",
    "01, there is no user data header, 0",
    "4100FF91, a number of 255 digits, 2",
    "410004817411000000, data coding 00 is not 8-bit data, 7",
    "4100048174110004FF, user data of 255 octets, 8",
    "4100048174110004020000FF, octets after the end, 11",
    "41000481741100040200AB, names no 16-bit ports, 9",
    "4100048174110004060505030B840B, needs 1 more, 15",
    "4100048174110004060500030A0205, there is no part 5 of 2, 10",
  })
  void namesWhatIsWrong(String octets, String reason, int offset) {
    assertThatExceptionOfType(MalformedNotificationException.class)
        .isThrownBy(() -> SmsPdu.parse(Octets.hex(octets)))
        .withMessageContaining(reason)
        .withMessageContaining("offset " + offset);
  }

  @ParameterizedTest // 23.038: general data coding, and with a message class
  @ValueSource(strings = {"04", "F5", "15"})
  void takesEightBitDataInItsCodings(String coding) throws Exception {
    String octets = "41000481741100" + coding + "070605040B84C002";
    assertThat(SmsPdu.parse(Octets.hex(octets)).octets().toHex()).isEqualTo(octets);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "+", "12a4", "123456789012345678901"})
  void refusesNumbersThatAreNone(String number) {
    SmsUserData userData = SmsUserData.split(push(0).octets(), 0).getFirst();
    assertThatIllegalArgumentException().isThrownBy(() -> SmsPdu.submit(number, userData));
  }
}
