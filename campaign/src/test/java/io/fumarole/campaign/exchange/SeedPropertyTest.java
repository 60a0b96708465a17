package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The point of the seed: over random dialects, objects, failures and orders it never happens that
/// PkgURL is set under one node and another node is executed, that an Exec runs what is not ours,
/// or that an Exec in doubt is followed by another before State and version were read. Each run
/// follows from its seed, which a failure names.
@Tag("slow")
class SeedPropertyTest {
  private static final int SEEDS = 1_000;
  private static final int SESSIONS = 14;

  /// More turns than this in one session are no progress.
  private static final int MOST_TURNS = 40;

  private static final DeviceId DEVICE = new DeviceId("IMEI:1");

  @Test
  void noDialogueReachesWhatMustNeverHappen() {
    int executions = 0;
    int succeeded = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var run = new Run(seed, UnaryOperator.identity(), false);
      List<String> violations = run.play();
      assertThat(violations).as("seed " + seed + run.story()).isEmpty();
      executions += run.device.executions;
      succeeded +=
          (int)
              run.server.store.deployments().stream()
                  .filter(d -> d.state() == DeploymentState.SUCCEEDED)
                  .count();
    }
    assertThat(executions)
        .as("the property would hold for a server that does nothing")
        .isGreaterThan(SEEDS / 2);
    assertThat(succeeded).isGreaterThan(SEEDS / 10);
  }

  /// The mistake that the seed corrects: another node executed than the one that was written under.
  @Test
  void bitesWhenTheExecsTargetIsSwapped() {
    assertThat(firstViolation(SeedPropertyTest::swapped, false)).contains("is executed");
  }

  @Test
  void bitesWhenTheServerBelievesADirtyDeviceToBeClean() {
    assertThat(firstViolation(UnaryOperator.identity(), true)).contains("ran https://elsewhere");
  }

  /// One that repeats an Exec without its Status having come.
  @Test
  void bitesWhenAnExecIsSaidTwice() {
    assertThat(firstViolation(SeedPropertyTest::doubled, false)).contains("again");
  }

  private static String firstViolation(UnaryOperator<Message> broken, boolean lies) {
    for (int seed = 0; seed < SEEDS / 10; seed++) {
      List<String> violations = new Run(seed, broken, lies).play();
      if (!violations.isEmpty()) return String.join("; ", violations);
    }
    return "none found";
  }

  private static Message swapped(Message message) {
    return mapped(
        message,
        exec -> {
          String uri = exec.items().getFirst().targetUri().orElseThrow();
          String other =
              uri.endsWith("/Download")
                  ? uri.replace("/Download", "/DownloadAndUpdate")
                  : uri.replace("/DownloadAndUpdate", "/Download");
          return List.of(
              new Command.Exec(
                  exec.cmdId(), exec.meta(), exec.correlator(), List.of(Item.target(other))));
        });
  }

  private static Message doubled(Message message) {
    return mapped(
        message,
        exec ->
            List.of(
                exec,
                new Command.Exec(CmdId.of(900), exec.meta(), exec.correlator(), exec.items())));
  }

  private interface Twist {
    List<Command> of(Command.Exec exec);
  }

  private static Message mapped(Message message, Twist twist) {
    return new Message(message.header(), mapped(message.commands(), twist), message.isFinal());
  }

  private static List<Command> mapped(List<Command> commands, Twist twist) {
    List<Command> mapped = new ArrayList<>();
    for (Command command : commands) {
      switch (command) {
        case Command.Exec exec -> mapped.addAll(twist.of(exec));
        case Command.Sequence(var id, var meta, var members) ->
            mapped.add(new Command.Sequence(id, meta, mapped(members, twist)));
        case Command other -> mapped.add(other);
      }
    }
    return mapped;
  }

  /// One device's life.
  private static final class Run {
    final Random random;
    final SeedDevice device;
    final TestServer server;
    final UnaryOperator<Message> broken;
    final boolean hasOneSessionId;
    int deployments;
    int sessions;

    Run(int seed, UnaryOperator<Message> broken, boolean lies) {
      this.random = new Random(seed);
      this.device = new SeedDevice(random);
      this.broken = broken;
      this.hasOneSessionId = random.nextBoolean();
      this.server = new TestServer(profile(), PinnedNonces.NONE, UnknownDevices.REFUSE);
      Device known =
          Device.enrolled(DEVICE, "test", Optional.empty(), Optional.empty(), TestServer.START)
              .withInventory(Map.of("Mod", "M1"));
      server.store.put(lies ? known.withObject(falselyClean()) : known);
      server.content.put("content", new byte[96]);
    }

    private FumoObject falselyClean() {
      Map<Operation, String> urls = new EnumMap<>(Operation.class);
      device.urls.keySet().forEach(operation -> urls.put(operation, ""));
      Set<Part> parts = EnumSet.of(Part.UPDATE);
      if (device.nodes.contains(Operation.DOWNLOAD)) parts.add(Part.DOWNLOAD);
      if (device.nodes.contains(Operation.DOWNLOAD_AND_UPDATE)) parts.add(Part.DOWNLOAD_AND_UPDATE);
      return new FumoObject(device.root, parts, Optional.of(10), urls);
    }

    private ModelProfile profile() {
      boolean creates = random.nextInt(6) == 0;
      boolean isFound = !creates && random.nextBoolean();
      var dialect =
          new Dialect(
              isFound ? Optional.empty() : Optional.of(device.root),
              random.nextInt(3) > 0 ? Task.Grouping.SEQUENCE : Task.Grouping.PLAIN,
              creates,
              DmUri.of("./DevDetail/FwV"),
              random.nextBoolean(),
              Map.of(),
              Dialect.Reading.GETS);
      return TestProfiles.with(
          dialect,
          AuthScheme.NONE,
          shuffled(List.of(Delivery.values())),
          shuffled(List.of(Operation.values())));
    }

    private <T> List<T> shuffled(List<T> values) {
      List<T> list = new ArrayList<>(values);
      java.util.Collections.shuffle(list, random);
      return list;
    }

    /// What happened at the server, for people.
    String story() {
      if (device.violations.isEmpty()) return "";
      return server.store.events().stream()
          .map(
              e ->
                  e.deployment().map(DeploymentId::value).orElse("")
                      + " "
                      + e.kind()
                      + ": "
                      + e.text())
          .collect(java.util.stream.Collectors.joining("\n", "\n", "\n"));
    }

    List<String> play() {
      for (int i = 0; i < SESSIONS && device.violations.isEmpty(); i++) {
        boolean isOpen = server.store.deployments().stream().anyMatch(d -> !d.state().isEnd());
        if (!isOpen) schedule();
        session();
        server.pass(Duration.ofHours(1));
      }
      return device.violations;
    }

    private void schedule() {
      deployments++;
      var id = new PackageId("p" + deployments);
      String to = deployments + 1 + ".0";
      server.store.put(
          new FirmwarePackage(
              id,
              "p",
              "v",
              "M1",
              Optional.empty(),
              to,
              "content",
              96,
              "application/octet-stream",
              true,
              false,
              server.now()));
      var wish =
          new Deployment.Wish(
              Optional.empty(),
              Optional.empty(),
              random.nextInt(3) == 0 ? Optional.of("Install?") : Optional.empty());
      server.store.put(
          Deployment.scheduled(
              new DeploymentId("d" + deployments),
              DEVICE,
              id,
              to,
              wish,
              server.now(),
              server.now().plus(Duration.ofDays(30))));
    }

    private void session() {
      sessions++;
      String sessionId = hasOneSessionId ? "1" : Integer.toString(sessions);
      List<Command> commands = opening();
      for (int msgId = 1; msgId <= MOST_TURNS; msgId++) {
        var message = new Message(header(sessionId, msgId), commands, true);
        Message reply = broken.apply(server.send(message, Form.WBXML).message());
        if (random.nextInt(25) == 0)
          reply = broken.apply(server.send(message, Form.WBXML).message());
        if (random.nextInt(25) == 0) return; // the reply was lost, and the device gave up
        boolean isOver = reply.commands().stream().allMatch(c -> c instanceof Command.Status);
        if (isOver) return;
        commands = device.answer(reply);
        if (random.nextInt(20) == 0) {
          device.brokeOff(reply);
          return;
        }
        if (random.nextInt(30) == 0)
          commands.add(new Command.Alert(CmdId.of(700), "1223", Optional.empty(), List.of()));
      }
      device.violations.add("a session without end");
    }

    private List<Command> opening() {
      List<Command> commands = new ArrayList<>();
      commands.add(new Command.Alert(CmdId.of(1), "1201", Optional.empty(), List.of()));
      Item model = Item.source("./DevInfo/Mod", Meta.NONE, Data.text("M1"));
      commands.add(new Command.Replace(CmdId.of(2), Meta.NONE, List.of(model)));
      if (random.nextBoolean()) return commands;
      for (SeedDevice.Report report : device.reports) {
        Meta meta = Meta.of("int", AlertType.of(report.operation()).text());
        Item item =
            Item.source(device.root.toString(), meta, Data.text(Integer.toString(report.code())));
        commands.add(
            new Command.Alert(
                CmdId.of(commands.size() + 1),
                "1226",
                report.correlator().map(Correlator::new),
                List.of(item)));
        device.reported(report);
      }
      device.reports.clear();
      return commands;
    }

    private static SyncHdr header(String sessionId, int msgId) {
      return new SyncHdr(
          SyncHdr.VER_DTD,
          SyncHdr.VER_PROTO,
          sessionId,
          MsgId.of(msgId),
          Location.of(TestServer.URI),
          Location.of(DEVICE.value()),
          Optional.empty(),
          Optional.empty(),
          msgId == 1 ? Meta.NONE.withLimits(5_000, 1 << 20) : Meta.NONE);
    }
  }
}
