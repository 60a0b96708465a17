package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.dm.notification.SmsUserData;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Receipt;
import io.fumarole.server.notify.Trigger;
import io.fumarole.server.notify.Trigger.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Against a message centre that is read and written octet by octet.
class SmppTriggerTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Octets SHORT = SubmitSm.hex("2A0603C4AF87 0102030405");

  private final BlockingQueue<Receipt> receipts = new LinkedBlockingQueue<>();
  private MessageCentre centre;

  @BeforeEach
  void open() throws IOException {
    centre = MessageCentre.open();
  }

  @AfterEach
  void close() throws IOException {
    centre.close();
  }

  static SmppSettings settings(int port, String more) {
    return SmppSettings.from(
        ConfigFactory.parseString(
                """
                smpp { host = "127.0.0.1", port = %d, systemId = us, password = %s, perSecond = 1000
                  patience = 30 s, source { address = "4711", ton = 3, npi = 1 }, %s }
                """
                    .formatted(port, MessageCentre.PASSWORD, more))
            .withFallback(ConfigFactory.parseString(SmppSettings.DEFAULTS))
            .getConfig("smpp"));
  }

  private SmppTrigger trigger(String more) {
    return trigger(settings(centre.port(), more), receipts);
  }

  static SmppTrigger trigger(SmppSettings settings, BlockingQueue<Receipt> receipts) {
    return trigger(settings, (SSLSocketFactory) SSLSocketFactory.getDefault(), receipts);
  }

  static SmppTrigger trigger(
      SmppSettings settings, SSLSocketFactory tls, BlockingQueue<Receipt> receipts) {
    var trigger = new SmppTrigger(settings, tls, receipts::add, most -> most - 1, () -> NOW);
    trigger.start();
    return trigger;
  }

  private SmppTrigger bound(String more) {
    SmppTrigger trigger = trigger(more);
    awaitBound();
    return trigger;
  }

  private void awaitBound() {
    await().atMost(Duration.ofSeconds(20)).until(() -> centre.bound() == 1);
  }

  static Trigger.Push push(String address, Octets pdu) {
    return new Trigger.Push(
        "1", "IMEI:1", Optional.of(address), pdu, Octets.EMPTY, NOW.plusSeconds(900));
  }

  /// A link is known on our side a moment after the centre has it.
  private static Outcome sent(SmppTrigger trigger, Trigger.Push push) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> trigger.send(push), it -> !it.toString().contains("link"));
  }

  @Test // SMPP 3.4 4.4.1, notification 3.1
  void submitsOneSmsOctetByOctet() throws InterruptedException {
    try (SmppTrigger trigger = bound("")) {
      assertThat(sent(trigger, push("sms:+46700000001", SHORT)))
          .isEqualTo(new Outcome.Sent(Way.SMPP, Optional.of("m1"), "sent by SMS to +46700000001"));
      assertThat(centre.next())
          .isEqualTo(
              SubmitSm.hex(
                  "00" // service_type
                      + "03 01 34373131 00" // source: network specific, ISDN, 4711
                      + "01 01 3436373030303030303031 00" // destination: international, ISDN
                      + "40 00 00" // esm_class UDHI, protocol_id, priority_flag
                      + "00" // schedule_delivery_time
                      + "30303030303030303135303030303052 00" // validity_period, 15 minutes
                      + "01 00 04 00" // registered_delivery, replace_if_present, 8-bit data,
                      // default
                      + "12" // sm_length
                      + "06 05 04 0B84 C002" // user data header: to port 2948
                      + "2A 06 03 C4 AF 87 0102030405"));
    }
  }

  @Test
  void aLongNotificationGoesInPartsAndTheLastIsReportedOn() throws Exception {
    Octets pdu = Octets.utf8("*".repeat(300));
    try (SmppTrigger trigger = bound("")) {
      assertThat(sent(trigger, push("sms:0700", pdu)))
          .isEqualTo(
              new Outcome.Sent(Way.SMPP, Optional.of("m3"), "sent by SMS to 0700, in 3 parts"));
      List<SubmitSm> parts = List.of(part(), part(), part());
      assertThat(parts).extracting(SubmitSm::registeredDelivery).containsExactly(0, 0, 1);
      assertThat(parts).extracting(it -> it.shortMessage().length()).containsExactly(140, 140, 56);
      assertThat(parts.getFirst().shortMessage().slice(0, 12))
          .isEqualTo(SubmitSm.hex("0B 05 04 0B84 C002 00 03 2A 03 01"));
      assertThat(
              SmsUserData.join(
                  List.of(
                      SmsUserData.parse(parts.get(2).shortMessage()),
                      SmsUserData.parse(parts.get(0).shortMessage()),
                      SmsUserData.parse(parts.get(1).shortMessage()))))
          .hasValue(pdu);
    }
  }

  private SubmitSm part() throws InterruptedException {
    return SubmitSm.parse(centre.next());
  }

  @Test
  void aReceiptSaysWhatBecameOfAnSms() throws Exception {
    try (SmppTrigger trigger = bound("")) {
      sent(trigger, push("sms:+1", SHORT));
      centre.report(
          "id:m1 sub:001 dlvrd:001 submit date:2603011200 done date:2603011201 stat:DELIVRD err:000 text:x",
          Octets.EMPTY);
      assertThat(receipts.poll(10, TimeUnit.SECONDS))
          .isEqualTo(
              new Receipt(
                  "m1", Receipt.Fate.DELIVERED, "the message centre says DELIVRD, error 000"));
      // receipted_message_id "m2", message_state 5
      centre.report("id:77 stat:DELIVRD", SubmitSm.hex("001E 0003 6D3200 0427 0001 05"));
      assertThat(receipts.poll(10, TimeUnit.SECONDS))
          .isEqualTo(new Receipt("m2", Receipt.Fate.FAILED, "the message centre says UNDELIV"));
    }
  }

  @Test
  void aLinkThatBrokeIsOpenedAgain() throws Exception {
    try (SmppTrigger trigger = bound("")) {
      sent(trigger, push("sms:+1", SHORT));
      centre.hangUp();
      awaitBound();
      assertThat(sent(trigger, push("sms:+2", SHORT))).isInstanceOf(Outcome.Sent.class);
    }
  }

  /// Who unbinds twice waits for an answer that does not come: the link was closed after the first.
  @Test
  void aLinkThatIsClosedIsUnboundOnce() {
    for (int links = 1; links <= 3; links++) {
      try (SmppTrigger trigger = bound("")) {
        assertThat(sent(trigger, push("sms:+1", SHORT))).isInstanceOf(Outcome.Sent.class);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> centre.bound() == 0);
      assertThat(centre.heard(MessageCentre.UNBIND)).isEqualTo(links);
    }
  }

  @Test
  void aCentreThatComesLateIsFound() throws Exception {
    centre.close();
    centre = MessageCentre.openOnQuietPort();
    int port = centre.port();
    centre.close();
    try (SmppTrigger trigger = trigger("")) {
      assertThat(trigger.send(push("sms:+1", SHORT)))
          .isInstanceOfSatisfying(
              Outcome.NotSent.class,
              it -> {
                assertThat(it.mayPass()).isTrue();
                assertThat(it.words()).contains("the link to the message centre is down");
              });
      centre = MessageCentre.open(port);
      awaitBound();
      assertThat(sent(trigger, push("sms:+1", SHORT))).isInstanceOf(Outcome.Sent.class);
    }
  }

  @Test
  void aWrongPasswordIsToldWithoutThePassword() {
    SmppSettings wrong = settings(centre.port(), "password = wr0ng");
    try (SmppTrigger trigger = trigger(wrong, receipts)) {
      Outcome outcome =
          await()
              .atMost(Duration.ofSeconds(20))
              .until(
                  () -> trigger.send(push("sms:+1", SHORT)),
                  it -> it.toString().contains("refused the bind with status 0x0000000E"));
      assertThat(outcome.toString()).doesNotContain("wr0ng");
      assertThat(wrong.toString()).doesNotContain("wr0ng");
    }
  }

  @Test
  void aThrottledMessageMayPassAndTheNextOneWaits() {
    try (SmppTrigger trigger = bound("")) {
      sent(trigger, push("sms:+1", SHORT));
      centre.answer(0x58);
      long before = System.nanoTime();
      assertThat(trigger.send(push("sms:+1", SHORT)))
          .isEqualTo(
              new Outcome.NotSent(true, "the message centre refused it with status 0x00000058"));
      centre.answer(0);
      assertThat(trigger.send(push("sms:+1", SHORT))).isInstanceOf(Outcome.Sent.class);
      assertThat(Duration.ofNanos(System.nanoTime() - before))
          .isGreaterThan(Duration.ofMillis(999));
    }
  }

  @Test // 0x0B: invalid destination address
  void aWrongNumberIsRefusedForGood() {
    try (SmppTrigger trigger = bound("")) {
      centre.answer(0x0B);
      assertThat(sent(trigger, push("sms:+1", SHORT)))
          .isEqualTo(
              new Outcome.NotSent(false, "the message centre refused it with status 0x0000000B"));
    }
  }

  @Test
  void noMoreThanAgreedWaitForTheCentre() throws Exception {
    try (SmppTrigger trigger = bound("waiting = 1, patience = 5 s")) {
      sent(trigger, push("sms:+1", SHORT));
      centre.next();
      centre.fallSilent();
      BlockingQueue<Outcome> first = new LinkedBlockingQueue<>();
      Thread.ofVirtual().start(() -> first.add(trigger.send(push("sms:+2", SHORT))));
      centre.next();
      assertThat(trigger.send(push("sms:+3", SHORT)))
          .isEqualTo(
              new Outcome.NotSent(true, "1 notifications wait for the message centre already"));
      centre.hangUp();
      assertThat(first.poll(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(Outcome.NotSent.class, it -> assertThat(it.mayPass()).isTrue());
    }
  }

  @Test
  void aCentreThatDoesNotAnswerIsNotWaitedForForEver() {
    try (SmppTrigger trigger = bound("patience = 2 s")) {
      sent(trigger, push("sms:+1", SHORT));
      centre.fallSilent();
      assertThat(trigger.send(push("sms:+2", SHORT)))
          .isEqualTo(new Outcome.NotSent(true, "the message centre has not answered within 2 s"));
    }
  }

  @Test
  void aSilentLinkIsAskedWhetherItIsThere() throws Exception {
    try (SmppTrigger trigger = bound("enquireLink = 200 ms")) {
      sent(trigger, push("sms:+1", SHORT));
      assertThat(centre.hears(MessageCentre.ENQUIRE_LINK)).isTrue();
    }
  }

  @Test
  void whatIsNoNumberIsNotSent() {
    try (SmppTrigger trigger = bound("")) {
      assertThat(trigger.send(push("sms:number", SHORT)))
          .isEqualTo(
              new Outcome.NotSent(
                  false, "device IMEI:1 has the address 'sms:number': give it as sms:NUMBER"));
      assertThat(centre.waiting()).isZero();
    }
  }
}
