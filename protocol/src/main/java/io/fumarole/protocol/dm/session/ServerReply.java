package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.dm.session.SessionState.Outgoing;
import io.fumarole.protocol.dm.session.SessionState.Sent;
import io.fumarole.protocol.dm.session.SessionState.Trust;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MessageWriter;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Composes the server's next message: statuses, then as much of the work as the device's
/// `MaxMsgSize` holds. Spec: syncml-dm 2, 3 and 7.
final class ServerReply {
  private final SessionBuilder session;
  private final Peer peer;
  private final Task.Slices content;
  private final MessageWriter writer;
  private final List<Fact> impossible = new ArrayList<>();

  /// No session gets to a larger MsgID.
  private static final long LARGEST_NUMBER = 999_999_999;

  /// A longer CmdID is not answered beside a chunk.
  private static final int LONGEST_CMD_ID = 9;

  /// In base64: nonces have 16 octets.
  private static final int LONGEST_NONCE = 24;

  /// Asked for when nothing of the work finds room: every device has it.
  private static final String ALWAYS_THERE = "./DevInfo/DevId";

  private final boolean isLean;

  /// Octets kept for the question at the end.
  private int reserve;

  private int nextCmdId = 1;
  private boolean saidWork;
  private boolean saidNextMessage;
  private boolean saidChallenge;
  private boolean asksForNothing;

  /// @param isLean leaves out what a message can do without, and always has something to answer
  ServerReply(SessionBuilder session, Peer peer, Task.Slices content, boolean isLean) {
    this.session = session;
    this.isLean = isLean;
    this.peer = peer;
    this.content = content;
    session.serverMsgId++;
    this.writer =
        new MessageWriter(
            header(session.serverMsgId, peer.respUri().filter(Peer.RespUri::isTold)),
            session.form,
            session.maxMsgSize);
  }

  Said compose(Plan plan) {
    applyVerdicts(plan);
    for (Task task : plan.tasks()) session.queue.add(new Outgoing.Work(task, 0));
    if (session.transfer.isPresent()) nextChunk(session.transfer.get());
    else if (isLean) sayLittle();
    else sayQueue();
    boolean isFinal = isFinal();
    session.isOver |= isFinal && !saidWork && !saidChallenge;
    Octets body = writer.finish(isFinal);
    List<Fact> facts = toldAtOnce();
    return new Said(session.build(), body, hmac(body), facts);
  }

  /// What could not be said is told at once when nothing else is under way, with all that was found
  /// out before; otherwise with the answers to what was said.
  private List<Fact> toldAtOnce() {
    if (impossible.isEmpty()) return List.of();
    session.held.addAll(impossible);
    if (saidWork || isWorkLeft()) return List.of();
    List<Fact> all = List.copyOf(session.held);
    session.held.clear();
    return all;
  }

  /// A package stays open while a large object is incomplete, while statuses are left, while the
  /// device is asked for its own next message, and when work is left but none of it found room
  /// here.
  private boolean isFinal() {
    // After a challenge the device says all again: what has no room is not said at all. An answer
    // to
    // our question needs no Alert 1222 beside it, which would bring a Status more each time.
    if (session.isOver || saidChallenge || asksForNothing) return true;
    if (session.transfer.filter(t -> !t.isLast(session.serverMsgId)).isPresent()) return false;
    boolean statusesLeft = session.queue.stream().anyMatch(o -> !(o instanceof Outgoing.Work));
    return !statusesLeft && !saidNextMessage && (saidWork || !isWorkLeft());
  }

  private boolean isWorkLeft() {
    return session.queue.stream().anyMatch(o -> o instanceof Outgoing.Work);
  }

  /// Whether the message has nothing to answer though there is more to come. A device may ask for
  /// it with Alert 1222, but many take a message without a command for the end. Spec: field-notes
  /// 1.
  boolean keepsDeviceWaiting() {
    return !isFinal() && !saidWork && !saidNextMessage;
  }

  /// As much as finds room beside a question, which is left out where the work asks itself. However
  /// little the device takes, something is said each time: the smallest messages come to an end,
  /// too.
  private void sayLittle() {
    reserve = writer.sizeOf(question());
    sayQueue();
    if (!keepsDeviceWaiting()) return;
    writer.add(question());
    nextCmdId++;
    saidNextMessage = session.queue.removeIf(ServerReply::asksForNext);
    asksForNothing = !saidNextMessage;
    saidWork = asksForNothing;
  }

