package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The device's half of one DM session: what to send, and what a server's message does to the
/// device. Spec: Protocol 6 to 10, syncml-dm 1 to 8.
///
/// ```java
/// Step step = session.first();
/// while (step instanceof Step.Send(var sending)) step = session.receive(…, device);
/// ```
///
/// It lives in memory only: after a crash the device opens a new session, whose first message takes
/// the place of this one at the server. One thread at a time.
public final class ClientSession {
  /// Enough for the largest object in the smallest chunks; a server that goes on is broken.
  private static final int MOST_MESSAGES = 1_000_000;

  /// Messages in a row in which neither side says anything.
  private static final int MOST_IDLE = 10;

  private static final Step ABORTED = new Step.Ended(Step.Ending.ABORTED_BY_DEVICE);

  private final ClientConfig config;
  private final Opening opening;
  private final ClientLogin login;
  private final ServerCheck server;
  private final LargeObjectReceiver objects;
  private final ClientOutbox outbox = new ClientOutbox();
  private final Map<String, StatusCode> answered = new HashMap<>();
  private final List<ClientAlert> reported = new ArrayList<>();

  private ClientNonces kept;
  private String target;
  private long messageLimit;
  private long objectLimit = Long.MAX_VALUE;
  private int sent;
  private boolean announceLimits = true;

  /// Whether the server has closed its package; its answers to ours in pieces have no Final.
  private boolean serverIsDone = true;

  /// Whether the server's package, so far, asked for anything.
  private boolean packageHadCommands;

  private int idle;
  private boolean aborts;
  private boolean aborted;

  /// Whether the message at hand is authentic, or need not be.
  private boolean messageTrusted;

  private int versionRefusals;
  private Optional<Octets> lastReceived = Optional.empty();
  private Optional<Step> lastStep = Optional.empty();

  private ClientSession(
      ClientConfig config, ClientNonces nonces, Opening opening, ClientNonces.Source fresh) {
    this.config = config;
    this.kept = nonces;
    this.opening = opening;
    this.login = new ClientLogin(config.clientScheme(), config.clientAccount(), nonces.client());
    this.server =
        new ServerCheck(config.serverScheme(), config.serverAccount(), nonces.server(), fresh);
    this.objects = new LargeObjectReceiver(config.serverId(), config.maxObjSize());
    this.target = config.serverUri();
    this.messageLimit = config.maxMsgSize();
    opening.package1().forEach(outbox::add);
  }

  /// @param fresh gives the nonces that the server must use
  public static ClientSession open(
      ClientConfig config, ClientNonces nonces, Opening opening, ClientNonces.Source fresh) {
    return new ClientSession(config, nonces, opening, fresh);
  }

  /// Package 1, or as much of it as one message takes.
  public Step first() {
    return lastStep.orElseGet(() -> remember(send(List.of(), true)));
  }

  /// Takes the server's answer. The same octets once more get the same step once more.
  ///
  /// @param hmac the value of the transport header `x-syncml-hmac`, if there was one
  public Step receive(
      Octets body, Form.Encoding encoding, Optional<String> hmac, ManagedDevice device) {
    if (isOver() || lastReceived.filter(body::equals).isPresent()) return lastStep.orElseThrow();
    lastReceived = Optional.of(body);
    messageTrusted = false;
    Step step = aborted ? ABORTED : step(body, encoding, hmac, device);
    aborted = aborts;
    if (messageTrusted) kept = new ClientNonces(login.nonce(), server.nonce());
    if (!(step instanceof Step.Send)) objects.drop(device);
    return remember(step);
  }

  /// Has the next message abort the session (1223): commands that come until then are not executed.
  /// Whatever the server answers ends the session.
  public void abort() {
    aborts = true;
  }

  /// For when the transport fails: drops what was half received. The session is of no use then.
  public void drop(ManagedDevice device) {
    objects.drop(device);
  }

  /// Has an alert sent with the next message of this session, if there is one.
  public void report(ClientAlert alert) {
    reported.add(alert);
  }

  /// The server's Status for each alert that it has answered, by the alert's id; nothing before the
  /// server is [#serverAuthenticated].
  public Map<String, StatusCode> answeredAlerts() {
    return server.trusted() ? Map.copyOf(answered) : Map.of();
  }

