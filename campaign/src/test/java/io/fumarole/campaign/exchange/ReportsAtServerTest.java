package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the server makes of a device's reports, and of what it reads to prove them. Spec: fumo 11,
/// field-notes 4.
class ReportsAtServerTest extends StagedServer {
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

  private static Command report(String correlator, String type, String source) {
    Meta meta = Meta.of("int", "org.openmobilealliance.dm.firmwareupdate." + type);
    Item item = Item.source(source, meta, Data.text("200"));
    return new Command.Alert(
        CmdId.of(9), "1226", Optional.of(new Correlator(correlator)), List.of(item));
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
}
