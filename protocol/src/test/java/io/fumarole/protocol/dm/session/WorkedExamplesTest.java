package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.syncml.SyncHdr;
import io.fumarole.protocol.testing.Golden;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Plays the server's messages of each worked example at our client, in both codings, and compares
/// what the client says with the example's client, message by message, as models: header, commands,
/// targets, statuses, results, credentials, Final.
///
/// Differences, all of them:
/// - CmdIDs: the examples leave gaps; ours run from 1. Both sides are renumbered before comparing.
/// - `auth-challenge/03`: we repeat MaxMsgSize and MaxObjSize with package 1, for servers that keep
///   nothing of a message that they refused.
/// - `tree-read/03`: we give the object's identifier as Type of `./FwUpdate/FwPkg1` (DM-REP 6.6.7:
///   unless default), where the example has `text/plain` or nothing.
class WorkedExamplesTest {
  private static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55");
  private static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");

  /// Nonces before the first session of each folder, from the examples' README.
  private static final Map<String, ClientNonces> NONCES =
      Map.ofEntries(
          nonces("flow-1-dm-replace", "FV8cWw+If6C98ArfNz4cuw==", "WdsOXucno6VOW29+AIbV7Q=="),
          nonces(
              "flow-2-alternate-download", "e9DhnVdgm8kvJnm8SvxCFQ==", "mZEJl38d5RvLVYi6RnGKBw=="),
          nonces(
              "flow-2-alternate-download/alt-download-failed",
              "XHZwh09+Ou/ZV3DqoIPb3A==",
              "XNvYx7aQvxPMKrmU/i0I6Q=="),
          nonces(
              "flow-3-update-package-present",
              "gm7eAs6GQpCJZp3BlV2/6g==",
              "lOY+Gob6CrYak5NPqEAOOA=="),
          nonces(
              "flow-3-update-package-present/alt-user-declines",
              "gm7eAs6GQpCJZp3BlV2/6g==",
              "lOY+Gob6CrYak5NPqEAOOA=="),
          nonces(
              "flow-3-update-package-present/alt-device-initiated",
              "gm7eAs6GQpCJZp3BlV2/6g==",
              "lOY+Gob6CrYak5NPqEAOOA=="),
          nonces(
              "flow-4-download-and-update", "YOiAjB+RZbJxb3Y75iaeFg==", "o0e5afPDz+0qWrIcKrTHgA=="),
          nonces(
              "flow-4-download-and-update/alt-corrupt-package",
              "DFEup6B4hRDqqOLopw6cXw==",
              "5px8tUhgqHrYmUQc4xGAHw=="),
          nonces("flow-5-client-initiated", "0qMPuns+3XMpH/ul8FT6pQ==", "UGUDtPQe0cAZu4+gicW3hg=="),
          nonces(
              "flow-5-client-initiated/alt-1-download-then-update",
              "0qMPuns+3XMpH/ul8FT6pQ==",
              "UGUDtPQe0cAZu4+gicW3hg=="),
          nonces(
              "flow-5-client-initiated/alt-2-replace-then-update",
              "0qMPuns+3XMpH/ul8FT6pQ==",
              "UGUDtPQe0cAZu4+gicW3hg=="),
          nonces(
              "flow-5-client-initiated/alt-no-update-now",
              "0qMPuns+3XMpH/ul8FT6pQ==",
              "UGUDtPQe0cAZu4+gicW3hg=="),
          nonces("auth-challenge", "", "P2Ld7ViOsBjwU6Ws7XnRwg=="));

  private static Map.Entry<String, ClientNonces> nonces(
      String folder, String client, String server) {
    return Map.entry(
        folder,
        new ClientNonces(
            Credentials.nonce(Octets.utf8(client)), Credentials.nonce(Octets.utf8(server))));
  }

  static Stream<Arguments> conversations() {
    return NONCES.keySet().stream()
        .sorted()
        .flatMap(
            folder ->
                Stream.of(Form.Encoding.values()).map(coding -> Arguments.of(folder, coding)));
  }

  @ParameterizedTest
  @MethodSource("conversations")
  void ourClientSaysWhatTheExamplesClientSays(String folder, Form.Encoding encoding) {
    var device = new FirmwareDevice();
    if (folder.contains("declines")) device.userSays = StatusCode.NOT_MODIFIED;
    ClientNonces nonces = NONCES.getOrDefault(folder, ClientNonces.NONE);
    for (List<Golden> session : sessions(Golden.messages("examples/" + folder, encoding))) {
      if (device.executed.stream().anyMatch(call -> call.contains("Update "))) device.update();
      nonces = play(session, nonces, device);
    }
    if (folder.equals("flow-1-dm-replace")) assertThat(packageDigits(device)).startsWith("4E5746");
  }

