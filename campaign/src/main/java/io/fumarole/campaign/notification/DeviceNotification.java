package io.fumarole.campaign.notification;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A notification on its way to a device, with the same octets however often it is tried: a device
/// that hears one SessionID twice opens one session.
///
/// @param sessionId of the session that it asks for
/// @param pdu the WSP push PDU
/// @param until nobody wants it any more after this
/// @param delivery how far it has come
/// @param answer the session that came of it
public record DeviceNotification(
    NotificationId id,
    DeviceId device,
    int sessionId,
    Octets pdu,
    Instant created,
    Instant until,
    Delivery delivery,
    Optional<Answer> answer) {
  /// Growing, so that a gateway that is away for an hour is not asked a thousand times.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(2);
  private static final int MOST_DOUBLINGS = 10;

  /// Gateways have their own words in it.
  private static final int LONGEST_WORDS = 500;

  /// @param way that took it; empty when none has yet
  /// @param messageId what its gateway calls it
  /// @param tries how often it was tried
  /// @param wakeAt when it is brought, or tried again; empty when never
  /// @param words what happened last
  /// @param changed when
  public record Delivery(
      NotificationState state,
      Optional<Way> way,
      Optional<String> messageId,
      int tries,
      Optional<Instant> wakeAt,
      String words,
      Instant changed) {
    public Delivery {
      if (words.length() > LONGEST_WORDS) words = words.substring(0, LONGEST_WORDS);
    }
  }

  /// @param at when the session began
  /// @param session its key in the trace
  public record Answer(Instant at, String session) {}

  /// One that is to be brought at `wakeAt`.
  public static DeviceNotification queued(
      NotificationId id,
      DeviceId device,
      int sessionId,
      Octets pdu,
      Instant now,
      Instant until,
      Instant wakeAt) {
    var delivery =
        new Delivery(
            NotificationState.QUEUED,
            Optional.empty(),
            Optional.empty(),
            0,
            Optional.of(wakeAt),
            "it waits to be brought",
            now);
    return new DeviceNotification(
        id, device, sessionId, pdu, now, until, delivery, Optional.empty());
  }

  /// What becomes of one that nobody needs to bring any more; empty when it is still to be brought.
  public Optional<DeviceNotification> needless(Instant now) {
    if (answer.isPresent())
      return Optional.of(
          ended(NotificationState.EXPIRED, "the device came before it was sent", now));
    return now.isBefore(until)
        ? Optional.empty()
        : Optional.of(
            ended(NotificationState.EXPIRED, "its time was over before it was sent", now));
  }

  /// A way has taken it.
  public DeviceNotification accepted(
      Way way, Optional<String> messageId, String words, Instant now) {
    return with(
        new Delivery(
            NotificationState.ACCEPTED,
            Optional.of(way),
            messageId,
            delivery.tries + 1,
            Optional.empty(),
            words,
            now));
  }

  /// No way has taken it: it is tried again while there is time and hope.
  public DeviceNotification refused(boolean mayPass, String words, Instant now) {
    Instant again = now.plus(pauseAfter(delivery.tries));
    if (!mayPass) return tried(NotificationState.FAILED, Optional.empty(), words, now);
    if (!again.isBefore(until))
      return tried(
          NotificationState.EXPIRED,
          Optional.empty(),
          words + "; there is no time to try again",
          now);
    return tried(
        NotificationState.QUEUED,
        Optional.of(again),
        "%s; tried again at %s".formatted(words, again),
        now);
  }

  private static Duration pauseAfter(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  /// What its gateway reports; empty when that is no news. Only the first end counts, but for a
  /// delivery, which is a fact.
  public Optional<DeviceNotification> reported(NotificationState state, String words, Instant now) {
    boolean isNews =
        delivery.state == NotificationState.ACCEPTED
            || (state == NotificationState.DELIVERED && delivery.state != state);
    return isNews && delivery.way.isPresent()
        ? Optional.of(ended(state, words, now))
        : Optional.empty();
  }

  private DeviceNotification tried(
      NotificationState state, Optional<Instant> wakeAt, String words, Instant now) {
    return with(
        new Delivery(
            state, delivery.way, delivery.messageId, delivery.tries + 1, wakeAt, words, now));
  }

  private DeviceNotification ended(NotificationState state, String words, Instant now) {
    return with(
        new Delivery(
            state, delivery.way, delivery.messageId, delivery.tries, Optional.empty(), words, now));
  }

  private DeviceNotification with(Delivery value) {
    return new DeviceNotification(id, device, sessionId, pdu, created, until, value, answer);
  }

  public DeviceNotification answered(Answer value) {
    return new DeviceNotification(
        id, device, sessionId, pdu, created, until, delivery, Optional.of(value));
  }
}
