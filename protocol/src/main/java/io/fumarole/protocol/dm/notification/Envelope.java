package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;

/// A notification as it arrives in a datagram: in a push PDU, or bare. Spec: NOTI 7, notification
/// 3.
public record Envelope(Optional<WspPush> push, Package0 package0) {
  /// Opens either form. A bare notification begins with a digest, whose second octet may look like
  /// a push by chance: so the push must say that it carries a notification, else the bare form gets
  /// its turn.
  public static Envelope open(Octets octets) throws MalformedNotificationException {
    boolean mayBePush = octets.length() > 1 && octets.at(1) == WspPush.PUSH;
    return mayBePush ? openPush(octets) : bare(octets);
  }

  /// The push in `octets` that carries a bootstrap message; empty when they are anything else.
  public static Optional<WspPush> bootstrap(Octets octets) {
    boolean mayBePush = octets.length() > 1 && octets.at(1) == WspPush.PUSH;
    if (!mayBePush) return Optional.empty();
    try {
      return Optional.of(WspPush.parse(octets)).filter(WspPush::isBootstrap);
    } catch (MalformedNotificationException noPush) {
      return Optional.empty();
    }
  }

  private static Envelope openPush(Octets octets) throws MalformedNotificationException {
    WspPush push;
    try {
      push = WspPush.parse(octets);
    } catch (MalformedNotificationException noPush) {
      return bareOr(octets, noPush);
    }
    if (!push.isNotification()) return bareOr(octets, otherPush(push));
    try {
      return new Envelope(Optional.of(push), Package0.parse(push.body()));
    } catch (MalformedNotificationException inBody) {
      throw inBody.shifted(push.headLength());
    }
  }

  private static MalformedNotificationException otherPush(WspPush push) {
    return new MalformedNotificationException(
        3,
        "a push of %s for %s is no notification of DM, which is %s for %s"
            .formatted(
                push.contentType(),
                push.applicationId().orElse("no application id"),
                WspPush.NOTIFICATION_TYPE,
                WspPush.APPLICATION_ID));
  }

  private static Envelope bareOr(Octets octets, MalformedNotificationException otherwise)
      throws MalformedNotificationException {
    try {
      return bare(octets);
    } catch (MalformedNotificationException alsoNotBare) {
      otherwise.addSuppressed(alsoNotBare);
      throw otherwise;
    }
  }

  private static Envelope bare(Octets octets) throws MalformedNotificationException {
    return new Envelope(Optional.empty(), Package0.parse(octets));
  }

  public Octets octets() {
    return push.map(WspPush::octets).orElseGet(package0::octets);
  }

  /// The layers one after the other.
  public List<Explained> explain() {
    return Explained.join(push.map(WspPush::explain).orElse(List.of()), package0.explain());
  }
}
