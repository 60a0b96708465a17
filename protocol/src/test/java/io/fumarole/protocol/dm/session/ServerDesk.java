package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Alert;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A server session under test, and a device that says what a test tells it to.
final class ServerDesk {
  static final Account CLIENT = Account.of("device", "c1ient-Pa55").hashOnly();
  static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");
  static final Octets SERVER_NONCE = Octets.utf8("server nonce");
  static final String DEVICE = "IMEI:1";

  final Nonces nonces = new Told();
  Form form = Form.WBXML;
  AuthScheme clientScheme = AuthScheme.NONE;
  AuthScheme serverScheme = AuthScheme.NONE;
  boolean base64 = false;
  long counter = 0;

  /// How many challenges the exchange has counted.
  int challenges;

  byte[] content = new byte[0];

  /// What the device puts into its next header.
  Optional<Cred> cred = Optional.empty();

  Optional<String> hmac = Optional.empty();
  Meta meta = Meta.NONE.withLimits(5_000, 1 << 20);
  Meta metaLater = Meta.NONE;
  String verDtd = SyncHdr.VER_DTD;
  String verProto = SyncHdr.VER_PROTO;
  boolean isFinal = true;
  String serverUri = "http://server/dm";
  String target = serverUri;

  /// What is said when it is the server's turn.
  List<Task> tasks = List.of();

  Optional<SessionState> state = Optional.empty();
  int msgId;
  Heard heard = new Heard.Refused(empty(), "nothing heard yet");
  Said said = new Said(empty(), Octets.EMPTY, Optional.empty(), List.of());
  Message reply = new Message(header(0), List.of(), true);

  private record Told() implements Nonces {
    @Override
    public Octets forSession(String deviceId, long counter) {
      return Octets.utf8(String.format("session nonce %02d", counter));
    }

