package io.fumarole.protocol.dm.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  private static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");
  private static final Octets NONCE = Octets.utf8("a nonce");
  private static final Notification NOTIFICATION =
      Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0x1A4, "fota.example");
  private static final String DIGEST = "00112233445566778899AABBCCDDEEFF";

  @Test // NOTI 6, the example in notification 1
  void writesTheExampleOfTheSpecification() throws Exception {
    Notification example =
        Notification.of(UiMode.BACKGROUND, Initiator.CLIENT, 0x1234, "com.mgmtsrv.manage");
    String octets = "02D0000000123412" + Octets.utf8("com.mgmtsrv.manage").toHex();

    assertThat(example.trigger().toHex()).isEqualTo(octets);
    assertThat(Package0.parse(Octets.hex(DIGEST + octets)).notification()).isEqualTo(example);
  }

  @ParameterizedTest // notification 1: the octets for version 11
  @CsvSource({
    "BACKGROUND, SERVER, 02D8000000",
    "BACKGROUND, CLIENT, 02D0000000",
    "NOT_SPECIFIED, SERVER, 02C8000000",
    "INFORMATIVE, SERVER, 02E8000000",
    "USER_INTERACTION, SERVER, 02F8000000"
  })
  void writesModesAndInitiators(UiMode mode, Initiator initiator, String octets) throws Exception {
    Notification notification = Notification.of(mode, initiator, 1, "s");

    assertThat(notification.trigger().toHex()).startsWith(octets);
    assertThat(Package0.parse(notification.sign(SERVER, NONCE).octets()).notification())
        .isEqualTo(notification);
  }

  @ParameterizedTest // notification 1.1
  @CsvSource({"0x01A4, 1A4", "0x000A, A", "0xFFFF, FFFF", "0x0001, 1"})
  void writesSessionIdsWithoutLeadingZeros(String id, String text) {
    int number = Integer.decode(id);
    assertThat(Notification.of(UiMode.BACKGROUND, Initiator.SERVER, number, "s").sessionIdText())
        .isEqualTo(text);
  }

  @Test
  void keepsVendorOctets() throws Exception {
    Notification vendor =
        new Notification(UiMode.INFORMATIVE, Initiator.CLIENT, 7, "sérvér", Octets.hex("00FF01"));
    Package0 package0 = vendor.sign(SERVER, NONCE);

    assertThat(Package0.parse(package0.octets())).isEqualTo(package0);
    assertThat(Explained.octetsOf(package0.explain())).isEqualTo(package0.octets());
  }

  @Test // NOTI 6: bits for future use are ignored, yet the digest covers them
  void ignoresBitsForFutureUseButChecksThem() throws Exception {
    Octets trigger = Octets.hex("02DFFFFFFF01A40173");
    Octets octets = Octets.hex(SERVER.notificationDigest(NONCE, trigger).toHex() + trigger.toHex());
    Package0 package0 = Package0.parse(octets);

    assertThat(package0.notification())
        .isEqualTo(Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0x1A4, "s"));
    assertThat(package0.check(SERVER, NONCE))
        .isEqualTo(new Package0.DigestCheck.Fits(NONCE, false));
    assertThat(package0.octets()).isEqualTo(octets);
  }

  @ParameterizedTest // notification 2.1: both readings of 0x00000000
  @ValueSource(strings = {"00000000", "30783030303030303030"})
  void fallsBackToTheDefaultNonce(String hex) {
    Octets lost = Octets.hex(hex);
    assertThat(NOTIFICATION.sign(SERVER, lost).check(SERVER.hashOnly(), NONCE))
        .isEqualTo(new Package0.DigestCheck.Fits(lost, true));
  }

  @Test
  void refusesWrongDigests() {
    Package0 package0 = NOTIFICATION.sign(SERVER, NONCE);
    var wrong = new Package0.DigestCheck.Wrong();

    assertThat(package0.check(SERVER, Octets.utf8("another"))).isEqualTo(wrong);
    assertThat(package0.check(Account.of("fota.example", "guess"), NONCE)).isEqualTo(wrong);
  }

  @ParameterizedTest
  @CsvSource({
    "02980000000001000173, 'version 10 (1.0) is not 11 (1.1)', 16",
    "03180000000001000173, 'version 12 (1.2) is not 11 (1.1)', 16",
    "02D80000000001, needs 1 more, 23",
    "02D8000000000100, the server identifier has no octets, 23",
    "02D8000000000102C328, the server identifier is not UTF-8, 24",
  })
  void namesWhatIsWrong(String trigger, String reason, int offset) {
    assertThatExceptionOfType(MalformedNotificationException.class)
        .isThrownBy(() -> Package0.parse(Octets.hex(DIGEST + trigger)))
        .withMessageContaining(reason)
        .withMessageContaining("offset " + offset);
  }

  @Test
  void refusesWhatNoSmsCouldCarry() {
    assertThatExceptionOfType(MalformedNotificationException.class)
        .isThrownBy(() -> Package0.parse(Octets.wrap(new byte[32_641])))
        .withMessageContaining("at most 32640 octets");
  }

  @Test
  void sendsNoSessionIdZeroAndNoEmptyIdentifier() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0, "s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 65_536, "s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 1, ""));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 1, "s".repeat(256)));
  }

  @Test
  void neverShowsTheDigest() {
    Package0 package0 = NOTIFICATION.sign(SERVER, NONCE);
    assertThat(package0.toString()).doesNotContain(package0.digest().toHex());
  }
}
