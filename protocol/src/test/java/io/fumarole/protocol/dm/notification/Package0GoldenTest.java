package io.fumarole.protocol.dm.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.GoldenFiles;
import io.fumarole.protocol.syncml.Octets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `00-package0.txt` of flows 1 to 4: every value that the files give, octet by octet.
class Package0GoldenTest {
  private record Golden(String text) {
    static Golden of(String folder) {
      return new Golden(GoldenFiles.text("examples/" + folder + "/00-package0.txt"));
    }

    String field(String label) {
      Matcher line = Pattern.compile("(?m)^" + Pattern.quote(label) + " +(\\S.*)$").matcher(text);
      assertThat(line.find()).as(label).isTrue();
      return line.group(1).strip();
    }

    Account account() {
      return Account.of(field("server identifier"), field("server password"));
    }

    Octets nonce() {
      return Credentials.nonce(Octets.utf8(field("server nonce (base64)")));
    }

    /// `0x01A4 -> SessionID element text "1A4"`
    int sessionId() {
      return Integer.parseInt(field("session id").substring(2, 6), 16);
    }

    /// `11 (1.1) / 1 / 1`
    Notification notification() {
      String[] parts = field("version / ui / init").split(" / ");
      assertThat(parts[0]).isEqualTo("11 (1.1)");
      return Notification.of(
          UiMode.ofBits(Integer.parseInt(parts[1])),
          parts[2].equals("1") ? Initiator.SERVER : Initiator.CLIENT,
          sessionId(),
          field("server identifier"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "flow-1-dm-replace",
        "flow-2-alternate-download",
        "flow-3-update-package-present",
        "flow-4-download-and-update"
      })
  void buildsAndReadsEveryValue(String folder) throws Exception {
    Golden golden = Golden.of(folder);
    Notification notification = golden.notification();
    Package0 package0 = notification.sign(golden.account(), golden.nonce());
    WspPush push = WspPush.of(1, package0);
    SmsUserData sms = SmsUserData.split(push.octets(), 0).getFirst();

    assertThat(golden.field("session id"))
        .endsWith("text \"" + notification.sessionIdText() + "\"");
    assertThat(golden.account().secretHash()).isEqualTo(golden.field("B64(H(id:password))"));
    assertThat(notification.trigger().toHex()).isEqualTo(golden.field("trigger"));
    assertThat(md5Base64(notification.trigger())).isEqualTo(golden.field("B64(H(trigger))"));
    assertThat(package0.digest().toHex()).isEqualTo(golden.field("digest"));
    assertThat(package0.octets().toHex()).isEqualTo(golden.field("package 0"));
    assertThat(push.octets().toHex()).isEqualTo(golden.field("WSP push PDU"));
    assertThat(sms.octets().toHex()).isEqualTo(golden.field("SMS user data (UDH+PDU)"));
    assertThat(golden.field("length of SMS user data"))
        .isEqualTo(sms.octets().length() + " octets (limit 140)");

    assertThat(Package0.parse(package0.octets())).isEqualTo(package0);
    assertThat(WspPush.parse(push.octets())).isEqualTo(push);
    assertThat(SmsUserData.parse(sms.octets())).isEqualTo(sms);
    assertThat(Envelope.open(push.octets()).package0()).isEqualTo(package0);
  }

  private static String md5Base64(Octets octets) throws Exception {
    byte[] digest = MessageDigest.getInstance("MD5").digest(octets.toByteArray());
    return Base64.getEncoder().encodeToString(digest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"package 0", "WSP push PDU"})
  void refusesEveryPrefixWithItsOffset(String field) {
    Octets whole = Octets.hex(Golden.of("flow-1-dm-replace").field(field));
    for (int end = 0; end < whole.length(); end++) {
      Octets prefix = whole.slice(0, end);
      var refusal =
          catchThrowableOfType(MalformedNotificationException.class, () -> Envelope.open(prefix));
      assertThat(refusal).as("%s octets", end).hasMessageContaining("offset " + end);
      assertThat(refusal.offset()).isEqualTo(end);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"package 0", "WSP push PDU"})
  void explainsEveryOctetOnce(String field) throws Exception {
    Octets whole = Octets.hex(Golden.of("flow-1-dm-replace").field(field));
    List<Explained> parts = Envelope.open(whole).explain();

    int next = 0;
    for (Explained part : parts) {
      assertThat(part.offset()).isEqualTo(next);
      next += part.octets().length();
    }
    assertThat(Explained.octetsOf(parts)).isEqualTo(whole);
    assertThat(parts.getLast().meaning()).isEqualTo("server identifier fota.example");
  }
}
