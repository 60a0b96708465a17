package io.fumarole.protocol.dm.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.GoldenFiles;
import io.fumarole.protocol.dm.bootstrap.Bootstrap.Reading;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BootstrapPushTest {
  private static final Octets W7 = GoldenFiles.octets("examples/bootstrap-cp/w7.wbxml");
  private static final SharedSecrets SECRETS =
      new SharedSecrets(Optional.of("240991234567890"), Optional.of("4711"));

  private static final Bootstrap BOOTSTRAP =
      new Bootstrap(
          new DmAccount(
              "fota.example",
              Optional.of("Northwind FOTA"),
              Optional.of("NAP1"),
              List.of(DmAccount.Address.uri("https://dm.fota.example/dm")),
              Optional.of("DIGEST"),
              List.of(
                  AppAuth.of("1", AppAuth.Level.CLCRED, AuthScheme.MD5, "nw410-786", " tea ")
                      .withData(Octets.utf8("0123456789abcdef")),
                  AppAuth.of("2", AppAuth.Level.SRVCRED, AuthScheme.MD5, "fota.example", "milk")
                      .withData(Octets.hex("00FF00FF00FF00FF00FF")))),
          true,
          List.of());

  /// The values of `bootstrap-cp/mac.txt`.
  @ParameterizedTest
  @CsvSource({
    "NETWPIN, 73976E4A2787338D76B754F03905A3FC7C4983A8,"
        + " 01062F1F2DB69180923733393736453441323738373333384437364237353446303339303541334643374334"
        + "393833413800",
    "USERPIN, 1165510DE30B4E47E73F03CE871CC198C78DA7CC,"
        + " 01062F1F2DB69181923131363535313044453330423445343745373346303343453837314343313938433738"
        + "444137434300",
    "USERNETWPIN, D1EDAADF51C7D28BEE34D350BDEBC9955942099E,"
        + " 01062F1F2DB69182924431454441414446353143374432384245453334443335304244454243393935353934"
        + "323039394500"
  })
  void makesTheMacsAndHeadersOfTheExample(Protection protection, String mac, String head)
      throws Exception {
    WspPush push = BootstrapPush.pack(1, Profile.CP, protection, SECRETS, W7);
    assertThat(push.parameters()).containsEntry(WspPush.MAC, mac);
    assertThat(push.octets().slice(0, push.headLength()).toHex()).isEqualTo(head);
    WspPush arrived = WspPush.parse(push.octets());
    assertThat(arrived.parameters()).isEqualTo(push.parameters());
    assertThat(arrived.contentType()).isEqualTo(Profile.CP.contentType());
    assertThat(bootstrap(BootstrapPush.open(arrived, SECRETS)).account().serverId())
        .isEqualTo("fota.example");
  }

  /// Odd: a nibble 9 in front. Even: a nibble 1 in front and an F behind.
  @ParameterizedTest
  @CsvSource({
    "240991234567890, 2904992143658709",
    "24099123456789, 21049921436587F9",
    "123456, 113254F6"
  })
  void writesAnImsiAsOnTheSim(String imsi, String octets) {
    assertThat(SharedSecrets.semiOctets(imsi).toHex()).isEqualTo(octets);
  }

  @Test
  void readsTheExample() {
    Bootstrap read = bootstrap(BootstrapPush.read(Profile.CP, W7));
    DmAccount account = read.account();
    assertThat(read.startsSession()).isTrue();
    assertThat(read.accessPoints())
        .containsExactly(
            new AccessPoint(
                "NAP1", Optional.of("Northwind data"), "GSM-GPRS", "fota.example", "APN"));
    assertThat(account.addresses())
        .containsExactly(
            new DmAccount.Address("1", "https://dm.fota.example/dm", "URI", Optional.of(443)));
    assertThat(account.client().flatMap(AppAuth::secret)).contains("c1ient-Pa55");
    assertThat(account.client().orElseThrow().nonce().toHex())
        .isEqualTo("7E5426C60C875C489339CAA29F724168");
    assertThat(account.server().flatMap(AppAuth::name)).contains("fota.example");
    assertThat(BootstrapPush.body(Profile.CP, read, "")).isEqualTo(W7);
  }

  @Test
  void theExampleOfTheDmProfileReadsAlikeAndIsWrittenBack() throws Exception {
    Octets octets = GoldenFiles.octets("examples/bootstrap-dm/01-server-bootstrap.wbxml");
    Bootstrap read = bootstrap(BootstrapPush.read(Profile.DM, octets));
    assertThat(read.account().client().flatMap(AppAuth::secret)).contains("c1ient-Pa55");
    assertThat(read.account().server().orElseThrow().nonce().toHex())
        .isEqualTo("B29BA02FDC9D0B00B0B038E094C75177");
    var message = DmProfile.write(read, "IMEI:990012340056786", "NwFota");
    assertThat(Codec.encode(message, Form.WBXML)).isEqualTo(octets);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void whatIsPackedIsOpenedAgain(Profile profile) throws Exception {
    for (Protection protection :
        List.of(Protection.NETWPIN, Protection.USERPIN, Protection.USERNETWPIN)) {
      Octets body = BootstrapPush.body(profile, BOOTSTRAP, "IMEI:1");
      WspPush sent = BootstrapPush.pack(7, profile, protection, SECRETS, body);
      WspPush arrived = WspPush.parse(sent.octets());
      assertThat(bootstrap(BootstrapPush.open(arrived, SECRETS))).isEqualTo(BOOTSTRAP);
    }
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void nothingIsReadWhoseMacDoesNotFit(Profile profile) throws Exception {
    Octets body = BootstrapPush.body(profile, BOOTSTRAP, "IMEI:1");
    WspPush push = BootstrapPush.pack(7, profile, Protection.USERPIN, SECRETS, body);
    for (int at = push.headLength(); at < push.octets().length(); at++) {
      byte[] octets = push.octets().toByteArray();
      octets[at] ^= 1;
      assertThat(reason(WspPush.parse(Octets.wrap(octets)), SECRETS)).contains("MAC does not fit");
    }
    var wrongPin = new SharedSecrets(SECRETS.imsi(), Optional.of("4712"));
    assertThat(reason(push, wrongPin)).contains("MAC does not fit");
    assertThat(reason(push, SharedSecrets.NONE))
        .isEqualTo("USERPIN needs the PIN, which is not known here");
  }

  @Test
  void takesTheMacInSmallLettersAndTheImsiAsText() throws Exception {
    String mac = SECRETS.mac(Profile.CP, Protection.NETWPIN, W7).toLowerCase(Locale.ROOT);
    assertThat(bootstrap(BootstrapPush.open(WspPush.provisioning(1, 0, mac, W7), SECRETS)))
        .isNotNull();
    // HMAC-SHA-1 of the example's body under the 15 digits as ASCII: not conformant, but seen.
    String asText =
        new SharedSecrets(Optional.empty(), Optional.of("240991234567890"))
            .mac(Profile.CP, Protection.USERPIN, W7);
    assertThat(bootstrap(BootstrapPush.open(WspPush.provisioning(1, 0, asText, W7), SECRETS)))
        .isNotNull();
  }

  @Test
  void takesTheContentTypeInWords() throws Exception {
    String mac = SECRETS.mac(Profile.DM, Protection.USERPIN, W7);
    String type = "application/vnd.syncml.dm+wbxml; SEC=USERPIN; MAC=\"" + mac + "\"\0";
    Octets head = Octets.utf8("\1\6" + (char) type.length() + type);
    byte[] octets = new byte[head.length() + W7.length()];
    head.copyTo(octets, 0);
    W7.copyTo(octets, head.length());
    WspPush push = WspPush.parse(Octets.wrap(octets));
    // The MAC fits; that a CP document is no DM message shows only then.
    assertThat(reason(push, SECRETS)).contains("it cannot be read");
  }

  @Test
  void whatIsNotProtectedIsRefused() throws Exception {
    WspPush bare = WspPush.parse(Octets.hex("010601B6" + W7.toHex()));
    assertThat(reason(bare, SECRETS)).contains("no SEC and MAC");
    assertThat(reason(WspPush.provisioning(1, 3, "00".repeat(20), W7), SECRETS))
        .contains("USERPINMAC is not supported");
    assertThat(reason(WspPush.provisioning(1, 9, "00".repeat(20), W7), SECRETS))
        .contains("SEC is none of");
    assertThat(reason(WspPush.parse(Octets.hex("010603C4AF8700")), SECRETS))
        .contains("is no bootstrap");
  }

  @Test
  void everyPrefixOfAPushIsRefused() {
    WspPush push = BootstrapPush.pack(1, Profile.CP, Protection.USERPIN, SECRETS, W7);
    for (int length = 0; length < push.octets().length(); length++) {
      Octets prefix = push.octets().slice(0, length);
      try {
        assertThat(BootstrapPush.open(WspPush.parse(prefix), SECRETS))
            .as("cut at %d", length)
            .isInstanceOf(Reading.Unusable.class);
      } catch (MalformedNotificationException refused) {
        assertThat(refused.offset()).isBetween(0, length);
      }
    }
  }

  @Test
  void secretsOfNoUseAreRefusedAndNeverShown() {
    assertThatThrownBy(() -> new SharedSecrets(Optional.of("24x"), Optional.empty()))
        .hasMessage("an IMSI has 6 to 15 digits");
    assertThatThrownBy(() -> new SharedSecrets(Optional.empty(), Optional.of("")))
        .hasMessage("a PIN has 1 to 16 digits");
    assertThatThrownBy(() -> SharedSecrets.NONE.mac(Profile.CP, Protection.NETWPIN, W7))
        .hasMessage("NETWPIN needs the IMSI");
    assertThat(SECRETS.toString()).doesNotContain("4711").doesNotContain("2409");
  }

  private static Bootstrap bootstrap(Reading reading) {
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).bootstrap();
  }

  private static String reason(WspPush push, SharedSecrets known) {
    Reading reading = BootstrapPush.open(push, known);
    assertThat(reading).isInstanceOf(Reading.Unusable.class);
    return ((Reading.Unusable) reading).reason();
  }
}