  private static String packageDigits(FirmwareDevice device) {
    Octets data = device.tree().find(FirmwareDevice.PACKAGE_DATA).orElseThrow().value();
    assertThat(data.length()).isEqualTo(96);
    return data.toHex();
  }

  private static List<List<Golden>> sessions(List<Golden> messages) {
    List<List<Golden>> sessions = new ArrayList<>();
    for (Golden golden : messages) {
      boolean opens = golden.isFromClient() && read(golden).header().msgId().text().equals("1");
      if (opens) sessions.add(new ArrayList<>());
      sessions.getLast().add(golden);
    }
    return sessions;
  }

  private static ClientNonces play(
      List<Golden> messages, ClientNonces nonces, FirmwareDevice device) {
    Message opening = read(messages.getFirst());
    ClientSession session =
        ClientSession.open(
            config(messages), nonces, opening(opening), noncesSaidBy(messages)::remove);
    Step step = session.first();
    for (Golden golden : messages) {
      if (golden.isFromClient()) {
        assertThat(step).as(golden.path()).isInstanceOf(Step.Send.class);
        Sending sending = ((Step.Send) step).sending();
        Message expected = read(golden);
        assertThat(said(sending)).as(golden.path()).isEqualTo(renumbered(withLimits(expected)));
        assertThat(sending.target()).isEqualTo(expected.header().target().locUri());
      } else {
        step = session.receive(golden.octets(), golden.encoding(), Optional.empty(), device);
      }
    }
    assertThat(step).isEqualTo(new Step.Ended(Step.Ending.COMPLETE));
    assertThat(session.serverAuthenticated()).isTrue();
    opening(opening)
        .alerts()
        .forEach(alert -> assertThat(session.answeredAlerts()).containsKey(alert.id()));
    return session.nonces();
  }

  /// The difference of `auth-challenge/03`.
  private static Message withLimits(Message message) {
    SyncHdr header = message.header();
    boolean isRepeat = header.cred().isPresent() && !header.msgId().text().equals("1");
    return isRepeat ? with(message, header, Meta.NONE.withLimits(5000, 8388608)) : message;
  }

  private static Message with(Message message, SyncHdr header, Meta meta) {
    return new Message(
        new SyncHdr(
            header.verDtd(),
            header.verProto(),
            header.sessionId(),
            header.msgId(),
            header.target(),
            header.source(),
            header.respUri(),
            header.cred(),
            meta),
        message.commands(),
        message.isFinal());
  }

  private static ClientConfig config(List<Golden> messages) {
    boolean presents = read(messages.getFirst()).header().cred().isPresent();
    boolean checks = messages.size() > 1 && read(messages.get(1)).header().cred().isPresent();
    return new ClientConfig(
        "IMEI:990012340056786",
        "https://dm.fota.example/dm",
        "fota.example",
        presents ? AuthScheme.MD5 : AuthScheme.NONE,
        Optional.of(CLIENT),
        checks ? AuthScheme.MD5 : AuthScheme.NONE,
        Optional.of(SERVER),
        messages.getFirst().encoding() == Form.Encoding.XML ? Form.XML : Form.WBXML,
        5000,
        8388608);
  }

  private static Opening opening(Message message) {
    List<ClientAlert> alerts = new ArrayList<>();
    List<Item> devInfo = new ArrayList<>();
    boolean serverInitiated = false;
    for (Command command : message.commands()) {
      if (command instanceof Command.Replace replace) devInfo.addAll(replace.items());
      if (!(command instanceof Command.Alert alert)) continue;
      serverInitiated |= alert.code().equals(AlertCode.SERVER_INITIATED);
      if (alert.code().equals(AlertCode.GENERIC_ALERT))
        alerts.add(new ClientAlert("alert", alert.code(), alert.correlator(), alert.items()));
    }
    return new Opening(message.header().sessionId(), serverInitiated, alerts, devInfo);
  }

