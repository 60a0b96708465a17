package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.dm.session.ServerSession.answer;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.session.Fact.AlertRef;
import io.fumarole.protocol.dm.session.SessionState.Incoming;
import io.fumarole.protocol.dm.session.SessionState.Outgoing;
import io.fumarole.protocol.dm.session.SessionState.Sent;
import io.fumarole.protocol.dm.session.SessionState.Transfer;
import io.fumarole.protocol.dm.session.SessionState.Trust;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Alert;
import io.fumarole.protocol.syncml.Command.Replace;
import io.fumarole.protocol.syncml.Command.Results;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Reads the commands of one authenticated message into facts and answers. Spec: syncml-dm 2 to 7.
final class ServerListener {
  /// A device that refuses our credentials this often will not take them at all.
  static final int MOST_REJECTIONS = 3;

  private final SessionBuilder session;
  private final Received received;
  private final List<Fact> urgent = new ArrayList<>();

  /// Commands that this message has answered: their Results come after their Status.
  private final List<Sent> answered = new ArrayList<>();

  /// Gets that this message says were done.
  private final List<Sent> read = new ArrayList<>();

  private boolean wantsNext;
  private boolean isChunkAnswer;

  ServerListener(SessionBuilder session, Received received) {
    this.session = session;
    this.received = received;
  }

  Heard listen() {
    if (session.takesLess)
      session.transfer.filter(t -> !t.isLast(session.serverMsgId)).ifPresent(this::outgrown);
    List<Command> commands = received.message().commands();
    commands.stream()
        .filter(c -> c instanceof Status status && status.answersHeader())
        .forEach(c -> headerStatus((Status) c));
    for (Command command : commands) {
      switch (command) {
        case Status status when status.answersHeader() -> {}
        case Status status -> status(status);
        case Results results -> results(results);
        case Alert alert -> alert(alert);
        case Replace replace -> replace(replace);
        case Command.Unsupported unsupported -> refuse(unsupported, StatusCode.NOT_SUPPORTED);
        case Command.Add _,
            Command.Delete _,
            Command.Copy _,
            Command.Get _,
            Command.Exec _,
            Command.Atomic _,
            Command.Sequence _ ->
            refuse(command, StatusCode.NOT_ALLOWED);
      }
    }
    return conclude();
  }

  private Heard conclude() {
    session.transfer.ifPresent(this::unansweredChunk);
    // Statuses come before commands that are still to be said.
    session.queue.sort(Comparator.comparing(out -> out instanceof Outgoing.Work));
    // Some clients put Results in a message of their own: 1222 asks for room to send them.
    boolean isComplete = received.message().isFinal() || (wantsNext && !lacksResults());
    boolean goesOn = !session.isOver && (isUnfinished() || session.transfer.isPresent());
    if (!isComplete && !session.isOver && session.incoming.isEmpty() && !goesOn) {
      session.queue.add(new Outgoing.Signal(AlertCode.NEXT_MESSAGE, Optional.empty()));
      return new Heard.Accepted(session.build(), urgent, false, false);
    }
    boolean isTurn = isComplete && !goesOn && !session.isOver && session.incoming.isEmpty();
    List<Fact> facts = new ArrayList<>(urgent);
    if (isTurn) {
      settleUnanswered();
      facts.addAll(session.held);
      session.held.clear();
    }
    return new Heard.Accepted(
        session.build(), facts, isTurn, isChunkAnswer && facts.isEmpty() && isAnsweredAtOnce());
  }

  /// Chunks have one size from the first to the last: they cannot become smaller on the way.
  private void outgrown(Transfer transfer) {
    int task = transfer.task().id();
    session.sent.removeIf(sent -> sent.task() == task);
    session.transfer = Optional.empty();
    session.held.add(
        new Fact.Transferred(
            task,
            StatusCode.TOO_LARGE,
            "the device takes only %d octets a message (MaxMsgSize) amid the transfer"
                .formatted(session.maxMsgSize)));
    session.dropAnsweredTasks();
  }

