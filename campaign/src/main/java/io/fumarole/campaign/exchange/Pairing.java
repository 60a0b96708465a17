package io.fumarole.campaign.exchange;

import io.fumarole.protocol.dm.session.Received;
import io.fumarole.protocol.dm.session.SessionState;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.Optional;
import java.util.Set;

/// Which session a message belongs to. MsgID 1 opens a new one, whatever is stored; the same
/// message again gets the same answer; a message of a session that a newer one has replaced is
/// turned away.
sealed interface Pairing {
  /// The session to go on with, empty for a new one.
  default Optional<StoredSession> session() {
    return this instanceof Goes(var stored) ? Optional.of(stored) : Optional.empty();
  }

  /// A new session, or the message after a challenge, which stores nothing.
  record Fresh() implements Pairing {}

  record Goes(StoredSession stored) implements Pairing {}

  record Repeat(StoredSession stored) implements Pairing {}

  record Superseded(String key) implements Pairing {}

  static Pairing of(Optional<StoredSession> stored, Received received, Octets bodyDigest) {
    SyncHdr header = received.message().header();
    long msgId = header.msgId().number().orElse(1);
    if (stored.filter(s -> isRepeat(s, header, msgId, bodyDigest)).isPresent())
      return new Repeat(stored.get());
    if (msgId == 1 || opens(received)) return new Fresh();
    boolean goesOn =
        stored
            .map(StoredSession::state)
            .filter(s -> s.sessionId().equalsIgnoreCase(header.sessionId()))
            .filter(s -> msgId > s.clientMsgId())
            .isPresent();
    if (goesOn) return new Goes(stored.get());
    boolean showsCredentials = header.cred().isPresent() || received.hmac().isPresent();
    return showsCredentials || stored.isEmpty() ? new Fresh() : new Superseded(stored.get().key());
  }

  /// The last message before this one that its session took. After a challenge package 1 comes
  /// again, which [#of] takes for a new session: the one that is stored still knows.
  static long lastTaken(Optional<StoredSession> stored, Received received) {
    SyncHdr header = received.message().header();
    long msgId = header.msgId().number().orElse(1);
    return stored
        .map(StoredSession::state)
        .filter(s -> s.sessionId().equalsIgnoreCase(header.sessionId()))
        .map(s -> s.lastTaken(msgId))
        .orElse(0L);
  }

  /// The same octets again. A first message that ended its session, or whose answer started the
  /// device, is not taken as a repeat: clients open every session with the same SessionID, and one
  /// that comes back after a restart must not be started a second time by an old answer.
  private static boolean isRepeat(
      StoredSession stored, SyncHdr header, long msgId, Octets bodyDigest) {
    SessionState state = stored.state();
    boolean mayBeNew =
        msgId == 1 && (state.isOver() || state.inFlight().stream().anyMatch(Pairing::starts));
    return state.sessionId().equalsIgnoreCase(header.sessionId())
        && state.isAt(msgId)
        && stored.bodyDigest().equals(bodyDigest)
        && !mayBeNew;
  }

  private static boolean starts(Task task) {
    return task instanceof Task.Run run
        && run.orders().stream().anyMatch(order -> order instanceof Task.Order.Exec);
  }

  /// Whether a later message is package 1 all the same: it comes again after a challenge, which
  /// stores nothing, so that an older session of the same name may still be stored. A device that
  /// only refuses the server's credentials goes on with its session.
  private static boolean opens(Received received) {
    boolean saysSo = false;
    for (Command command : received.message().commands()) {
      switch (command) {
        case Command.Alert alert -> saysSo |= OPENING.contains(alert.code().strip());
        case Command.Status status
            when status.answersHeader() && status.statusCode().isChallenge() -> {
          return false;
        }
        case Command _ -> {}
      }
    }
    return saysSo;
  }

  /// Whether a new session is one that a notification asked for: it has the notification's id,
  /// which some write in decimal digits, or says that the server wanted it.
  ///
  /// @param notificationId of the last notification; 0 when none is open
  static boolean answers(int notificationId, Received received) {
    if (notificationId == 0) return false;
    String sessionId = received.message().header().sessionId();
    boolean isNamed =
        sessionId.equalsIgnoreCase(Integer.toHexString(notificationId))
            || sessionId.equals(Integer.toString(notificationId));
    return isNamed
        || received.message().commands().stream()
            .anyMatch(
                it ->
                    it instanceof Command.Alert alert
                        && alert.code().strip().equals(AlertCode.SERVER_INITIATED));
  }

  Set<String> OPENING = Set.of(AlertCode.SERVER_INITIATED, AlertCode.CLIENT_INITIATED);
}
