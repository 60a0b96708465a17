package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command.Results;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;

/// All that a [ServerSession] knows between two messages. A plain value: the shell stores it.
///
/// @param deviceId the device's `Source/LocURI`
/// @param clientMsgId the last message heard
/// @param serverMsgId the last message said
/// @param maxMsgSize what the device accepts, capped by the profile, in octets
/// @param maxObjSize what the device accepts, in octets; empty when it did not say
/// @param queue what is still to be said, statuses first
/// @param inFlight the tasks whose commands were sent and not all answered
/// @param sent the commands that wait for a Status
/// @param held facts of a package that the device has not completed
/// @param incoming a large object that the device is sending
/// @param isOver whether the last message ended the session
public record SessionState(
    String sessionId,
    String deviceId,
    long clientMsgId,
    long serverMsgId,
    Form form,
    long maxMsgSize,
    Optional<Long> maxObjSize,
    Trust trust,
    List<Outgoing> queue,
    List<Task> inFlight,
    List<Sent> sent,
    List<Fact> held,
    Optional<Transfer> transfer,
    Optional<Incoming> incoming,
    boolean isOver) {

  public SessionState {
    queue = List.copyOf(queue);
    inFlight = List.copyOf(inFlight);
    sent = List.copyOf(sent);
    held = List.copyOf(held);
  }

  /// Who has shown what to whom.
  ///
  /// @param clientScheme how the device has shown itself in this session
  /// @param clientKnown whether it needs to show nothing more
  /// @param isTied whether the device has sent to the session's own address, so that nothing is
  ///   taken from elsewhere any more
  /// @param nonceCounter counter of the nonce last handed to the device
  /// @param serverAccepted whether the device needs no more of our `Cred`
  /// @param serverScheme the scheme that the device wants of us
  /// @param serverNonce decoded octets for our next `Cred`
  /// @param serverRejections how often the device refused our `Cred`
  public record Trust(
      AuthScheme clientScheme,
      boolean clientKnown,
      boolean isTied,
      long nonceCounter,
      boolean serverAccepted,
      AuthScheme serverScheme,
      Octets serverNonce,
      int serverRejections) {
    /// The same after `messages` more messages, each of which handed out a nonce.
    Trust ahead(long messages) {
      return new Trust(
          clientScheme,
          clientKnown,
          isTied,
          nonceCounter + messages,
          serverAccepted,
          serverScheme,
          serverNonce,
          serverRejections);
    }
  }

  /// Something to be said.
  public sealed interface Outgoing {
    /// A Status without its own id.
    record Answer(
        MsgId msgRef,
        CmdId cmdRef,
        String cmd,
        List<String> targetRefs,
        List<String> sourceRefs,
        Optional<Meta> chal,
        int code)
        implements Outgoing {}

    /// An Alert of the session itself: 1222, 1223 or 1225.
    record Signal(String alertCode, Optional<String> locUri) implements Outgoing {}

    /// A task not yet sent, or sent up to order `from`.
    record Work(Task task, int from) implements Outgoing {}
  }

  /// A command that waits for its Status.
  ///
  /// @param cmdId [#ANY] for a chunk, whose CmdID is not kept: it is the only Replace of its
  ///   message
  /// @param order -1 for the Sequence or Atomic around a task's orders
  public record Sent(long msgId, int cmdId, int task, int order) {
    static final int ANY = 0;
    static final int GROUP = -1;

    boolean isAnsweredBy(Status status) {
      return status.msgRef().text().equals(Long.toString(msgId))
          && (cmdId == ANY
              ? status.cmd().equals("Replace")
              : status.cmdRef().text().equals(Integer.toString(cmdId)));
    }

    boolean isAnsweredBy(Results results) {
      return results
              .msgRef()
              .map(MsgId::text)
              .orElse(Long.toString(msgId))
              .equals(Long.toString(msgId))
          && results.cmdRef().text().equals(Integer.toString(cmdId));
    }
  }

  /// A large object on its way to the device. Chunks have one size, fixed at the start, so that the
  /// offset follows from the message number and no chunk costs a write.
  ///
  /// @param firstMsgId our message that carried the first chunk
  /// @param chunk octets of content per message
  public record Transfer(Task.Send task, long firstMsgId, int chunk, boolean base64) {
    public long offset(long serverMsgId) {
      return (serverMsgId - firstMsgId) * chunk;
    }

    public boolean isLast(long serverMsgId) {
      return offset(serverMsgId) + chunk >= task.blob().size();
    }

    /// How many chunks come after that of `serverMsgId`.
    private long chunksAfter(long serverMsgId) {
      long all = Math.ceilDiv(task.blob().size(), (long) chunk);
      return Math.max(0, firstMsgId + all - 1 - serverMsgId);
    }
  }

  /// A large object that the device is sending in Results, as far as it has come.
  public record Incoming(String locUri, int task, int order, Meta meta, long size, Octets soFar) {}

  /// Whether this stands at the answer to the device's message `msgId`.
  public boolean isAt(long msgId) {
    return clientMsgId == msgId;
  }

  /// The last message before `msgId` that was taken, 0 when this is another session that has come
  /// further. Chunks are not stored: as many as the transfer still had may have been acknowledged.
  public long lastTaken(long msgId) {
    if (clientMsgId >= msgId) return 0;
    long chunks = transfer.map(t -> t.chunksAfter(serverMsgId)).orElse(0L);
    return Math.min(msgId - 1, clientMsgId + chunks);
  }

  /// Catches up with a transfer whose chunks were not stored: the state as it was when the message
  /// before `msgId` had been answered. Unchanged when nothing is being transferred.
  public SessionState before(long msgId) {
    long behind = msgId - clientMsgId - 1;
    if (transfer.isEmpty() || behind == 0) return this;
    long serverMessage = serverMsgId + behind;
    if (serverMessage < transfer.get().firstMsgId()) return this;
    var caughtUp = new SessionBuilder(this);
    caughtUp.clientMsgId = msgId - 1;
    caughtUp.serverMsgId = serverMessage;
    if (trust.clientScheme() == AuthScheme.HMAC) caughtUp.trust = trust.ahead(behind);
    caughtUp.sent.replaceAll(s -> new Sent(serverMessage, Sent.ANY, s.task(), s.order()));
    return caughtUp.build();
  }
}
