package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which session a message belongs to, who is let in, and what the store sees of it. Spec: DESIGN
/// 4.
class ExchangerTest {
  private AuthScheme scheme = AuthScheme.NONE;
  private Delivery delivery = Delivery.DIRECT;
  private Operation operation = Operation.DOWNLOAD_AND_UPDATE;
  private boolean createByAdd = false;
  private Optional<Cred> cred = Optional.empty();

  private TestServer server(UnknownDevices policy) {
    var profile =
        TestProfiles.only(
            ExampleCast.dialect(ExampleCast.OBJECT, createByAdd), scheme, operation, delivery);
    return new TestServer(profile, PinnedNonces.NONE, policy);
  }

  /// A server with a device whose object is known and clean, and a deployment for it.
  private TestServer staged() {
    TestServer server = server(UnknownDevices.REFUSE);
    Device device = ExampleCast.inspected("examples/flow-1-dm-replace", 10);
    server.store.put(device).put(ExampleCast.deployment(Deployment.Wish.NONE));
    Task.Blob blob = server.content.put("content", new byte[40_000]);
    server.store.put(ExampleCast.firmware(blob.id(), blob.size(), false));
    return server;
  }

  private Message message(String session, int number, Command... commands) {
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

  private static Command[] opening() {
    Item model = Item.source("./DevInfo/Mod", Meta.NONE, Data.text("NW-410"));
    return new Command[] {
      alert(1, "1201"), new Command.Replace(CmdId.of(2), Meta.NONE, List.of(model))
    };
  }

  private static Command alert(int id, String code) {
    return new Command.Alert(CmdId.of(id), code, Optional.empty(), List.of());
  }

  /// A Status with `code` for everything that was asked, Execs with `execCode`.
  private static Command[] answers(Message reply, String code, Command... more) {
    List<Command> answers = new ArrayList<>();
    answers.add(status(1, reply, CmdId.HEADER, "SyncHdr", "200"));
    for (Command command : asked(reply))
      answers.add(status(answers.size() + 1, reply, command.cmdId(), command.name(), code));
    answers.addAll(List.of(more));
    return answers.toArray(Command[]::new);
  }

  private static Status status(int id, Message reply, CmdId ref, String cmd, String code) {
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

  private static String headerCode(Message reply) {
    return ((Status) reply.commands().getFirst()).code();
  }

  private Deployment deployment(TestServer server) {
    return server.store.deployment(ExampleCast.DEPLOYMENT).orElseThrow();
  }

  @Test
  void answersARepeatedMessageWithTheSameOctetsAndStoresNothingTwice() {
    TestServer server = staged();
    Message first = server.send(message("1", 1, opening()), Form.WBXML).message();
    Message answer = message("1", 2, answers(first, "202"));
    TestServer.Reply once = server.send(answer, Form.WBXML);
    int commits = server.store.commits();
    assertThat(server.send(answer, Form.WBXML).answer().body()).isEqualTo(once.answer().body());
    assertThat(server.store.commits()).isEqualTo(commits);
  }

  /// Clients name every session alike: after a restart the same first message is a new session, and
  /// the device is not started a second time by the stored answer.
  @Test
  void readsTheDeviceFirstWhenItsFirstMessageComesAgainAfterAnExec() {
    TestServer server = staged();
    assertThat(names(server.send(message("1", 1, opening()), Form.WBXML).message()))
        .containsExactly("Sequence", "Replace", "Exec");
    assertThat(names(server.send(message("1", 1, opening()), Form.WBXML).message()))
        .containsExactly("Get", "Get");
  }

  @Test
  void opensANewSessionWithMessageOneAndAbortsTheOld() {
    TestServer server = staged();
    Message first = server.send(message("A", 1, opening()), Form.WBXML).message();
    server.send(message("B", 1, opening()), Form.WBXML);
    Message late = server.send(message("A", 2, answers(first, "202")), Form.WBXML).message();
    assertThat(asked(late)).hasSize(1).allMatch(c -> ((Command.Alert) c).code().equals("1223"));
    assertThat(late.isFinal()).isTrue();
  }

  /// The challenge stores nothing; an older session of the same name must not be gone on with.
  @Test
  void checksTheCredentialsOfARepeatedPackageOneThoughAnOldSessionHasItsName() {
    scheme = AuthScheme.MD5;
    TestServer server = staged();
    cred = md5(PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), 0));
    assertThat(headerCode(server.send(message("1", 1, opening()), Form.WBXML).message()))
        .isEqualTo("212");
    cred = md5(Octets.utf8("made up"));
    Message challenged = server.send(message("1", 1, alert(7, "1201")), Form.WBXML).message();
    assertThat(headerCode(challenged)).isEqualTo("401");
    Message again = server.send(message("1", 2, alert(7, "1201")), Form.WBXML).message();
    assertThat(headerCode(again)).as("wrong once more").isEqualTo("401");
    cred = Optional.empty();
    Message none = server.send(message("1", 2, alert(7, "1201")), Form.WBXML).message();
    assertThat(headerCode(none)).as("not the old session's trust").isEqualTo("407");
  }