  /// What keeps the session going: the device's own next message where that is wanted, otherwise a
  /// question whose answer nobody needs. The message after it has fewer Statuses in it.
  private Command question() {
    CmdId id = CmdId.of(nextCmdId);
    return session.queue.stream().anyMatch(ServerReply::asksForNext)
        ? new Command.Alert(id, AlertCode.NEXT_MESSAGE, Optional.empty(), List.of())
        : new Command.Get(id, Meta.NONE, List.of(Item.target(ALWAYS_THERE)));
  }

  private static boolean asksForNext(Outgoing out) {
    return out instanceof Outgoing.Signal(var code, _) && code.equals(AlertCode.NEXT_MESSAGE);
  }

  private void applyVerdicts(Plan plan) {
    session.queue.replaceAll(
        out ->
            out instanceof Outgoing.Answer answer && answer.cmd().equals("Alert")
                ? withVerdict(answer, plan)
                : out);
  }

  private static Outgoing.Answer withVerdict(Outgoing.Answer answer, Plan plan) {
    var verdict = plan.verdicts().get(new Fact.AlertRef(answer.msgRef(), answer.cmdRef()));
    if (verdict == null) return answer;
    return new Outgoing.Answer(
        answer.msgRef(),
        answer.cmdRef(),
        answer.cmd(),
        answer.targetRefs(),
        answer.sourceRefs(),
        answer.chal(),
        verdict.value());
  }

  /// Says as much as fits, in order; the rest stays in the queue.
  private void sayQueue() {
    while (!session.queue.isEmpty()) {
      Outgoing next = session.queue.getFirst();
      boolean said =
          switch (next) {
            case Outgoing.Answer answer -> sayAnswer(answer);
            case Outgoing.Signal signal -> saySignal(signal);
            case Outgoing.Work work -> sayWork(work);
          };
      if (!said) return;
    }
  }

  private boolean sayAnswer(Outgoing.Answer answer) {
    boolean isHeader = answer.cmdRef().equals(CmdId.HEADER);
    boolean fits = writer.tryAdd(status(answer, !isLean && !isTooLongForChunk(answer)), reserve);
    // TargetRef and SourceRef can be done without when the device's messages are very small.
    if (!fits && (isHeader || !isCrowded())) fits = writer.tryAdd(status(answer, false), reserve);
    if (!fits && !isHeader && !isDue()) return false;
    if (!fits) writer.add(status(answer, false));
    if (isHeader && new StatusCode(answer.code()).isChallenge()) saidChallenge = true;
    return said();
  }

  /// Whether this must be said now though it exceeds what the device takes: nothing but the
  /// header's Status was, and no later message will have more room.
  private boolean isDue() {
    return isLean && nextCmdId == 2 && session.serverMsgId > 1;
  }

  private boolean isTooLongForChunk(Outgoing.Answer answer) {
    boolean sends =
        session.transfer.isPresent()
            || session.queue.stream().anyMatch(o -> o instanceof Outgoing.Work(Task.Send _, int _));
    return sends && answer.targetRefs().stream().anyMatch(uri -> uri.length() > addressRoom());
  }

  private Command.Status status(Outgoing.Answer answer, boolean withRefs) {
    return new Command.Status(
        CmdId.of(nextCmdId),
        answer.msgRef(),
        answer.cmdRef(),
        answer.cmd(),
        withRefs ? answer.targetRefs() : List.of(),
        withRefs ? answer.sourceRefs() : List.of(),
        answer.chal(),
        Integer.toString(answer.code()),
        supported(answer));
  }

  /// A refused version is answered with those that are spoken. Spec: syncml-dm 6.
  private static List<Item> supported(Outgoing.Answer answer) {
    if (!answer.cmdRef().equals(CmdId.HEADER)) return List.of();
    return switch (answer.code()) {
      case 505 -> DmVersion.dtds().stream().map(Item::data).toList();
      case 513 -> DmVersion.protocols().stream().map(Item::data).toList();
      default -> List.of();
    };
  }

  private boolean saySignal(Outgoing.Signal signal) {
    List<Item> items = signal.locUri().map(uri -> List.of(Item.target(uri))).orElse(List.of());
    var alert = new Command.Alert(CmdId.of(nextCmdId), signal.alertCode(), Optional.empty(), items);
    boolean isNext = asksForNext(signal);
    if (!writer.tryAdd(alert, isNext ? 0 : reserve)) {
      boolean isLast = signal.alertCode().equals(AlertCode.SESSION_ABORT);
      if (!isLast && (isNext || !isDue())) return false;
      writer.add(alert);
    }
    saidNextMessage |= isNext;
    return said();
  }

  private boolean said() {
    nextCmdId++;
    session.queue.removeFirst();
    return true;
  }