  /// What to keep for the next session. What an unauthenticated server said is not kept. Spec:
  /// DM-SEC 5.3.4.
  public ClientNonces nonces() {
    return kept;
  }

  /// Whether the server has proved who it is, or sent a message where it need not.
  public boolean serverAuthenticated() {
    return server.trusted();
  }

  private boolean isOver() {
    return lastStep.filter(step -> !(step instanceof Step.Send)).isPresent();
  }

  private Step remember(Step step) {
    lastStep = Optional.of(step);
    return step;
  }

  private Step step(
      Octets body, Form.Encoding encoding, Optional<String> hmac, ManagedDevice device) {
    if (body.length() > config.maxMsgSize())
      return new Step.Failed(
          Step.Reason.TOO_LARGE,
          "the server sent %d octets, and our MaxMsgSize is %d"
              .formatted(body.length(), config.maxMsgSize()));
    try {
      ServerMessage message = ServerMessage.read(body, encoding, config.maxMsgSize());
      if (message.belongsTo(opening.sessionId())) return hear(message, body, hmac, device);
      return new Step.Failed(
          Step.Reason.MALFORMED,
          "the answer belongs to session %s, not %s"
              .formatted(message.header().sessionId(), opening.sessionId()));
    } catch (MalformedMessageException e) {
      return new Step.Failed(
          Step.Reason.MALFORMED, "the server's message cannot be read: " + e.getMessage());
    }
  }

  private Step hear(
      ServerMessage message, Octets body, Optional<String> hmac, ManagedDevice device) {
    if (message.abortsSession()) return new Step.Ended(Step.Ending.ABORTED_BY_SERVER);
    adopt(message.header());
    Optional<StatusCode> version = message.versionRefusal(config.form().version());
    if (version.isPresent()) return refuseVersion(message, version.get());

    ServerCheck.Verdict verdict = server.check(message.header(), body, hmac);
    messageTrusted = verdict.trusted();
    if (server.exhausted())
      return new Step.Failed(
          Step.Reason.SERVER_NOT_AUTHENTICATED,
          "the server's credentials were refused " + ServerCheck.MOST_CHALLENGES + " times");
    return switch (hearStatuses(message)) {
      case ClientLogin.Heard.GiveUp(var reason, var detail) -> new Step.Failed(reason, detail);
      case ClientLogin.Heard.Repeat _ -> {
        outbox.repeatLast();
        announceLimits = true;
        yield goOn(message, verdict, true, device);
      }
      case ClientLogin.Heard.GoOn _ -> goOn(message, verdict, false, device);
    };
  }

  private Step goOn(
      ServerMessage message, ServerCheck.Verdict verdict, boolean repeats, ManagedDevice device) {
    boolean onlyNext = message.onlyAsksForNext();
    if (!onlyNext || !serverIsDone) serverIsDone = message.isFinal();
    packageHadCommands |= !message.commands().isEmpty();
    if (message.isFinal() && !packageHadCommands && !repeats && outbox.isEmpty())
      return new Step.Ended(
          verdict.trusted() ? Step.Ending.COMPLETE : Step.Ending.SERVER_NOT_AUTHENTICATED);
    idle = onlyNext && outbox.isEmpty() ? idle + 1 : 0;
    if (idle > MOST_IDLE)
      return new Step.Failed(
          Step.Reason.REFUSED, "the server asks for more (1222), and there is nothing more to say");
    List<Command> first = new ArrayList<>();
    first.add(Answers.header(message.header(), verdict.status(), server.chal(verdict), List.of()));
    answer(message, verdict, device, first);
    return send(first, (serverIsDone || repeats) && !objects.isOpen());
  }

  /// RespURI and limits hold until the server names others. Spec: syncml-dm 3.1.
  private void adopt(SyncHdr header) {
    header.respUri().filter(uri -> !uri.isBlank()).ifPresent(uri -> target = uri.strip());
    header.meta().maxMsgSizeNumber().ifPresent(octets -> messageLimit = octets);
    header.meta().maxObjSizeNumber().ifPresent(octets -> objectLimit = octets);
  }