  /// An operator may cancel, and a deadline may pass, while the device has the URL and no Exec yet.
  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "EXPIRED"})
  void sendsNoExecOnceTheDeploymentHasEndedMeanwhile(DeploymentState end) {
    createByAdd = true;
    TestServer server = staged();
    Message first = server.send(message("1", 1, opening()), Form.WBXML).message();
    assertThat(names(first)).contains("Add").doesNotContain("Exec");
    server.store.put(deployment(server).to(end, "ended", server.now()));
    Message reply = server.send(message("1", 2, answers(first, "200")), Form.WBXML).message();
    assertThat(names(reply)).isEmpty();
    assertThat(reply.isFinal()).isTrue();
    assertThat(deployment(server).reason()).isEqualTo("ended");
  }

  /// Sessions that break before the Exec send no Correlator: the next one takes it.
  @Test
  void takesTheCorrelatorOfAnAttemptThatCameToNothing() {
    createByAdd = true;
    TestServer server = staged();
    for (String session : List.of("A", "B", "C"))
      server.send(message(session, 1, opening()), Form.WBXML);
    assertThat(deployment(server).attempts()).hasSize(1);
  }

  /// Whoever knows a device's name and its last SessionID must not find the door open for ever.
  @Test
  void asksForCredentialsAgainWhenASessionIsADayOld() {
    scheme = AuthScheme.MD5;
    TestServer server = staged();
    cred = md5(PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), 0));
    Message first = server.send(message("1", 1, opening()), Form.WBXML).message();
    assertThat(headerCode(first)).isEqualTo("212");
    cred = Optional.empty();
    server.pass(java.time.Duration.ofHours(25));
    Message late = server.send(message("1", 2, answers(first, "200")), Form.WBXML).message();
    assertThat(headerCode(late)).isEqualTo("407");
    assertThat(names(late)).isEmpty();
  }

  private static Optional<Cred> md5(Octets nonce) {
    return Optional.of(
        new Cred(
            Meta.of("b64", AuthScheme.MD5.type()), Octets.utf8(ExampleCast.CLIENT.md5(nonce))));
  }

  @ParameterizedTest
  @CsvSource({"REFUSE, 403, 0", "PENDING, 200, 1", "OPEN, 200, 1"})
  void takesInAStrangerByPolicy(UnknownDevices policy, String code, int devices) {
    TestServer server = server(policy);
    Message reply = server.send(message("1", 1, opening()), Form.XML).message();
    assertThat(headerCode(reply)).isEqualTo(code);
    assertThat(server.store.device(ExampleCast.DEVICE).stream().count()).isEqualTo(devices);
    assertThat(names(reply).isEmpty())
        .as("a pending one is left alone")
        .isEqualTo(policy != UnknownDevices.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json", ""})
  void refusesOtherContentTypes(String type) {
    TestServer server = staged();
    var exchanger =
        new Exchanger(
            server.store,
            server.trace,
            GuessThrottle.NONE,
            TestServer.circumstances(
                TestProfiles.standard(ExampleCast.dialect(ExampleCast.OBJECT, false), scheme),
                PinnedNonces.NONE,
                server.content,
                UnknownDevices.OPEN),
            io.fumarole.protocol.syncml.Limits.DEFAULT);
    var request = new Exchanger.Request(Octets.utf8("<SyncML/>"), type, Optional.empty(), "");
    assertThat(exchanger.answer(request, TestServer.START).httpStatus()).isEqualTo(415);
  }

  @Test
  void answersMalformedOctetsWithAReasonAndAnOffsetAndTracesThem() {
    TestServer server = staged();
    var answer = server.answer(Octets.hex("02A4016A00FF"), Form.Encoding.WBXML, Optional.empty());
    assertThat(answer.httpStatus()).isEqualTo(400);
    assertThat(answer.body().utf8()).contains("malformed WBXML").containsPattern("[0-9]");
    assertThat(server.trace.entries()).hasSize(1);
    assertThat(server.store.commits()).isZero();
  }

  /// Some clients refuse a large object and end the session in one message (field-notes).
  @Test
  void takesInARefusalThatComesWithAnAbort() {
    delivery = Delivery.DM;
    operation = Operation.UPDATE;
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    int number = 1;
    while (asked(reply).isEmpty())
      reply =
          server
              .send(message("1", ++number, answers(reply, "", alert(5, "1222"))), Form.WBXML)
              .message();
    server.send(message("1", ++number, answers(reply, "413", alert(9, "1223"))), Form.WBXML);
    assertThat(deployment(server).excluded()).containsExactly(Delivery.DM);
    assertThat(deployment(server).reason()).contains("413");
    server.send(message("2", 1, opening()), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.FAILED);
  }

  /// The report of a download in the session of its Exec: the next Exec follows at once.
  @Test
  void goesOnWhenTheReportComesWithTheStatus() {
    operation = Operation.DOWNLOAD;
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    Command.Exec exec = (Command.Exec) asked(reply).getLast();
    Item item =
        Item.source(
            ExampleCast.OBJECT.toString(),
            Meta.of("int", "org.openmobilealliance.dm.firmwareupdate.download"),
            Data.text("200"));
    var report = new Command.Alert(CmdId.of(9), "1226", exec.correlator(), List.of(item));
    Message next =
        server.send(message("1", 2, answers(reply, "200", report)), Form.WBXML).message();
    // The talk had ended with the Exec; it goes on, because the device says that it has the
    // package.
    assertThat(deployment(server).packagePresent()).isTrue();
    assertThat(names(next)).containsExactly("Exec");
    assertThat(((Command.Exec) asked(next).getFirst()).items().getFirst().targetUri())
        .contains("./FwUpdate/FwPkg1/Update");
  }

  /// fumo 11: without a Correlator, Source has to be the object or a node under it.
  @ParameterizedTest
  @CsvSource({
    "./FwUpdate/FwPkg1, VERIFYING",
    "./FwUpdate/FwPkg1/DownloadAndUpdate, VERIFYING",
    "'', VERIFYING",
    "./FwUpdate/Modem, DOWNLOADING"
  })
  void takesAReportWithoutCorrelatorForItsOwnObjectOnly(String source, DeploymentState state) {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    server.send(message("1", 2, answers(reply, "200")), Form.WBXML);
    String type = "org.openmobilealliance.dm.firmwareupdate.downloadandupdate";
    Item item = Item.source(source, Meta.type(type), Data.text("200 "));
    var report = new Command.Alert(CmdId.of(9), "1226", Optional.empty(), List.of(item));
    server.send(message("2", 1, append(opening(), report)), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(state);
  }

  /// field-notes 4: an empty Correlator is none, and one of nobody's is no reason to drop a report
  /// when only one Exec can be meant.
  @ParameterizedTest
  @CsvSource({
    "'', downloadandupdate, ./FwUpdate/FwPkg1, VERIFYING",
    "'  ', downloadandupdate, ./FwUpdate/FwPkg1, VERIFYING",
    "'  ', downloadandupdate, ./FwUpdate/Modem, DOWNLOADING",
    "x-1, downloadandupdate, ./FwUpdate/FwPkg1, VERIFYING",
    "x-1, downloadandupdate, ./FwUpdate/Modem, DOWNLOADING",
    "x-1, download, ./FwUpdate/FwPkg1, DOWNLOADING"
  })
  void takesAReportWithACorrelatorOfNobodysForTheOnlyExecOfItsKind(
      String correlator, String type, String source, DeploymentState state) {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    server.send(message("1", 2, answers(reply, "200")), Form.WBXML);
    server.send(message("2", 1, append(opening(), report(correlator, type, source))), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(state);
    String told = state == DeploymentState.VERIFYING ? "" : "belongs to no deployment";
    assertThat(server.store.events())
        .anyMatch(
            e ->
                e.kind().equals("report")
                    && e.text().contains(told)
                    && e.text().contains(correlator.strip()));
  }

  /// It may be an old report come again: State and version decide then.
  @Test
  void leavesAReportWithACorrelatorOfNobodysWhereTwoExecsOfItsKindWereSent() {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    server.send(message("1", 2, answers(reply, "403")), Form.WBXML);
    Message again = server.send(message("2", 1, opening()), Form.WBXML).message();
    server.send(message("2", 2, answers(again, "202")), Form.WBXML);
    assertThat(deployment(server).attempts()).hasSize(2);
    var report = report("x-1", "downloadandupdate", "./FwUpdate/FwPkg1");
    server.send(message("3", 1, append(opening(), report)), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.DOWNLOADING);
    assertThat(server.store.events())
        .anyMatch(e -> e.deployment().isPresent() && e.text().contains("Correlator x-1"));
  }

  /// What an earlier deployment's Exec came to never moves a later one.
  @Test
  void leavesAReportOfAnEarlierDeploymentWithIt() {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    server.send(message("1", 2, answers(reply, "202")), Form.WBXML);
    Deployment first = deployment(server);
    server.store.put(first.to(DeploymentState.EXPIRED, "ended", server.now()));
    var id = new DeploymentId("later");
    Deployment later =
        Deployment.scheduled(
            id,
            first.device(),
            first.packageId(),
            first.toVersion(),
            Deployment.Wish.NONE,
            server.now(),
            first.deadline());
    server.store.put(later);
    Message next = server.send(message("2", 1, opening()), Form.WBXML).message();
    server.send(message("2", 2, answers(next, "202")), Form.WBXML);
    String old = first.last().orElseThrow().correlator().text();
    var report = report(old, "downloadandupdate", "./FwUpdate/FwPkg1");
    server.send(message("3", 1, append(opening(), report)), Form.WBXML);
    assertThat(server.store.deployment(id).orElseThrow().state())
        .isEqualTo(DeploymentState.DOWNLOADING);
    assertThat(deployment(server).last().orElseThrow().result()).contains(200);
  }

  private static Command report(String correlator, String type, String source) {
    Meta meta = Meta.of("int", "org.openmobilealliance.dm.firmwareupdate." + type);
    Item item = Item.source(source, meta, Data.text("200"));
    return new Command.Alert(
        CmdId.of(9), "1226", Optional.of(new Correlator(correlator)), List.of(item));
  }

  @ParameterizedTest // fumo 11
  @ValueSource(strings = {"int", "chr", "text/plain", ""})
  void takesAReportInAnyFormat(String format) {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    Command.Exec exec = (Command.Exec) asked(reply).getLast();
    server.send(message("1", 2, answers(reply, "200")), Form.WBXML);
    Meta type = Meta.type("org.openmobilealliance.dm.firmwareupdate.downloadandupdate");
    Meta meta = format.isEmpty() ? type : type.withFormat(format);
    Item item = Item.source(ExampleCast.OBJECT.toString(), meta, Data.text("402"));
    var report = new Command.Alert(CmdId.of(9), "1226", exec.correlator(), List.of(item));
    server.send(message("2", 1, append(opening(), report)), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.FAILED);
    assertThat(deployment(server).reason()).contains("402");
  }

  /// An operator who looks later must find what became of the device.
  @Test
  void aReportAfterTheEndIsKeptAndTheEndStands() {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    Command.Exec exec = (Command.Exec) asked(reply).getLast();
    server.send(message("1", 2, answers(reply, "200")), Form.WBXML);
    server.store.put(deployment(server).to(DeploymentState.EXPIRED, "ended", server.now()));
    Meta type = Meta.type("org.openmobilealliance.dm.firmwareupdate.downloadandupdate");
    Item item = Item.source(ExampleCast.OBJECT.toString(), type, Data.text("402"));
    var report = new Command.Alert(CmdId.of(9), "1226", exec.correlator(), List.of(item));
    server.send(message("2", 1, append(opening(), report)), Form.WBXML);
    server.send(message("3", 1, append(opening(), report)), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.EXPIRED);
    assertThat(server.store.events().stream().filter(e -> e.kind().equals("late")))
        .singleElement()
        .matches(e -> e.text().contains("the end stands"));
    assertThat(server.store.events().stream().filter(e -> e.kind().equals("report")))
        .singleElement()
        .matches(e -> e.text().contains("402"));
  }

  private static Command[] append(Command[] commands, Command last) {
    Command[] all = Arrays.copyOf(commands, commands.length + 1);
    all[commands.length] = last;
    return all;
  }

  /// It may have to restart first: the old version is no proof of failure yet.
  @Test
  void waitsForALaterSessionWhenTheReportComesBeforeTheRestart() {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    Command.Exec exec = (Command.Exec) asked(reply).getLast();
    String type = "org.openmobilealliance.dm.firmwareupdate.downloadandupdate";
    Item item = Item.source(ExampleCast.OBJECT.toString(), Meta.of("int", type), Data.text("200"));
    var report = new Command.Alert(CmdId.of(9), "1226", exec.correlator(), List.of(item));
    Message gets =
        server.send(message("1", 2, answers(reply, "200", report)), Form.WBXML).message();
    assertThat(names(gets)).containsExactly("Get", "Get");
    server.send(message("1", 3, answers(gets, "404")), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.VERIFYING);

    server.pass(java.time.Duration.ofMinutes(5));
    Message later = server.send(message("2", 1, opening()), Form.WBXML).message();
    server.send(message("2", 2, answers(later, "200", results(later, "80"))), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.FAILED);
    assertThat(deployment(server).reason()).contains("runs 80");
  }

  /// Status 0, 404 and their like, or a 200 with nothing: the next session reads again.
  @ParameterizedTest
  @ValueSource(strings = {"0", "200", "404", "425", "500", "503"})
  void readsAVersionAgainThatCouldNotBeRead(String code) {
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    server.send(message("1", 2, answers(reply, "202")), Form.WBXML);
    String own = deployment(server).last().orElseThrow().correlator().text();
    var report = report(own, "downloadandupdate", ExampleCast.OBJECT.toString());
    Message gets = server.send(message("2", 1, append(opening(), report)), Form.WBXML).message();
    for (String session : List.of("2", "3", "4")) {
      server.send(message(session, 2, answers(gets, code)), Form.WBXML);
      assertThat(deployment(server).state()).isEqualTo(DeploymentState.VERIFYING);
      String next = Integer.toString(Integer.parseInt(session) + 1);
      gets = server.send(message(next, 1, opening()), Form.WBXML).message();
      assertThat(names(gets)).containsExactly("Get", "Get");
    }
    String version = deployment(server).toVersion();
    server.send(message("5", 2, answers(gets, "200", results(gets, version))), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.SUCCEEDED);
  }

  /// The value of the last Get, which is that of the version.
  private static Command results(Message reply, String value) {
    Command get = asked(reply).getLast();
    Item item = Item.source("./DevDetail/FwV", Meta.NONE, Data.text(value));
    return new Command.Results(
        CmdId.of(20),
        Optional.of(reply.header().msgId()),
        get.cmdId(),
        Meta.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of(item));
  }

  @Test
  void answersAnAlertOfAnotherKindWith415() {
    TestServer server = staged();
    Item item = Item.source("./X", Meta.of("chr", "org.example.other"), Data.text("1"));
    var alert = new Command.Alert(CmdId.of(4), "1226", Optional.empty(), List.of(item));
    Message reply = server.send(message("1", 1, alert(1, "1201"), alert), Form.WBXML).message();
    assertThat(reply.commands())
        .anyMatch(
            c -> c instanceof Status s && s.cmdRef().text().equals("4") && s.code().equals("415"));
  }

  /// The node was created by an earlier deployment: Add says 418, and the new address is written.
  @Test
  void givesAnObjectThatWasCreatedEarlierItsNextAddress() {
    createByAdd = true;
    TestServer server = staged();
    var object =
        new FumoObject(
            DmUri.of("./FwUpdate/FwPkg1"),
            EnumSet.of(Part.DOWNLOAD_AND_UPDATE),
            Optional.empty(),
            Map.of(Operation.DOWNLOAD_AND_UPDATE, "https://dl.fota.example/old"));
    server.store.put(ExampleCast.unknown("examples/flow-1-dm-replace").withObject(object));
    Message adds = server.send(message("1", 1, opening()), Form.WBXML).message();
    assertThat(names(adds)).containsExactly("Sequence", "Add", "Add", "Add");
    List<Command> asked = asked(adds);
    Message replace =
        server
            .send(
                message(
                    "1",
                    2,
                    status(1, adds, CmdId.HEADER, "SyncHdr", "200"),
                    status(2, adds, asked.get(0).cmdId(), "Sequence", "200"),
                    status(3, adds, asked.get(1).cmdId(), "Add", "418"),
                    status(4, adds, asked.get(2).cmdId(), "Add", "418"),
                    status(5, adds, asked.get(3).cmdId(), "Add", "418")),
                Form.WBXML)
            .message();
    assertThat(names(replace)).containsExactly("Replace");
    Message exec = server.send(message("1", 3, answers(replace, "200")), Form.WBXML).message();
    assertThat(names(exec)).containsExactly("Exec");
  }

  @Test
  void anIdleSessionCostsNoCommitAndSurvivesACrash() {
    scheme = AuthScheme.MD5;
    TestServer server = server(UnknownDevices.REFUSE);
    server.store.put(ExampleCast.inspected("examples/flow-1-dm-replace", 10));
    for (int counter = 0; counter < 5; counter++) {
      cred = md5(PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), counter));
      Message reply = server.send(message("S" + counter, 1, opening()), Form.WBXML).message();
      assertThat(headerCode(reply)).isEqualTo("212");
      server.store.crash();
    }
    assertThat(server.store.commits()).isZero();
    assertThat(server.store.loads()).isEqualTo(5);
  }
}
