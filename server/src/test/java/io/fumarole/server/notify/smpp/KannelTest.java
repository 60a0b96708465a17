package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.SmsUserData;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Trigger;
import io.fumarole.server.notify.Trigger.Outcome;
import io.fumarole.server.notify.pap.PapSettings;
import io.fumarole.server.notify.pap.PapTrigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An outside judge of both gateways' ways: what Kannel makes of our push over PAP reaches the same
/// message centre as what we send there ourselves, and says the same to the device.
class KannelTest {
  private static final String NUMBER = "+46700000001";

  @Test
  void aPushByKannelAndAnSmsOfOursSayTheSame(@TempDir Path folder) throws Exception {
    Trigger.Push bySms = push("sms:" + NUMBER);
    try (var centre = MessageCentre.open();
        var kannel = Kannel.start(folder, centre.port())) {
      await().atMost(Duration.ofSeconds(30)).until(() -> centre.bound() == 1);
      SubmitSm theirs = byKannel(kannel, centre, push("push:" + NUMBER));
      try (SmppTrigger trigger =
          SmppTriggerTest.trigger(
              SmppTriggerTest.settings(centre.port(), ""), new LinkedBlockingQueue<>())) {
        await().atMost(Duration.ofSeconds(20)).until(() -> centre.bound() == 2);
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> trigger.send(bySms) instanceof Outcome.Sent);
      }
      SubmitSm ours = SubmitSm.parse(centre.next());
      assertThat(ours.esmClass() & 0x40).isEqualTo(theirs.esmClass() & 0x40).isEqualTo(0x40);
      assertThat(ours.protocolId()).isEqualTo(theirs.protocolId());
      assertThat(ours.dataCoding()).isEqualTo(theirs.dataCoding());
      assertThat(ours.destination().text()).isEqualTo(theirs.destination().text());
      assertSameForTheDevice(ours, theirs, bySms.package0());
    }
  }

  private static void assertSameForTheDevice(SubmitSm ours, SubmitSm theirs, Octets package0)
      throws Exception {
    SmsUserData our = SmsUserData.parse(ours.shortMessage());
    SmsUserData their = SmsUserData.parse(theirs.shortMessage());
    assertThat(our.destinationPort()).isEqualTo(their.destinationPort()).isEqualTo(2948);
    for (SmsUserData data : List.of(our, their)) {
      WspPush push = WspPush.parse(data.payload());
      assertThat(push.isNotification()).isTrue();
      assertThat(push.applicationId()).hasValue(WspPush.APPLICATION_ID);
      assertThat(push.body()).isEqualTo(package0);
    }
  }

  private static SubmitSm byKannel(Kannel kannel, MessageCentre centre, Trigger.Push push)
      throws InterruptedException {
    try (var trigger = new PapTrigger(settings(kannel.url()), Optional.empty())) {
      assertThat(trigger.send(push)).isInstanceOf(Outcome.Sent.class);
    }
    return SubmitSm.parse(centre.next());
  }

  @Test
  void kannelRefusesAWrongPassword(@TempDir Path folder) throws Exception {
    try (var centre = MessageCentre.open();
        var kannel = Kannel.start(folder, centre.port());
        var trigger = new PapTrigger(settings(kannel.url(), "no"), Optional.empty())) {
      assertThat(trigger.send(push("push:" + NUMBER)))
          .isInstanceOfSatisfying(
              Outcome.NotSent.class,
              it -> {
                assertThat(it.mayPass()).isFalse();
                assertThat(it.words()).contains("the push gateway");
              });
      assertThat(centre.waiting()).isZero();
    }
  }

  private static PapSettings settings(String url) {
    return settings(url, Kannel.PASSWORD);
  }

  private static PapSettings settings(String url, String password) {
    return PapSettings.from(
        ConfigFactory.parseString(
                "pap { url = \"%s\", user = %s, password = %s, gateway = ppg.example }"
                    .formatted(url, Kannel.USER, password))
            .withFallback(ConfigFactory.parseString(PapSettings.DEFAULTS))
            .getConfig("pap"));
  }

  private static Trigger.Push push(String address) {
    Package0 package0 =
        Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0x1234, "com.mgmtsrv.manage")
            .sign(Account.of("com.mgmtsrv.manage", "secret"), Package0.DEFAULT_NONCE);
    return new Trigger.Push(
        "1@fumarole",
        "IMEI:1",
        Optional.of(address),
        WspPush.of(1, package0).octets(),
        package0.octets(),
        Instant.now().plus(Duration.ofMinutes(15)));
  }
}
