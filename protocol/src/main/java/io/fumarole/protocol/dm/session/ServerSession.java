package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.session.SessionState.Outgoing.Answer;
import io.fumarole.protocol.dm.session.SessionState.Trust;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// The server's half of a DM session: from a message and what is known to facts, and from tasks to
/// the answer. It alone knows CmdID, MsgID, Final, splitting and credentials; it knows nothing of
/// FUMO. Spec: syncml-dm 1 to 8.
///
/// The caller has paired the message with its session: `before` is empty for MsgID 1, for the
/// message after a challenge, and whenever nothing is stored.
public final class ServerSession {
  /// Most octets that a device may send as one large object: it is kept with the session until it
  /// is whole. Announce it as `MaxObjSize`.
  public static final long LARGEST_OBJECT = 1 << 20;

  /// Smaller messages have no room for an address of the session's own beside a header with
  /// credentials and the Status that accepts a device.
  private static final long ROOM_FOR_RESP_URI_IN_WBXML = 1_024;

  /// The same in XML, whose elements and namespaces are written out.
  private static final long ROOM_FOR_RESP_URI_IN_XML = 3_072;

  private ServerSession() {}

  /// Whether messages of that size have room for an address of the session's own.
  static boolean hasRoomForRespUri(long maxMsgSize, Form form) {
    boolean isXml = form.encoding() == Form.Encoding.XML;
    return maxMsgSize >= (isXml ? ROOM_FOR_RESP_URI_IN_XML : ROOM_FOR_RESP_URI_IN_WBXML);
  }

  /// Works out what a message means.
  ///
  /// @param lastTaken the last message of this very session that was taken before this one, 0 when
  ///   there was none: those since then were challenged, which stores nothing
  /// @param challenges how often the session is known to have been challenged since then: a device
  ///   that never answers our header does not tell
  public static Heard receive(
      Optional<SessionState> before,
      long lastTaken,
      int challenges,
      Received received,
      Peer peer,
      Nonces nonces) {
    SyncHdr header = received.message().header();
    long msgId = header.msgId().number().orElse(1);
    Optional<SessionState> place = before.map(state -> state.before(msgId));
    var building = new SessionBuilder(place.orElseGet(() -> fresh(received, peer, msgId)));
    building.clientMsgId = msgId;
    building.form = received.form();
    OptionalLong ours = OptionalLong.of(peer.maxMsgSize());
    readLimits(building, header.meta(), place.isPresent() ? ours : OptionalLong.empty());

    int version = versionProblem(header);
    if (version != 200) {
      building.isOver = true;
      answerAll(building, received, version, Optional.empty());
      return new Heard.Refused(
          building.build(),
          "DTD "
              + header.verDtd()
              + ", protocol "
              + header.verProto()
              + ": spoken are "
              + String.join(", ", DmVersion.protocols()));
    }
    return switch (new ClientCheck(peer, nonces).check(place, received, msgId)) {
      case ClientCheck.Verdict.Unknown unknown ->
          Math.max(challenges, challengesBefore(received, msgId, lastTaken))
                  < ClientCheck.MOST_CHALLENGES
              ? challenge(building, received, peer, nonces, unknown)
              : turnAway(building, received, unknown);
      case ClientCheck.Verdict.Known known -> {
        trust(building, known, peer.respUri().filter(own -> own.isShownBy(received)).isPresent());
        building.queue.addFirst(headerAnswer(building, received, nonces, known, place));
        yield new ServerListener(building, received).listen();
      }
    };
  }

  /// Composes the answer; see [Plan].
  public static Said reply(
      SessionState state, Plan plan, Peer peer, Nonces nonces, Task.Slices content) {
    var full = new ServerReply(new SessionBuilder(state), peer, content, false);
    Said said = full.compose(plan);
    if (!full.keepsDeviceWaiting()) return said;
    return new ServerReply(new SessionBuilder(state), peer, content, true).compose(plan);
  }

  /// Turns a message away: every command gets `code`.
  public static Heard.Refused refuse(Received received, Peer peer, int code, String words) {
    long msgId = received.message().header().msgId().number().orElse(1);
    var building = new SessionBuilder(fresh(received, peer, msgId));
    building.clientMsgId = msgId;
    building.isOver = true;
    answerAll(building, received, code, Optional.empty());
    return new Heard.Refused(building.build(), words);
  }

  /// The answer to a message of a session that cannot go on: its header's Status, Alert 1223 and
  /// Final.
  public static Said abort(Received received, Peer peer) {
    var building =
        new SessionBuilder(
            fresh(received, peer, received.message().header().msgId().number().orElse(1)));
    building.queue.add(answer(received, CmdId.HEADER, "SyncHdr", 200, Optional.empty()));
    building.queue.add(new SessionState.Outgoing.Signal(AlertCode.SESSION_ABORT, Optional.empty()));
    building.isOver = true;
    return new ServerReply(building, peer, (blob, offset, length) -> new byte[0], false)
        .compose(Plan.NOTHING);
  }