  private boolean sayWork(Outgoing.Work work) {
    return switch (work.task()) {
      case Task.Run run when run.grouping() == Task.Grouping.PLAIN -> sayPlain(run, work.from());
      case Task.Run run -> sayGroup(run);
      case Task.Send send -> startTransfer(send);
    };
  }

  private boolean sayPlain(Task.Run run, int from) {
    int order = from;
    while (order < run.orders().size()) {
      if (!writer.tryAdd(command(run.orders().get(order), nextCmdId))) {
        if (isCrowded() || order > from) break;
        impossible(run, order);
      } else {
        sent(run, order);
      }
      order++;
    }
    session.queue.removeFirst();
    if (order < run.orders().size()) {
      session.queue.addFirst(new Outgoing.Work(run, order));
      return false;
    }
    return true;
  }

  private boolean sayGroup(Task.Run run) {
    int groupId = nextCmdId;
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < run.orders().size(); i++)
      commands.add(command(run.orders().get(i), groupId + 1 + i));
    Command group =
        run.grouping() == Task.Grouping.ATOMIC
            ? new Command.Atomic(CmdId.of(groupId), Meta.NONE, commands)
            : new Command.Sequence(CmdId.of(groupId), Meta.NONE, commands);
    if (!writer.tryAdd(group)) {
      if (isCrowded()) return false;
      impossible.add(new Fact.GroupRefused(run.id(), StatusCode.TOO_LARGE));
      for (int i = 0; i < run.orders().size(); i++) impossible(run, i);
      session.queue.removeFirst();
      return true;
    }
    session.sent.add(new Sent(session.serverMsgId, groupId, run.id(), Sent.GROUP));
    nextCmdId++;
    for (int i = 0; i < run.orders().size(); i++) sent(run, i);
    session.queue.removeFirst();
    return true;
  }

  private void sent(Task task, int order) {
    session.sent.add(new Sent(session.serverMsgId, nextCmdId, task.id(), order));
    if (!session.inFlight.contains(task)) session.inFlight.add(task);
    nextCmdId++;
    saidWork = true;
  }

  /// Whether a message with less in it will follow, so that what does not fit here may fit there.
  /// One with the header's Status and one more is as empty as they get; the first of a session has
  /// credentials and a nonce in it.
  private boolean isCrowded() {
    return nextCmdId > 3 || session.serverMsgId == 1;
  }

  private void impossible(Task task, int order) {
    impossible.add(new Fact.Answered(task.id(), order, StatusCode.TOO_LARGE));
  }

  private boolean startTransfer(Task.Send send) {
    session.queue.removeFirst();
    var chunks = new ChunkFit(session, peer, send);
    Optional<SessionState.Transfer> transfer = chunks.fit(worstHeader());
    if (transfer.isEmpty()) {
      impossible.add(chunks.refusal());
      return true;
    }
    Command.Replace first = chunks.command(transfer.get(), nextCmdId, session.serverMsgId, content);
    if (!writer.tryAdd(first)) {
      session.queue.addFirst(new Outgoing.Work(send, 0));
      return false;
    }
    session.transfer = transfer;
    sent(send, 0);
    return false; // nothing may come between the chunks
  }

  private void nextChunk(SessionState.Transfer transfer) {
    List<Outgoing> later =
        session.queue.stream().filter(out -> !goesWithChunk(out, session)).toList();
    session.queue.removeAll(later);
    sayQueue();
    session.queue.addAll(later);
    var chunks = new ChunkFit(session, peer, transfer.task());
    Command.Replace chunk = chunks.command(transfer, nextCmdId, session.serverMsgId, content);
    if (!writer.tryAdd(chunk))
      throw new IllegalStateException(
          "a chunk of " + transfer.chunk() + " octets outgrew its message");
    session.sent.clear();
    sent(transfer.task(), 0);
  }

  /// Whether there is room for this beside a chunk, which fills the message: the header's Status,
  /// and that of the Alert 1222 that asked for the chunk. The rest is said after the last chunk.
  static boolean goesWithChunk(Outgoing out, SessionBuilder session) {
    if (!(out instanceof Outgoing.Answer answer)) return false;
    if (answer.cmdRef().equals(CmdId.HEADER)) return true;
    boolean isShort = answer.cmdRef().text().length() <= LONGEST_CMD_ID;
    return isShort && lastAlert(session).filter(answer::equals).isPresent();
  }

  private static Optional<Outgoing.Answer> lastAlert(SessionBuilder session) {
    String now = Long.toString(session.clientMsgId);
    for (Outgoing out : session.queue.reversed()) {
      if (out instanceof Outgoing.Answer answer
          && answer.cmd().equals("Alert")
          && answer.msgRef().text().equals(now)) return Optional.of(answer);
    }
    return Optional.empty();
  }

  /// The largest header and statuses that a message with a chunk can need: the size of the chunk
  /// has to suit all of them.
  private MessageWriter worstHeader() {
    var worst =
        new MessageWriter(header(LARGEST_NUMBER, peer.respUri()), session.form, session.maxMsgSize);
    MsgId ref = MsgId.of(LARGEST_NUMBER);
    Optional<Meta> chal =
        session.trust.clientScheme() == AuthScheme.HMAC
            ? Optional.of(
                Meta.of("b64", AuthScheme.HMAC.type())
                    .withNextNonce(Octets.utf8("=".repeat(LONGEST_NONCE))))
            : Optional.empty();
    worst.tryAdd(
        new Command.Status(
            CmdId.of(1),
            ref,
            CmdId.HEADER,
            "SyncHdr",
            List.of("x".repeat(addressRoom())),
            List.of(session.deviceId),
            chal,
            "200",
            List.of()));
    worst.tryAdd(
        new Command.Status(
            CmdId.of(2),
            ref,
            new CmdId("9".repeat(LONGEST_CMD_ID)),
            "Alert",
            List.of(),
            List.of(),
            Optional.empty(),
            "200",
            List.of()));
    return worst;
  }

  /// Octets kept for the address that the device calls us by, which its header's Status repeats; a
  /// longer one is not repeated beside a chunk.
  private int addressRoom() {
    return peer.respUri().map(Peer.RespUri::uri).orElse("").length()
        + peer.serverUri().length()
        + peer.serverId().length();
  }

  /// DM 1.1 has no Correlator. Spec: syncml-dm 12.
  private Command command(Order order, int cmdId) {
    CmdId id = CmdId.of(cmdId);
    return switch (order) {
      case Order.Get(var uri) -> new Command.Get(id, Meta.NONE, List.of(Item.target(uri)));
      case Order.Replace(var uri, var meta, var data) ->
          new Command.Replace(id, Meta.NONE, List.of(coded(Item.target(uri, meta, data))));
      case Order.Add(var uri, var meta, var data) ->
          new Command.Add(id, Meta.NONE, List.of(coded(Item.target(uri, meta, data))));
      case Order.Delete(var uri) -> new Command.Delete(id, Meta.NONE, List.of(Item.target(uri)));
      case Order.Exec(var uri, var correlator) ->
          new Command.Exec(
              id,
              Meta.NONE,
              correlator.filter(_ -> session.form.version().hasGenericAlerts()),
              List.of(Item.target(uri)));
      case Order.Ask(var interaction) ->
          new Command.Alert(
              id, interaction.code(), Optional.empty(), InteractionText.items(interaction));
    };
  }

  private Item coded(Item item) {
    return item.codedAs(session.form.encoding());
  }

  private SyncHdr header(long msgId, Optional<Peer.RespUri> respUri) {
    Optional<String> userName =
        switch (peer.client().account().map(Account::name).orElse("")) {
          case "" -> Optional.empty();
          case String name -> Optional.of(name);
        };
    boolean hasRoom = ServerSession.hasRoomForRespUri(session.maxMsgSize, session.form);
    return new SyncHdr(
        session.form.version().verDtd(),
        session.form.version().verProto(),
        session.sessionId,
        MsgId.of(msgId),
        new Location(session.deviceId, userName),
        new Location(peer.serverUri(), Optional.of(peer.serverId())),
        hasRoom ? respUri.map(Peer.RespUri::uri) : Optional.empty(),
        cred(),
        Meta.NONE.withLimits(peer.maxMsgSize(), peer.maxObjSize()));
  }

  private Optional<Cred> cred() {
    Trust trust = session.trust;
    if (trust.serverAccepted() || peer.serverAccount().isEmpty()) return Optional.empty();
    Account account = peer.serverAccount().get();
    Optional<String> data =
        switch (trust.serverScheme()) {
          case NONE, HMAC -> Optional.empty();
          case BASIC -> account.secret().map(secret -> Credentials.basic(account.name(), secret));
          case MD5 -> Optional.of(account.md5(trust.serverNonce()));
        };
    return data.map(
        text -> new Cred(Meta.of("b64", trust.serverScheme().type()), Octets.utf8(text)));
  }

  private Optional<String> hmac(Octets body) {
    if (session.trust.serverScheme() != AuthScheme.HMAC) return Optional.empty();
    return peer.serverAccount()
        .map(account -> HmacHeader.of(account, session.trust.serverNonce(), body).format());
  }
}