  /// No Status for a chunk is no 213: the transfer stops. Spec: syncml-dm 7, step 3.
  private void unansweredChunk(Transfer transfer) {
    int task = transfer.task().id();
    if (session.sent.stream().noneMatch(sent -> sent.task() == task)) return;
    session.sent.removeIf(sent -> sent.task() == task);
    session.transfer = Optional.empty();
    session.held.add(
        new Fact.Transferred(
            task, StatusCode.NOT_A_NUMBER, "the device gave no Status for a part of it"));
    session.dropAnsweredTasks();
  }

  /// Whether the next chunk's message says all there is to say: then nothing needs to be stored.
  private boolean isAnsweredAtOnce() {
    return session.queue.stream()
        .filter(out -> !ServerReply.goesWithChunk(out, session))
        .findAny()
        .isEmpty();
  }

  private boolean isUnfinished() {
    return session.queue.stream().anyMatch(out -> out instanceof Outgoing.Work);
  }

  /// The device's package is over: what has no Status now will never get one. A refused Sequence or
  /// Atomic answers for the commands in it.
  private void settleUnanswered() {
    for (Sent sent : session.sent) {
      if (sent.order() != Sent.GROUP)
        session.held.add(new Fact.Unanswered(sent.task(), sent.order()));
    }
    session.sent.clear();
    session.inFlight.clear();
  }

  private void headerStatus(Status status) {
    Trust trust = session.trust;
    StatusCode code = status.statusCode();
    Optional<Octets> nonce = status.chal().flatMap(Meta::nextNonce).map(Credentials::nonce);
    if (code.isChallenge()) {
      rejected(status, nonce);
    } else if (code.isSuccess()) {
      // 200 with a challenge asks for credentials in every message; 200 without one is as good as
      // 212.
      boolean everyTime = code.value() != 212 && status.chal().isPresent();
      session.trust = trusted(trust, !everyTime, trust.serverScheme(), nonce, 0);
    } else {
      over("the device answered our header with " + code + " (" + code.meaning() + ")");
    }
  }

  /// The device wants other credentials of us: it has executed nothing, so all is said again.
  private void rejected(Status status, Optional<Octets> nonce) {
    Trust trust = session.trust;
    AuthScheme wanted =
        status.chal().flatMap(Meta::type).flatMap(AuthScheme::ofType).orElse(trust.serverScheme());
    int rejections = trust.serverRejections() + 1;
    if (rejections > MOST_REJECTIONS) {
      over(
          "the device refused the server's credentials "
              + rejections
              + " times: check the server account on both sides");
      return;
    }
    session.trust = trusted(trust, false, wanted, nonce, rejections);
    List<Outgoing> again = new ArrayList<>();
    for (Task task : session.inFlight) again.add(new Outgoing.Work(task, 0));
    for (Outgoing out : session.queue) {
      if (out instanceof Outgoing.Work work && !session.inFlight.contains(work.task()))
        again.add(work); // had found no room yet
    }
    session.queue.removeIf(out -> out instanceof Outgoing.Work);
    session.queue.addAll(again);
    session.sent.clear();
    session.held.clear();
    session.transfer = Optional.empty();
  }

  private static Trust trusted(
      Trust was, boolean accepted, AuthScheme scheme, Optional<Octets> nonce, int rejections) {
    return new Trust(
        was.clientScheme(),
        was.clientKnown(),
        was.isTied(),
        was.nonceCounter(),
        accepted,
        scheme,
        nonce.orElse(was.serverNonce()),
        rejections);
  }

  private void status(Status status) {
    Optional<Sent> found =
        session.sent.stream().filter(sent -> sent.isAnsweredBy(status)).findFirst();
    if (found.isEmpty()) return; // an answer to nothing: the trace shows it
    Sent sent = found.get();
    answered.add(sent);
    StatusCode code = status.statusCode();
    if (code.isSuccess() && status.cmd().equals("Get")) read.add(sent);
    if (session.transfer.filter(t -> t.task().id() == sent.task()).isPresent()) {
      chunkStatus(sent, code);
    } else if (sent.order() == Sent.GROUP) {
      groupStatus(sent, code);
    } else {
      session.sent.remove(sent);
      session.held.add(new Fact.Answered(sent.task(), sent.order(), code));
      if (status.cmd().equals("Alert") && !status.items().isEmpty())
        session.held.add(
            new Fact.UserSaid(
                sent.task(), sent.order(), status.items().stream().map(Item::text).toList()));
    }
    session.dropAnsweredTasks();
  }