  private static SessionState fresh(Received received, Peer peer, long msgId) {
    SyncHdr header = received.message().header();
    Trust nobody =
        new Trust(
            AuthScheme.NONE,
            false,
            false,
            peer.nonceCounter(),
            peer.serverScheme() == AuthScheme.NONE,
            peer.serverScheme(),
            peer.serverNonce(),
            0);
    return new SessionState(
        header.sessionId(),
        header.source().locUri(),
        msgId - 1,
        msgId - 1,
        received.form(),
        peer.replyLimit(),
        Optional.empty(),
        nobody,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  /// The smallest size that the device says in a session holds. From its second message on it may
  /// repeat ours, which says nothing of its own. Spec: field-notes 1.
  private static void readLimits(SessionBuilder building, Meta meta, OptionalLong echo) {
    long before = building.maxMsgSize;
    OptionalLong said = meta.maxMsgSizeNumber();
    if (!said.equals(echo)) said.ifPresent(size -> building.maxMsgSize = Math.min(size, before));
    building.takesLess = building.maxMsgSize < before;
    meta.maxObjSizeNumber().ifPresent(size -> building.maxObjSize = Optional.of(size));
  }

  private static int versionProblem(SyncHdr header) {
    if (DmVersion.of(header).isPresent()) return 200;
    return DmVersion.isKnownDtd(header) ? 513 : 505;
  }

  private static void trust(
      SessionBuilder building, ClientCheck.Verdict.Known known, boolean isTied) {
    Trust was = building.trust;
    building.trust =
        new Trust(
            known.scheme(),
            known.scheme() != AuthScheme.HMAC,
            was.isTied() || isTied,
            known.nonceCounter(),
            was.serverAccepted(),
            was.serverScheme(),
            was.serverNonce(),
            was.serverRejections());
  }

  /// 212 with the next session's nonce once per session; HMAC gets 200 and a nonce every time.
  private static Answer headerAnswer(
      SessionBuilder building,
      Received received,
      Nonces nonces,
      ClientCheck.Verdict.Known known,
      Optional<SessionState> place) {
    boolean wasKnown = place.isPresent() && place.get().trust().clientKnown();
    if (known.scheme() == AuthScheme.NONE || wasKnown)
      return answer(received, CmdId.HEADER, "SyncHdr", 200, Optional.empty());
    Meta chal = Meta.of("b64", known.scheme().type());
    if (known.scheme() != AuthScheme.BASIC)
      chal =
          chal.withNextNonce(
              Credentials.nextNonce(
                  nonces.forSession(building.deviceId, building.trust.nonceCounter())));
    int code = known.scheme() == AuthScheme.HMAC ? 200 : 212;
    Optional<Meta> sent = known.scheme() == AuthScheme.BASIC ? Optional.empty() : Optional.of(chal);
    return answer(received, CmdId.HEADER, "SyncHdr", code, sent);
  }

  /// How many challenges in a row the device has had, as its message tells. It counts its messages
  /// from where it likes, and may lose its trust late in a session; what has no Status for our
  /// header answers nothing of ours, and tells nothing.
  private static long challengesBefore(Received received, long msgId, long lastTaken) {
    boolean answersUs =
        received.message().commands().stream()
            .anyMatch(command -> command instanceof Command.Status s && s.answersHeader());
    return answersUs ? msgId - 1 - lastTaken : 0;
  }

  private static Heard turnAway(
      SessionBuilder building, Received received, ClientCheck.Verdict.Unknown unknown) {
    building.isOver = true;
    answerAll(building, received, 403, Optional.empty());
    return new Heard.Refused(
        building.build(),
        unknown.isGuess(),
        "credentials still wrong after "
            + ClientCheck.MOST_CHALLENGES
            + " challenges: "
            + unknown.words());
  }

  private static Heard challenge(
      SessionBuilder building,
      Received received,
      Peer peer,
      Nonces nonces,
      ClientCheck.Verdict.Unknown unknown) {
    AuthScheme scheme =
        peer.client().scheme() == AuthScheme.NONE ? AuthScheme.MD5 : peer.client().scheme();
    Meta chal = Meta.of("b64", scheme.type());
    if (scheme != AuthScheme.BASIC)
      chal =
          chal.withNextNonce(
              Credentials.nextNonce(
                  nonces.forChallenge(
                      building.deviceId,
                      peer.nonceCounter(),
                      building.sessionId,
                      building.clientMsgId)));
    answerAll(building, received, unknown.code(), Optional.of(chal));
    return new Heard.Challenged(building.build(), unknown.isGuess(), unknown.words());
  }

  /// Every command gets its own Status: one client resends nothing otherwise (field-notes).
  private static void answerAll(
      SessionBuilder building, Received received, int code, Optional<Meta> chal) {
    building.queue.clear();
    building.queue.add(answer(received, CmdId.HEADER, "SyncHdr", code, chal));
    for (Command command : received.message().commands()) {
      if (!(command instanceof Command.Status) && !(command instanceof Command.Results))
        building.queue.add(
            answer(received, command.cmdId(), command.name(), code, Optional.empty()));
    }
  }

  static Answer answer(Received received, CmdId cmdRef, String cmd, int code, Optional<Meta> chal) {
    SyncHdr header = received.message().header();
    boolean isHeader = cmdRef.equals(CmdId.HEADER);
    return new Answer(
        header.msgId(),
        cmdRef,
        cmd,
        isHeader ? List.of(header.target().locUri()) : List.of(),
        isHeader ? List.of(header.source().locUri()) : List.of(),
        chal,
        code);
  }

  static Answer answer(Received received, Command command, List<Item> items, int code) {
    List<String> sources = items.stream().flatMap(item -> item.sourceUri().stream()).toList();
    List<String> targets = items.stream().flatMap(item -> item.targetUri().stream()).toList();
    return new Answer(
        received.message().header().msgId(),
        command.cmdId(),
        command.name(),
        targets,
        sources,
        Optional.empty(),
        code);
  }
}
