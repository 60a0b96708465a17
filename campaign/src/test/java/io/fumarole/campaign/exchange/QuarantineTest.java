package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.deployment.Timekeeper;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
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
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A device in quarantine shows itself and is answered, and gets no work.
class QuarantineTest {
  private final ModelProfile profile =
      TestProfiles.only(
          ExampleCast.dialect(ExampleCast.OBJECT, true),
          AuthScheme.NONE,
          Operation.DOWNLOAD_AND_UPDATE,
          Delivery.DIRECT);
  private final TestServer server =
      new TestServer(profile, PinnedNonces.NONE, UnknownDevices.REFUSE);
  private final Quarantine quarantine = new Quarantine(server.store, _ -> profile);
  private int sessions;

  QuarantineTest() {
    Task.Blob blob = server.content.put("content", new byte[40]);
    server
        .store
        .put(ExampleCast.inspected("examples/flow-1-dm-replace", 10))
        .put(ExampleCast.firmware(blob.id(), blob.size(), false))
        .put(ExampleCast.deployment(Deployment.Wish.NONE));
  }

  private void begin() {
    assertThat(
            quarantine.begin(ExampleCast.DEVICE, Optional.of("it smokes"), _ -> true, server.now()))
        .isInstanceOf(Quarantine.Outcome.Done.class);
  }

  private void end() {
    assertThat(quarantine.end(ExampleCast.DEVICE, Optional.empty(), _ -> true, server.now()))
        .isInstanceOf(Quarantine.Outcome.Done.class);
  }

  private Deployment deployment() {
    return server.store.deployment(ExampleCast.DEPLOYMENT).orElseThrow();
  }

  private Message send(int number, Command... commands) {
    var header =
        new SyncHdr(
            "1.2",
            "DM/1.2",
            "" + sessions,
            MsgId.of(number),
            Location.of(TestServer.URI),
            Location.of(ExampleCast.DEVICE.value()),
            Optional.empty(),
            Optional.empty(),
            number == 1 ? Meta.NONE.withLimits(5_000, 1 << 20) : Meta.NONE);
    return server.send(new Message(header, List.of(commands), true), Form.WBXML).message();
  }

  private Message open() {
    sessions++;
    return send(1, new Command.Alert(CmdId.of(1), "1201", Optional.empty(), List.of()));
  }

  /// Says to everything that was asked that it went well.
  private Message agree(int number, Message reply) {
    List<Command> answers = new ArrayList<>();
    answers.add(status(1, reply, CmdId.HEADER, "SyncHdr", "212"));
    for (Command command : asked(reply))
      answers.add(
          status(
              answers.size() + 1,
              reply,
              command.cmdId(),
              command.name(),
              command instanceof Command.Exec ? "202" : "200"));
    return send(number, answers.toArray(Command[]::new));
  }

  private static Status status(int id, Message reply, CmdId ref, String name, String code) {
    return new Status(
        CmdId.of(id),
        reply.header().msgId(),
        ref,
        name,
        List.of(),
        List.of(),
        Optional.empty(),
        code,
        List.of());
  }

  private static List<Command> asked(Message reply) {
    List<Command> asked = new ArrayList<>();
    for (Command command : reply.commands()) {
      if (command instanceof Status) continue;
      asked.add(command);
      if (command instanceof Command.Group group) asked.addAll(group.commands());
    }
    return asked;
  }

  private static List<String> names(Message reply) {
    return asked(reply).stream().map(Command::name).toList();
  }

  @Test
  void itsDeploymentWaitsForTheReleaseAndGoesOnAfterIt() {
    begin();
    assertThat(deployment().waiting()).contains(new Waiting(For.RELEASE, server.now()));
    assertThat(deployment().reason()).contains("in quarantine");
    Message answer = open();
    assertThat(((Status) answer.commands().getFirst()).code()).isEqualTo("200");
    assertThat(names(answer)).isEmpty();
    int commits = server.store.commits();
    assertThat(names(open())).isEmpty();
    assertThat(server.store.commits()).as("an idle session is not stored").isEqualTo(commits);
    server.pass(Duration.ofHours(1));
    end();
    assertThat(deployment().waiting()).contains(new Waiting(For.SESSION, server.now()));
    assertThat(deployment().reason()).contains("released");
    assertThat(names(agree(2, open()))).contains("Exec");
    assertThat(server.store.events())
        .extracting(Event::kind)
        .containsSubsequence("quarantined", "waiting", "released", "waiting", "downloading");
    assertThat(server.store.events())
        .extracting(Event::text)
        .contains("taken out of service by an operator: it smokes");
  }