  private void groupStatus(Sent sent, StatusCode code) {
    session.sent.remove(sent);
    if (code.isSuccess()) return;
    session.held.add(new Fact.GroupRefused(sent.task(), code));
    List<Sent> members = session.sent.stream().filter(s -> s.task() == sent.task()).toList();
    for (Sent member : members) {
      boolean hasOwn =
          received.message().commands().stream()
              .anyMatch(c -> c instanceof Status status && member.isAnsweredBy(status));
      if (hasOwn) continue;
      session.sent.remove(member);
      session.held.add(new Fact.Answered(member.task(), member.order(), code));
    }
  }

  private void chunkStatus(Sent sent, StatusCode code) {
    Transfer transfer = session.transfer.orElseThrow();
    boolean isLast = transfer.isLast(session.serverMsgId);
    if (!isLast && code.equals(StatusCode.CHUNK_ACCEPTED)) {
      isChunkAnswer = true;
      session.sent.remove(sent);
      return;
    }
    session.sent.remove(sent);
    session.transfer = Optional.empty();
    if (!isLast && code.isSuccess()) {
      // Off-spec: seen from a client that keeps only the last chunk.
      session.held.add(
          new Fact.Transferred(
              sent.task(),
              StatusCode.TOO_LARGE,
              "the device answered "
                  + code
                  + " instead of 213 to a chunk: it does not assemble large objects"));
    } else {
      session.held.add(new Fact.Transferred(sent.task(), code, code.meaning()));
    }
  }

  /// Whether a Get was done and its value is not in this message.
  private boolean lacksResults() {
    List<Results> all =
        received.message().commands().stream()
            .flatMap(c -> c instanceof Results results ? Stream.of(results) : Stream.empty())
            .toList();
    return all.stream().noneMatch(ServerListener::isCombined)
        && read.stream().anyMatch(get -> all.stream().noneMatch(get::isAnsweredBy));
  }

  /// Off-spec: one Results may answer several Gets; each Item then says its own address.
  private static boolean isCombined(Results results) {
    return results.items().size() > 1;
  }

  private void results(Results results) {
    Optional<Sent> asked =
        Stream.concat(session.sent.stream(), answered.stream())
            .filter(sent -> sent.isAnsweredBy(results))
            .findFirst();
    for (Item item : results.items()) {
      Meta meta = item.meta().orElse(results.meta());
      String uri = item.sourceUri().or(results::sourceRef).or(results::targetRef).orElse("");
      int task = asked.filter(_ -> !isCombined(results)).map(Sent::task).orElse(-1);
      int order = asked.filter(_ -> !isCombined(results)).map(Sent::order).orElse(-1);
      if (item.moreData() || session.incoming.isPresent()) {
        largeResult(results, item, meta, uri, task, order);
      } else {
        item.data()
            .map(data -> Base64Value.decoded(meta, data))
            .ifPresent(data -> session.held.add(new Fact.ValueRead(task, order, uri, meta, data)));
      }
    }
  }

  private void largeResult(Results results, Item item, Meta meta, String uri, int task, int order) {
    Octets octets = item.data().map(ServerListener::octets).orElse(Octets.EMPTY);
    Incoming so =
        session
            .incoming
            .filter(incoming -> incoming.locUri().equals(uri))
            .orElseGet(() -> begin(meta, uri, task, order));
    Octets all = join(so.soFar(), octets);
    if (all.length() > ServerSession.LARGEST_OBJECT || so.size() > ServerSession.LARGEST_OBJECT) {
      session.incoming = Optional.empty();
      refuse(results, StatusCode.TOO_LARGE);
    } else if (item.moreData()) {
      session.incoming =
          Optional.of(new Incoming(uri, so.task(), so.order(), so.meta(), so.size(), all));
      refuse(results, StatusCode.CHUNK_ACCEPTED);
      session.queue.add(new Outgoing.Signal(AlertCode.NEXT_MESSAGE, Optional.empty()));
    } else {
      session.incoming = Optional.empty();
      if (so.size() < 0) {
        refuse(results, StatusCode.SIZE_REQUIRED);
      } else if (all.length() == so.size()) {
        Data whole = Base64Value.decoded(so.meta(), Data.octets(all));
        session.held.add(new Fact.ValueRead(so.task(), so.order(), uri, so.meta(), whole));
      } else {
        refuse(results, StatusCode.SIZE_MISMATCH);
      }
    }
  }

