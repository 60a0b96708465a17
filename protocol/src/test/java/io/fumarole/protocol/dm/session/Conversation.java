package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
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
import java.util.Locale;
import java.util.Optional;

/// A client session under test, and a server that says what a test tells it to.
final class Conversation {
  static final Account CLIENT = Account.of("device", "c1ient-Pa55");
  static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");
  static final Octets CLIENT_NONCE = Octets.utf8("client nonce");
  static final Octets SERVER_NONCE = Octets.utf8("server nonce");

  final FirmwareDevice device = new FirmwareDevice();
  ClientConfig config = config(AuthScheme.NONE, AuthScheme.NONE, Form.XML);
  Opening opening = opening();
  Step step = new Step.Ended(Step.Ending.COMPLETE);

  /// What the server puts into its next header.
  Optional<Cred> cred = Optional.empty();

  Meta meta = Meta.NONE;
  Optional<String> respUri = Optional.empty();
  Optional<String> hmac = Optional.empty();
  String verProto = SyncHdr.VER_PROTO;
  String verDtd = SyncHdr.VER_DTD;

  private Optional<ClientSession> session = Optional.empty();
  private int messages;
  private int nonces;

  static ClientConfig config(AuthScheme client, AuthScheme server, Form form) {
    return new ClientConfig(
        "IMEI:1",
        "http://server/dm",
        "fota.example",
        client,
        Optional.of(CLIENT),
        server,
        Optional.of(SERVER),
        form,
        20_000,
        1_000_000);
  }

  static Opening opening(ClientAlert... alerts) {
    Item id = Item.source("./DevInfo/DevId", Meta.NONE, Data.text("IMEI:1"));
    return new Opening("1F", false, List.of(alerts), List.of(id));
  }

  /// The client sends package 1.
  Message start() {
    ClientSession opened =
        ClientSession.open(
            config,
            new ClientNonces(CLIENT_NONCE, SERVER_NONCE),
            opening,
            () -> Octets.utf8("fresh nonce " + ++nonces));
    session = Optional.of(opened);
    step = opened.first();
    return said();
  }

  ClientSession session() {
    return session.orElseThrow();
  }

  /// What the client has just sent.
  Message said() {
    assertThat(step).isInstanceOf(Step.Send.class);
    return read(sending().body(), sending().form().encoding());
  }

  Sending sending() {
    return ((Step.Send) step).sending();
  }

  /// The server accepts the client's message and sends these, as a whole package.
  Message serverSays(Command... commands) {
    return serverSays(200, Optional.empty(), true, commands);
  }

  Message serverSays(int status, Optional<Meta> chal, boolean isFinal, Command... commands) {
    hears(message(status, chal, isFinal, commands));
    return said();
  }

  /// The server's message reaches the client, whatever that makes of it.
  Step hears(Octets body) {
    Optional<String> header = hmac;
    step = session().receive(body, config.form().encoding(), header, device);
    return step;
  }

  Octets message(int status, Optional<Meta> chal, boolean isFinal, Command... commands) {
    messages++;
    List<Command> all = new ArrayList<>();
    all.add(
        new Status(
            CmdId.of(900),
            said().header().msgId(),
            CmdId.HEADER,
            "SyncHdr",
            List.of(),
            List.of(),
            chal,
            Integer.toString(status),
            List.of()));
    all.addAll(List.of(commands));
    var header =
        new SyncHdr(
            verDtd,
            verProto,
            opening.sessionId().toLowerCase(Locale.ROOT),
            MsgId.of(messages),
            Location.of("IMEI:1"),
            Location.of("http://server/dm"),
            respUri,
            cred,
            meta);
    return Codec.encode(new Message(header, all, isFinal), config.form());
  }

  /// A Status of the server for a command in the client's last message.
  Command answer(Command command, int status) {
    return new Status(
        CmdId.of(901),
        said().header().msgId(),
        command.cmdId(),
        command.name(),
        List.of(),
        List.of(),
        Optional.empty(),
        Integer.toString(status),
        List.of());
  }

  static Command next() {
    return alert(800, AlertCode.NEXT_MESSAGE);
  }

  static Command alert(int id, String code, Item... items) {
    return new Command.Alert(CmdId.of(id), code, Optional.empty(), List.of(items));
  }

  static Command get(int id, String... uris) {
    return new Command.Get(CmdId.of(id), Meta.NONE, items(uris));
  }

  static Command exec(int id, String uri) {
    return new Command.Exec(CmdId.of(id), Meta.NONE, Optional.empty(), items(uri));
  }

  static Command delete(int id, String uri) {
    return new Command.Delete(CmdId.of(id), Meta.NONE, items(uri));
  }

  static Command replace(int id, Item... items) {
    return new Command.Replace(CmdId.of(id), Meta.NONE, List.of(items));
  }

  static Command replace(int id, String uri, String text) {
    return replace(id, value(uri, Meta.NONE, text));
  }

  static Command add(int id, Item... items) {
    return new Command.Add(CmdId.of(id), Meta.NONE, List.of(items));
  }

  static Command sequence(int id, Command... commands) {
    return new Command.Sequence(CmdId.of(id), Meta.NONE, List.of(commands));
  }

  static Command atomic(int id, Command... commands) {
    return new Command.Atomic(CmdId.of(id), Meta.NONE, List.of(commands));
  }

  static Item value(String uri, Meta meta, String text) {
    return Item.target(uri, meta, Data.text(text));
  }

  private static List<Item> items(String... uris) {
    return Arrays.stream(uris).map(Item::target).toList();
  }

  static Optional<Cred> md5(Octets nonce) {
    return Optional.of(new Cred(Meta.of("b64", "syncml:auth-md5"), Octets.utf8(SERVER.md5(nonce))));
  }

  static Optional<Meta> chal(String type, String nonce) {
    Octets next = Credentials.nextNonce(Octets.utf8(nonce));
    return Optional.of(Meta.of("b64", type).withNextNonce(next));
  }

  /// The NextNonce that the client's last message gives the server.
  Octets nextNonce() {
    return headerStatus(said())
        .chal()
        .flatMap(Meta::nextNonce)
        .map(Credentials::nonce)
        .orElseThrow();
  }

  static Status headerStatus(Message message) {
    return (Status) message.commands().getFirst();
  }

  /// The message in short: `Get 4 200 ./DevDetail/FwV`, `Results 4 ./DevDetail/FwV=1.0`, `Alert
  /// 1222`, `Final`. The Status for the header is left out when it is 200 without a challenge.
  static List<String> brief(Message message) {
    List<String> lines = new ArrayList<>();
    for (Command command : message.commands()) {
      switch (command) {
        case Status status when status.answersHeader() -> {
          if (!status.code().equals("200") || status.chal().isPresent())
            lines.add("SyncHdr " + status.code());
        }
        case Status status ->
            lines.add(
                String.join(" ", status.cmd(), status.cmdRef().text(), status.code())
                    + status.targetRefs().stream().map(" "::concat).reduce("", String::concat));
        case Command.Results results ->
            results
                .items()
                .forEach(
                    item ->
                        lines.add(
                            "Results %s %s=%s%s"
                                .formatted(
                                    results.cmdRef(),
                                    item.sourceUri().orElse(""),
                                    item.text(),
                                    item.moreData() ? "…" : "")));
        case Command.Alert alert -> lines.add("Alert " + alert.code());
        default -> lines.add(command.name());
      }
    }
    if (message.isFinal()) lines.add("Final");
    return lines;
  }

  static Message read(Octets octets, Form.Encoding encoding) {
    try {
      return Codec.decode(octets, encoding, Limits.DEFAULT).message();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }
}