  @Test
  void noExecIsSentOnceItHasBegunAmidASession() {
    Message first = open();
    assertThat(names(first)).contains("Add").doesNotContain("Exec");
    begin();
    Message second = agree(2, first);
    assertThat(names(second)).isEmpty();
    assertThat(second.isFinal()).isTrue();
    assertThat(deployment().waiting()).contains(new Waiting(For.RELEASE, server.now()));
  }

  /// It cannot be called back: what came of it is read, and nothing follows.
  @Test
  void whatIsAtWorkIsWatchedToItsEnd() {
    Message second = agree(2, open());
    assertThat(names(second)).contains("Exec");
    begin();
    agree(3, second);
    assertThat(deployment().state()).isEqualTo(DeploymentState.DOWNLOADING);
    assertThat(deployment().last().orElseThrow().step()).isEqualTo(Attempt.Step.ACCEPTED);
    assertThat(names(open())).contains("Get").doesNotContain("Exec", "Add");
  }

  @ParameterizedTest
  @EnumSource(
      value = DeploymentState.class,
      names = {"DOWNLOADING", "UPDATING", "VERIFYING", "SUCCEEDED", "CANCELLED"})
  void whatHasBegunOrEndedIsNotHeld(DeploymentState state) {
    Deployment was = deployment().to(state, "as it is", server.now());
    assertThat(DeploymentLife.held(was, Standing.QUARANTINED, server.now())).isSameAs(was);
  }

  @Test
  void nobodyIsNotifiedAndTheDeadlineHolds() {
    server.store.put(DeploymentLife.notified(deployment(), "notified", server.now()));
    server.store.put(
        server.store.find(ExampleCast.DEVICE).orElseThrow().withStanding(Standing.QUARANTINED));
    List<DeviceId> notified = new ArrayList<>();
    var timekeeper =
        new Timekeeper(
            server.store,
            server.store,
            _ -> profile,
            Timekeeper.Holds.NONE,
            new Timekeeper.Effects() {
              @Override
              public void ended(Deployment ended, Instant now) {}

              @Override
              public void notify(DeviceId device, Instant now) {
                notified.add(device);
              }
            });
    timekeeper.round(server.now().plus(Duration.ofHours(2)));
    assertThat(deployment().waiting().orElseThrow().what()).isEqualTo(For.RELEASE);
    timekeeper.round(server.now().plus(Duration.ofDays(8)));
    assertThat(deployment().state()).isEqualTo(DeploymentState.EXPIRED);
    assertThat(notified).isEmpty();
  }

  @Test
  void whatIsOrderedMeanwhileWaits() {
    server.store.put(deployment().to(DeploymentState.CANCELLED, "over", server.now()));
    begin();
    var order =
        new Deployer.Order(
            ExampleCast.DEVICE,
            new Deployer.Wanted.Named(ExampleCast.PACKAGE),
            Deployment.Wish.NONE,
            Duration.ofDays(1));
    var deployer = new Deployer(server.store, server.store.packages(), server.store, _ -> profile);
    var done = (Deployer.Outcome.Done) deployer.deploy(order, new DeploymentId("d2"), server.now());
    assertThat(done.deployment().waiting()).contains(new Waiting(For.RELEASE, server.now()));
    assertThat(names(open())).isEmpty();
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(why(quarantine.begin(new DeviceId("x"), Optional.empty(), _ -> true, server.now())))
        .isEqualTo(Quarantine.Why.UNKNOWN);
    assertThat(
            why(quarantine.begin(ExampleCast.DEVICE, Optional.empty(), _ -> false, server.now())))
        .isEqualTo(Quarantine.Why.STALE);
    Device pending =
        server.store.find(ExampleCast.DEVICE).orElseThrow().withStanding(Standing.PENDING);
    server.store.put(pending);
    assertThat(why(quarantine.begin(ExampleCast.DEVICE, Optional.empty(), _ -> true, server.now())))
        .isEqualTo(Quarantine.Why.CONFLICT);
    assertThat(server.store.find(ExampleCast.DEVICE)).contains(pending);
  }

  private static Quarantine.Why why(Quarantine.Outcome outcome) {
    return ((Quarantine.Outcome.Refused) outcome).why();
  }
}
