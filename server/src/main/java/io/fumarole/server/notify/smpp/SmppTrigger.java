package io.fumarole.server.notify.smpp;

import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.dm.notification.SmsUserData;
import io.fumarole.server.notify.Receipt;
import io.fumarole.server.notify.Trigger;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import javax.net.ssl.SSLSocketFactory;
import org.jsmpp.InvalidResponseException;
import org.jsmpp.PDUException;
import org.jsmpp.bean.ESMClass;
import org.jsmpp.bean.GSMSpecificFeature;
import org.jsmpp.bean.MessageMode;
import org.jsmpp.bean.MessageType;
import org.jsmpp.bean.NumberingPlanIndicator;
import org.jsmpp.bean.RawDataCoding;
import org.jsmpp.bean.RegisteredDelivery;
import org.jsmpp.bean.SMSCDeliveryReceipt;
import org.jsmpp.bean.TypeOfNumber;
import org.jsmpp.extra.NegativeResponseException;
import org.jsmpp.extra.ResponseTimeoutException;
import org.jsmpp.session.SMPPSession;

/// Hands the notification to a message centre, as one SMS or several. Spec: SMPP 3.4 4.4,
/// notification 3.1.
public final class SmppTrigger implements Trigger, AutoCloseable {
  private static final int THROTTLED = 0x58;
  private static final int QUEUE_FULL = 0x14;

  /// Statuses that pass by themselves: besides those two, a system error, a failed submit, a
  /// temporary application error. Spec: SMPP 3.4 5.1.3.
  private static final Set<Integer> PASSING = Set.of(0x08, QUEUE_FULL, 0x45, THROTTLED, 0x64);

  private static final ESMClass WITH_HEADER =
      new ESMClass(MessageMode.DEFAULT, MessageType.DEFAULT, GSMSpecificFeature.UDHI);

  /// Spec: SMPP 3.4 7.1.1.2; a relative time has two digits of years, months and days.
  private static final Duration LONGEST_VALIDITY = Duration.ofDays(28);

  private final SmppSettings settings;
  private final SmppLink link;
  private final Pace pace;
  private final Semaphore places;
  private final InstantSource clock;

  /// @param receipts told what became of messages
  /// @param random a number from 0 up to its argument, exclusive
  public SmppTrigger(
      SmppSettings settings,
      SSLSocketFactory tls,
      Consumer<Receipt> receipts,
      IntUnaryOperator random,
      InstantSource clock) {
    this.settings = settings;
    this.link = new SmppLink(settings, tls, receipts, random);
    this.pace = new Pace(settings.perSecond(), System.nanoTime());
    this.places = new Semaphore(settings.waiting());
    this.clock = clock;
  }

  /// Begins to keep the link up.
  public void start() {
    link.start();
  }

  @Override
  public Outcome send(Push push) {
    Optional<String> number = push.number();
    if (number.isEmpty())
      return Outcome.NotSent.never(
          "device %s has the address '%s': give it as sms:NUMBER"
              .formatted(push.device(), push.address().orElse("")));
    if (!places.tryAcquire())
      return Outcome.NotSent.now(
          settings.waiting() + " notifications wait for the message centre already");
    try {
      return send(push, number.get());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Outcome.NotSent.now("interrupted");
    } finally {
      places.release();
    }
  }

  private Outcome send(Push push, String number) throws InterruptedException {
    List<SmsUserData> parts = SmsUserData.split(push.pdu(), push.pdu().at(0) & 0xFF);
    Optional<String> last = Optional.empty();
    for (int i = 0; i < parts.size(); i++) {
      Duration wait = pace.claim(System.nanoTime());
      if (wait.isPositive()) Thread.sleep(wait);
      boolean isLast = i == parts.size() - 1;
      switch (submit(parts.get(i), isLast, number, push.until())) {
        case Submitted.Taken(var id) -> last = Optional.of(id);
        case Submitted.Refused(var why) -> {
          return why;
        }
      }
    }
    String words = "sent by SMS to " + number;
    return new Outcome.Sent(
        Way.SMPP, last, parts.size() == 1 ? words : words + ", in " + parts.size() + " parts");
  }

  private sealed interface Submitted {
    record Taken(String id) implements Submitted {}

    record Refused(Outcome.NotSent why) implements Submitted {}

    static Submitted later(String words) {
      return new Refused(Outcome.NotSent.now(words));
    }
  }

  /// @param isLast only the last part is reported on: an earlier one alone says nothing
  private Submitted submit(SmsUserData part, boolean isLast, String number, Instant until) {
    Optional<SMPPSession> session = link.session();
    if (session.isEmpty())
      return Submitted.later("the link to the message centre is down: " + link.trouble());
    SmppSettings.Source source = settings.source();
    try {
      String id =
          session
              .get()
              .submitShortMessage(
                  "",
                  TypeOfNumber.valueOf((byte) source.numbering().ton()),
                  NumberingPlanIndicator.valueOf((byte) source.numbering().npi()),
                  source.address(),
                  TypeOfNumber.valueOf((byte) settings.destination().ton()),
                  NumberingPlanIndicator.valueOf((byte) settings.destination().npi()),
                  number.replace("+", ""),
                  WITH_HEADER,
                  (byte) 0,
                  (byte) 0,
                  null,
                  validity(Duration.between(clock.instant(), until)),
                  new RegisteredDelivery(
                      isLast ? SMSCDeliveryReceipt.SUCCESS_FAILURE : SMSCDeliveryReceipt.DEFAULT),
                  (byte) 0,
                  new RawDataCoding((byte) settings.dataCoding()),
                  (byte) 0,
                  part.octets().toByteArray())
              .getMessageId();
      pace.taken(System.nanoTime());
      return new Submitted.Taken(id);
    } catch (NegativeResponseException refused) {
      return refused(refused.getCommandStatus());
    } catch (ResponseTimeoutException late) {
      return Submitted.later(
          "the message centre has not answered within " + settings.patience().toSeconds() + " s");
    } catch (PDUException | InvalidResponseException | IOException e) {
      return Submitted.later("the link to the message centre broke: " + e.getMessage());
    }
  }

  private Submitted refused(int status) {
    if (status == THROTTLED || status == QUEUE_FULL) pace.throttled(System.nanoTime());
    return new Submitted.Refused(
        new Outcome.NotSent(
            PASSING.contains(status),
            "the message centre refused it with status 0x%08X".formatted(status)));
  }

  /// Relative, so that no clock needs to agree with the centre's. Spec: SMPP 3.4 7.1.1.2.
  static String validity(Duration time) {
    Duration within = time.compareTo(LONGEST_VALIDITY) > 0 ? LONGEST_VALIDITY : time;
    long seconds = Math.max(1, within.toSeconds());
    Duration whole = Duration.ofSeconds(seconds);
    return "0000%02d%02d%02d%02d000R"
        .formatted(
            whole.toDays(), whole.toHoursPart(), whole.toMinutesPart(), whole.toSecondsPart());
  }

  @Override
  public void close() {
    link.close();
  }
}
