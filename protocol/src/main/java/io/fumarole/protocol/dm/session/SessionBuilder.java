package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.session.SessionState.Incoming;
import io.fumarole.protocol.dm.session.SessionState.Outgoing;
import io.fumarole.protocol.dm.session.SessionState.Sent;
import io.fumarole.protocol.dm.session.SessionState.Transfer;
import io.fumarole.protocol.dm.session.SessionState.Trust;
import io.fumarole.protocol.syncml.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [SessionState] while one message is worked on.
final class SessionBuilder {
  final String sessionId;
  final String deviceId;
  long clientMsgId;
  long serverMsgId;
  Form form;
  long maxMsgSize;

  /// Whether the message at hand has made that less.
  boolean takesLess;

  Optional<Long> maxObjSize;
  Trust trust;
  final List<Outgoing> queue;
  final List<Task> inFlight;
  final List<Sent> sent;
  final List<Fact> held;
  Optional<Transfer> transfer;
  Optional<Incoming> incoming;
  boolean isOver;

  SessionBuilder(SessionState state) {
    sessionId = state.sessionId();
    deviceId = state.deviceId();
    clientMsgId = state.clientMsgId();
    serverMsgId = state.serverMsgId();
    form = state.form();
    maxMsgSize = state.maxMsgSize();
    maxObjSize = state.maxObjSize();
    trust = state.trust();
    queue = new ArrayList<>(state.queue());
    inFlight = new ArrayList<>(state.inFlight());
    sent = new ArrayList<>(state.sent());
    held = new ArrayList<>(state.held());
    transfer = state.transfer();
    incoming = state.incoming();
    isOver = state.isOver();
  }

  SessionState build() {
    return new SessionState(
        sessionId,
        deviceId,
        clientMsgId,
        serverMsgId,
        form,
        maxMsgSize,
        maxObjSize,
        trust,
        queue,
        inFlight,
        sent,
        held,
        transfer,
        incoming,
        isOver);
  }

  Optional<Task> task(int id) {
    return inFlight.stream().filter(task -> task.id() == id).findFirst();
  }

  /// Forgets the tasks none of whose commands waits for an answer any more.
  void dropAnsweredTasks() {
    inFlight.removeIf(
        task ->
            sent.stream().noneMatch(s -> s.task() == task.id())
                && queue.stream()
                    .noneMatch(
                        o -> o instanceof Outgoing.Work work && work.task().id() == task.id())
                && transfer.filter(t -> t.task().id() == task.id()).isEmpty());
  }
}