    @Override
    public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
      return Octets.utf8(String.format("challenge %02d %s %04d", counter, sessionId, msgId));
    }
  }

  Peer peer() {
    Optional<Account> client =
        clientScheme == AuthScheme.NONE ? Optional.empty() : Optional.of(CLIENT);
    return new Peer(
        serverUri,
        "fota.example",
        new Peer.Expected(clientScheme, client, false),
        serverScheme,
        serverScheme == AuthScheme.NONE ? Optional.empty() : Optional.of(SERVER),
        SERVER_NONCE,
        counter,
        Optional.empty(),
        20_000,
        1 << 20,
        60_000,
        base64);
  }

  /// The device's next message, with everything that follows from it.
  Message say(Command... commands) {
    msgId++;
    return again(commands);
  }

  /// The same message number again.
  Message again(Command... commands) {
    var message = new Message(header(msgId), Arrays.asList(commands), isFinal);
    Octets body = Codec.encode(message, form);
    long taken = state.map(s -> s.lastTaken(msgId)).orElse(0L);
    var received = new Received(message, form, body, hmac);
    heard = ServerSession.receive(state, taken, challenges, received, peer(), nonces);
    boolean isTurn = heard instanceof Heard.Accepted accepted && accepted.isTurn();
    Plan plan = new Plan(isTurn ? tasks : List.of(), Map.of());
    if (isTurn) tasks = List.of();
    said = ServerSession.reply(heard.state(), plan, peer(), nonces, this::read);
    boolean isStored = heard instanceof Heard.Accepted(_, _, _, boolean isChunk) && !isChunk;
    if (isStored) state = Optional.of(said.state());
    reply = decoded(said.body());
    return reply;
  }

  /// The header that the device's next message will have, as it will be encoded.
  Octets encoded(Command... commands) {
    return Codec.encode(new Message(header(msgId + 1), Arrays.asList(commands), isFinal), form);
  }

  List<Fact> facts() {
    return heard instanceof Heard.Accepted accepted ? accepted.facts() : List.of();
  }

  boolean isTurn() {
    return heard instanceof Heard.Accepted accepted && accepted.isTurn();
  }

  /// Package 1.
  Command[] opening() {
    Item id = Item.source("./DevInfo/DevId", Meta.NONE, Data.text(DEVICE));
    Item model = Item.source("./DevInfo/Mod", Meta.NONE, Data.text("M1"));
    return new Command[] {
      new Alert(CmdId.of(1), "1201", Optional.empty(), List.of()),
      new Command.Replace(CmdId.of(2), Meta.NONE, List.of(id, model))
    };
  }

  /// Package 1 after a challenge: it starts with a Status for the server's header.
  Command[] openingAgain() {
    Command[] opening = opening();
    return new Command[] {header("200", Optional.empty()), opening[0], opening[1]};
  }

  /// Statuses for all that the server's last message asked, the header first.
  Command[] answers(String code, Command... more) {
    List<Command> answers = new ArrayList<>();
    answers.add(header("200", Optional.empty()));
    for (Command command : asked()) answers.add(status(answers.size() + 1, command, code));
    for (Command command : more) answers.add(command);
    return answers.toArray(Command[]::new);
  }

  /// The commands of the server's last message, those in groups included.
  List<Command> asked() {
    List<Command> asked = new ArrayList<>();
    reply.commands().forEach(command -> flatten(command, asked));
    return asked;
  }

  private static void flatten(Command command, List<Command> into) {
    if (command instanceof Status) return;
    into.add(command);
    if (command instanceof Command.Group group) group.commands().forEach(c -> flatten(c, into));
  }

  Status header(String code, Optional<Meta> chal) {
    return new Status(
        CmdId.of(1),
        reply.header().msgId(),
        CmdId.HEADER,
        "SyncHdr",
        List.of(),
        List.of(),
        chal,
        code,
        List.of());
  }

  Status status(int cmdId, Command command, String code) {
    return new Status(
        CmdId.of(cmdId),
        reply.header().msgId(),
        command.cmdId(),
        command.name(),
        List.of(),
        List.of(),
        Optional.empty(),
        code,
        List.of());
  }

  static Alert nextMessage(int cmdId) {
    return new Alert(CmdId.of(cmdId), "1222", Optional.empty(), List.of());
  }

  static Alert alert(int cmdId, String code) {
    return new Alert(CmdId.of(cmdId), code, Optional.empty(), List.of());
  }

  /// The statuses of the server's last message, as `Cmd/CmdRef code`.
  List<String> statuses() {
    return reply.commands().stream()
        .filter(c -> c instanceof Status)
        .map(c -> (Status) c)
        .map(s -> s.cmd() + "/" + s.cmdRef().text() + " " + s.code())
        .toList();
  }

  Status headerStatus() {
    return (Status) reply.commands().getFirst();
  }

  void showMd5(Octets nonce) {
    cred =
        Optional.of(
            new Cred(Meta.of("b64", AuthScheme.MD5.type()), Octets.utf8(CLIENT.md5(nonce))));
  }

  /// Shows the right credentials.
  void show(AuthScheme scheme) {
    switch (scheme) {
      case NONE, HMAC -> {}
      case BASIC ->
          cred =
              Optional.of(
                  new Cred(
                      Meta.of("b64", AuthScheme.BASIC.type()),
                      Octets.utf8(Credentials.basic("device", "c1ient-Pa55"))));
      case MD5 -> showMd5(nonces.forSession(DEVICE, counter));
    }
  }

  Octets nonceGiven() {
    return headerStatus().chal().flatMap(Meta::nextNonce).map(Credentials::nonce).orElseThrow();
  }

  private byte[] read(Task.Blob blob, long offset, int length) {
    return Arrays.copyOfRange(content, (int) offset, (int) offset + length);
  }

  private SyncHdr header(int number) {
    return new SyncHdr(
        verDtd,
        verProto,
        "1F",
        MsgId.of(number),
        Location.of(target),
        Location.of(DEVICE, "device"),
        Optional.empty(),
        cred,
        number == 1 ? meta : metaLater);
  }

  private Message decoded(Octets body) {
    try {
      return Codec.decode(body, form.encoding(), Limits.DEFAULT).message();
    } catch (MalformedMessageException broken) {
      throw new AssertionError("the answer cannot be read", broken);
    }
  }

  private static SessionState empty() {
    return ServerSession.refuse(
            new Received(
                new Message(
                    new SyncHdr(
                        "1.2",
                        "DM/1.2",
                        "0",
                        MsgId.of(1),
                        Location.of("s"),
                        Location.of("d"),
                        Optional.empty(),
                        Optional.empty(),
                        Meta.NONE),
                    List.of(),
                    true),
                Form.XML,
                Octets.EMPTY,
                Optional.empty()),
            new Peer(
                "s",
                "s",
                Peer.Expected.NOTHING,
                AuthScheme.NONE,
                Optional.empty(),
                Octets.EMPTY,
                0,
                Optional.empty(),
                1,
                1,
                1,
                false),
            403,
            "")
        .state();
  }
}