  /// Tells the server once which version we speak; whoever has nothing to ask, or does it again, is
  /// left alone. Spec: syncml-dm 6.
  private Step refuseVersion(ServerMessage message, StatusCode status) {
    SyncHdr header = message.header();
    DmVersion version = config.form().version();
    versionRefusals++;
    if (message.commands().isEmpty() || versionRefusals > 1)
      return new Step.Failed(
          Step.Reason.VERSION,
          "the server speaks %s (DTD %s), we speak %s (DTD %s)"
              .formatted(header.verProto(), header.verDtd(), version.verProto(), version.verDtd()));
    boolean isDtd = status.equals(StatusCode.DTD_NOT_SUPPORTED);
    Item ours = Item.data(isDtd ? version.verDtd() : version.verProto());
    var answers = new Answers(header.msgId());
    message.commands().forEach(command -> outbox.addAll(answers.statusOfAll(command, status)));
    return send(
        List.of(Answers.header(header, status, Optional.empty(), List.of(ours))),
        message.isFinal());
  }

  /// Pairs the server's Statuses with what we said. A server that proves itself later in the
  /// session stands to what it said before; under HMAC each message has to stand for itself.
  private ClientLogin.Heard hearStatuses(ServerMessage message) {
    ClientLogin.Heard heard = new ClientLogin.Heard.GoOn();
    for (Status status : message.statuses()) {
      boolean answersHeader = status.answersHeader();
      if (answersHeader && status.msgRef().number().orElse(0) == sent) heard = login.hear(status);
      if (answersHeader) continue;
      outbox.hear(status);
      boolean counts = messageTrusted || config.serverScheme() != AuthScheme.HMAC;
      if (counts && !status.statusCode().isChallenge())
        outbox.alertAnswered(status).ifPresent(id -> answered.put(id, status.statusCode()));
    }
    return heard;
  }

  /// Runs the commands of a trusted server; those of another get the status of its header each.
  /// Spec: DM-SEC 5.3. The Status for a mere 1222 goes out before what is still queued.
  private void answer(
      ServerMessage message,
      ServerCheck.Verdict verdict,
      ManagedDevice device,
      List<Command> first) {
    var answers = new Answers(message.header().msgId());
    if (!verdict.trusted() || aborts) {
      StatusCode refusal = verdict.trusted() ? StatusCode.NOT_EXECUTED : verdict.status();
      for (Command command : message.commands())
        outbox.addAll(answers.statusOfAll(command, refusal));
      return;
    }
    var nodes = new NodeCommands(device, objects, config, objectLimit);
    var runner = new CommandRunner(nodes, device, answers);
    for (Command command : message.commands()) {
      List<Command> said = runner.runTop(command);
      if (ServerMessage.isAlert(command, AlertCode.NO_END_OF_DATA)) outbox.dropChunked();
      if (ServerMessage.isAlert(command, AlertCode.NEXT_MESSAGE)) first.addAll(said);
      else outbox.addAll(said);
    }
    outbox.addAll(nodes.interruptions());
  }

  private Step send(List<Command> first, boolean mayBeFinal) {
    reported.forEach(alert -> outbox.add(ClientOutbox.Pending.of(alert)));
    reported.clear();
    if (sent == MOST_MESSAGES)
      return new Step.Failed(Step.Reason.TOO_LARGE, "more than " + MOST_MESSAGES + " messages");
    sent++;
    Optional<ClientOutbox.Written> written =
        aborts
            ? outbox.writeAbort(header(), config.form(), messageLimit, first)
            : outbox.write(header(), config.form(), messageLimit, first, mayBeFinal);
    if (written.isEmpty())
      return new Step.Failed(
          Step.Reason.TOO_LARGE,
          "nothing of what we have to say fits into the server's MaxMsgSize of " + messageLimit);
    announceLimits = false;
    if (written.get().isFinal()) {
      serverIsDone = false;
      packageHadCommands = false;
    }
    Octets body = written.get().body();
    return new Step.Send(new Sending(body, target, login.hmac(body), config.form()));
  }

  private SyncHdr header() {
    Optional<String> name = config.clientAccount().map(Account::name);
    return new SyncHdr(
        config.form().version().verDtd(),
        config.form().version().verProto(),
        opening.sessionId(),
        MsgId.of(sent),
        Location.of(target),
        new Location(config.deviceId(), name),
        Optional.empty(),
        login.cred(),
        announceLimits
            ? Meta.NONE.withLimits(config.maxMsgSize(), config.maxObjSize())
            : Meta.NONE);
  }
}