  /// What the example's client gives its server as NextNonce.
  private static Deque<Octets> noncesSaidBy(List<Golden> messages) {
    Deque<Octets> nonces = new ArrayDeque<>();
    for (Golden golden : messages)
      if (golden.isFromClient())
        for (Command command : read(golden).commands())
          if (command instanceof Command.Status status)
            status.chal().flatMap(Meta::nextNonce).map(Credentials::nonce).ifPresent(nonces::add);
    return nonces;
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void ourClientCreatesTheObjectAsTheExamplesClientDoes(Form.Encoding encoding) {
    var device = new FirmwareDevice();
    assertThat(answer("create-object", encoding, device))
        .isEqualTo(expected("create-object", encoding));
    assertThat(device.executed).containsExactly("./FwUpdate/FwPkg2/DownloadAndUpdate dau-9001");
    assertThat(device.tree().find(DmUri.of("./FwUpdate/FwPkg2")))
        .map(TreeNode::type)
        .contains("urn:oma:mo:oma-fumo:1.0");
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void ourClientReadsTheTreeAsTheExamplesClientDoes(Form.Encoding encoding) {
    var device = new FirmwareDevice();
    plantTheTreeOfTreeRead(device);
    List<String> ours = lines(answer("tree-read", encoding, device));
    List<String> theirs = lines(expected("tree-read", encoding));
    List<String> onlyOurs = new ArrayList<>(ours);
    onlyOurs.removeAll(theirs);
    theirs.removeAll(ours);
    assertThat(onlyOurs)
        .containsExactly(
            "Results ./FwUpdate/FwPkg1 node urn:oma:mo:oma-fumo:1.0 -",
            "Results ./FwUpdate/FwPkg1 node urn:oma:mo:oma-fumo:1.0"
                + " PkgName/PkgVersion/Download/Update/State");
    assertThat(theirs)
        .containsExactly(
            "Results ./FwUpdate/FwPkg1 node - -",
            "Results ./FwUpdate/FwPkg1 node text/plain PkgName/PkgVersion/Download/Update/State");
  }

  static Stream<Form.Encoding> encodings() {
    return Stream.of(Form.Encoding.values());
  }

  private static void plantTheTreeOfTreeRead(FirmwareDevice device) {
    var tree = device.tree();
    tree.put(DmUri.of("./FwUpdate"), TreeNode.interior("FwPkg1", "urn:oma:mo:oma-fumo:1.0"));
    tree.put(FirmwareDevice.PACKAGE, leaf("PkgName", Format.CHR, "NW-410 update"));
    tree.put(FirmwareDevice.PACKAGE, leaf("PkgVersion", Format.CHR, "2.4.0"));
    tree.put(FirmwareDevice.PACKAGE, TreeNode.interior("Download", ""));
    tree.put(
        FirmwareDevice.PACKAGE.child("Download"),
        leaf("PkgURL", Format.CHR, "https://dl.fota.example/dd/nw410-2.4.0.dd"));
    tree.put(FirmwareDevice.PACKAGE, TreeNode.interior("Update", ""));
    tree.put(FirmwareDevice.PACKAGE, leaf("State", Format.INT, "50"));
    Acl acl = Acl.parse("Get=*&Replace=fota.example&Exec=fota.example").orElseThrow();
    tree.replace(
        "fota.example",
        FirmwareDevice.PACKAGE,
        Optional.of("prop=ACL"),
        Meta.NONE,
        Data.text(acl.toString()));
  }

  private static TreeNode leaf(String name, Format format, String value) {
    return TreeNode.leaf(name, format, "text/plain", Octets.utf8(value));
  }

  /// What we say to the only server message of a folder, without credentials as the folder has
  /// none.
  private static Message answer(String folder, Form.Encoding encoding, FirmwareDevice device) {
    Golden golden = Golden.messages("examples/" + folder, encoding).getFirst();
    ClientSession session =
        ClientSession.open(
            config(List.of(golden)),
            ClientNonces.NONE,
            new Opening(
                read(golden).header().sessionId(), false, List.of(), List.of(Item.data(""))),
            () -> Octets.EMPTY);
    session.first();
    Step step = session.receive(golden.octets(), encoding, Optional.empty(), device);
    return said(((Step.Send) step).sending());
  }

  private static Message expected(String folder, Form.Encoding encoding) {
    return renumbered(read(Golden.messages("examples/" + folder, encoding).getLast()));
  }

  private static Message said(Sending sending) {
    return read(sending.body(), sending.form().encoding());
  }

  private static Message read(Golden golden) {
    return read(golden.octets(), golden.encoding());
  }

  private static Message read(Octets octets, Form.Encoding encoding) {
    try {
      return Codec.decode(octets, encoding, Limits.DEFAULT).message();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static Message renumbered(Message message) {
    List<Command> commands = new ArrayList<>();
    for (Command command : message.commands())
      commands.add(ClientOutbox.numbered(command, CmdId.of(commands.size() + 1)));
    return new Message(message.header(), commands, message.isFinal());
  }

  private static List<String> lines(Message message) {
    List<String> lines = new ArrayList<>();
    for (Command command : message.commands()) {
      if (command instanceof Command.Status status)
        lines.add("Status " + String.join(" ", status.targetRefs()) + " " + status.code());
      if (command instanceof Command.Results results)
        results.items().forEach(item -> lines.add("Results " + line(item)));
    }
    return lines;
  }

  private static String line(Item item) {
    return String.join(
        " ",
        item.sourceUri().orElse("-"),
        item.meta().format().orElse("-"),
        item.meta().type().orElse("-"),
        item.data().map(data -> data instanceof Data.Value ? data.text() : data + "").orElse("-"));
  }
}
