package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A server over a store in memory with a device and a deployment for it, and that device's side of
/// the talk, message by message.
abstract class StagedServer {
  AuthScheme scheme = AuthScheme.NONE;
  Delivery delivery = Delivery.DIRECT;
  Operation operation = Operation.DOWNLOAD_AND_UPDATE;
  boolean createByAdd = false;
  Optional<Cred> cred = Optional.empty();

  TestServer server(UnknownDevices policy) {
    var profile =
        TestProfiles.only(
            ExampleCast.dialect(ExampleCast.OBJECT, createByAdd), scheme, operation, delivery);
    return new TestServer(profile, PinnedNonces.NONE, policy);
  }

  /// A server with a device whose object is known and clean, and a deployment for it.
  TestServer staged() {
    TestServer server = server(UnknownDevices.REFUSE);
    Device device = ExampleCast.inspected("examples/flow-1-dm-replace", 10);
    server.store.put(device).put(ExampleCast.deployment(Deployment.Wish.NONE));
    Task.Blob blob = server.content.put("content", new byte[40_000]);
    server.store.put(ExampleCast.firmware(blob.id(), blob.size(), false));
    return server;
  }

  Message message(String session, int number, Command... commands) {
    return new Message(
        new SyncHdr(
            "1.2",
            "DM/1.2",
            session,
            MsgId.of(number),
            Location.of(TestServer.URI),
            Location.of(ExampleCast.DEVICE.value(), "nw410-786"),
            Optional.empty(),
            cred,
            number == 1 ? Meta.NONE.withLimits(5_000, 1 << 20) : Meta.NONE),
        Arrays.asList(commands),
        true);
  }

  static Command[] opening() {
    Item model = Item.source("./DevInfo/Mod", Meta.NONE, Data.text("NW-410"));
    return new Command[] {
      alert(1, "1201"), new Command.Replace(CmdId.of(2), Meta.NONE, List.of(model))
    };
  }

  static Command alert(int id, String code) {
    return new Command.Alert(CmdId.of(id), code, Optional.empty(), List.of());
  }

  /// A Status with `code` for everything that was asked, Execs with `execCode`.
  static Command[] answers(Message reply, String code, Command... more) {
    List<Command> answers = new ArrayList<>();
    answers.add(status(1, reply, CmdId.HEADER, "SyncHdr", "200"));
    for (Command command : asked(reply))
      answers.add(status(answers.size() + 1, reply, command.cmdId(), command.name(), code));
    answers.addAll(List.of(more));
    return answers.toArray(Command[]::new);
  }

  static Status status(int id, Message reply, CmdId ref, String cmd, String code) {
    return new Status(
        CmdId.of(id),
        reply.header().msgId(),
        ref,
        cmd,
        List.of(),
        List.of(),
        Optional.empty(),
        code,
        List.of());
  }

  static List<Command> asked(Message reply) {
    List<Command> asked = new ArrayList<>();
    for (Command command : reply.commands()) {
      if (command instanceof Status) continue;
      asked.add(command);
      if (command instanceof Command.Group group) asked.addAll(group.commands());
    }
    return asked;
  }

  static List<String> names(Message reply) {
    return asked(reply).stream().map(Command::name).toList();
  }

  static String headerCode(Message reply) {
    return ((Status) reply.commands().getFirst()).code();
  }

  Deployment deployment(TestServer server) {
    return server.store.deployment(ExampleCast.DEPLOYMENT).orElseThrow();
  }

  static Command[] append(Command[] commands, Command last) {
    Command[] all = Arrays.copyOf(commands, commands.length + 1);
    all[commands.length] = last;
    return all;
  }
}