  /// A new object while another was incomplete: the old one is dropped and named in Alert 1225.
  private Incoming begin(Meta meta, String uri, int task, int order) {
    session.incoming.ifPresent(
        broken ->
            session.queue.add(
                new Outgoing.Signal(AlertCode.NO_END_OF_DATA, Optional.of(broken.locUri()))));
    session.incoming = Optional.empty();
    return new Incoming(uri, task, order, meta, meta.sizeNumber().orElse(-1), Octets.EMPTY);
  }

  private void alert(Alert alert) {
    switch (alert.code().strip()) {
      case AlertCode.SERVER_INITIATED, AlertCode.CLIENT_INITIATED -> refuse(alert, StatusCode.OK);
      case AlertCode.NEXT_MESSAGE -> {
        wantsNext = true;
        refuse(alert, StatusCode.OK);
      }
      case AlertCode.SESSION_ABORT -> {
        refuse(alert, StatusCode.OK);
        over("the device aborted the session (Alert 1223)");
      }
      case AlertCode.NO_END_OF_DATA -> {
        refuse(alert, StatusCode.OK);
        session.transfer.ifPresent(
            transfer -> {
              session.transfer = Optional.empty();
              session.sent.clear();
              session.held.add(
                  new Fact.Transferred(
                      transfer.task().id(),
                      StatusCode.INCOMPLETE,
                      "the device reported a broken large object (Alert 1225)"));
            });
      }
      case AlertCode.GENERIC_ALERT -> generic(alert);
      default -> refuse(alert, StatusCode.NOT_SUPPORTED);
    }
  }

  private void generic(Alert alert) {
    if (alert.items().isEmpty()) {
      refuse(alert, StatusCode.INCOMPLETE);
      return;
    }
    var ref = new AlertRef(received.message().header().msgId(), alert.cmdId());
    for (Item item : alert.items()) urgent.add(new Fact.Alerted(ref, alert.correlator(), item));
    session.queue.add(answer(received, alert, List.of(), 200));
  }

  private void replace(Replace replace) {
    boolean isInventory =
        replace.items().stream()
            .allMatch(item -> isInventory(item.sourceUri().or(item::targetUri).orElse("")));
    session.queue.add(answer(received, replace, replace.items(), isInventory ? 200 : 405));
    if (isInventory) urgent.add(new Fact.Inventory(replace.items()));
  }

  /// The objects that a device sends of itself, written with or without `./`.
  private static boolean isInventory(String uri) {
    String bare = uri.startsWith("./") ? uri.substring(2) : uri;
    return bare.startsWith("DevInfo") || bare.startsWith("DevDetail");
  }

  private void refuse(Command command, StatusCode code) {
    session.queue.add(answer(received, command, List.of(), code.value()));
  }

  private void over(String words) {
    session.isOver = true;
    session.transfer = Optional.empty();
    session.queue.removeIf(out -> out instanceof Outgoing.Work);
    settleUnanswered();
    urgent.addAll(session.held);
    session.held.clear();
    urgent.add(new Fact.Aborted(words));
  }

  private static Octets octets(Data data) {
    return switch (data) {
      case Data.Value(var octets) -> octets;
      case Data.Embedded _ -> Octets.EMPTY;
    };
  }

  private static Octets join(Octets first, Octets second) {
    byte[] both = new byte[first.length() + second.length()];
    first.copyTo(both, 0);
    second.copyTo(both, first.length());
    return Octets.wrap(both);
  }
}
