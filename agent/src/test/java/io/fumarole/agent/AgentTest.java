package io.fumarole.agent;

import static io.fumarole.agent.testing.ScriptedServer.add;
import static io.fumarole.agent.testing.ScriptedServer.ask;
import static io.fumarole.agent.testing.ScriptedServer.delete;
import static io.fumarole.agent.testing.ScriptedServer.exec;
import static io.fumarole.agent.testing.ScriptedServer.get;
import static io.fumarole.agent.testing.ScriptedServer.replace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.download.Progress;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.testing.Bundles;
import io.fumarole.agent.testing.FileServer;
import io.fumarole.agent.testing.FullDisk;
import io.fumarole.agent.testing.ScriptedServer;
import io.fumarole.agent.testing.VirtualTime;
import io.fumarole.agent.update.HealthCheck;
import io.fumarole.agent.user.User;
import io.fumarole.agent.web.HttpWeb;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.SigningKey;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.notification.Initiator;
import io.fumarole.protocol.dm.notification.Notification;
import io.fumarole.protocol.dm.notification.Package0;
import io.fumarole.protocol.dm.notification.UiMode;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
  private static final String URL = "./FwUpdate/DownloadAndUpdate/PkgURL";

  private final SigningKey key = SigningKey.generate(new SecureRandom());
  private final byte[] image = Bundles.image(200_000, 3);
  private final ScriptedServer server = new ScriptedServer();
  private final VirtualTime time = new VirtualTime();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Object> settings = new HashMap<>();
  private User user = User.always(true);
  @TempDir private Path directory;
  private FileServer files;
  private byte[] bundle = new byte[0];

  @BeforeEach
  void prepare() throws IOException {
    files = new FileServer();
    bundle = new Bundles(directory.resolve("made"), key).sign(image, Bundles.draft("2.0", 2));
    files.serve("/pkg", bundle, "application/octet-stream", "\"1\"");
    Path pem = directory.resolve("key.pem");
    Keys.write(key.verifyingKey(), pem);
    settings.putAll(
        Map.of(
            "device.id",
            "IMEI:1",
            "device.manufacturer",
            Bundles.VENDOR,
            "device.model",
            Bundles.MODEL,
            "device.hardware",
            Bundles.HARDWARE,
            "factory.version",
            "1.0",
            "factory.sequence",
            1,
            "server.url",
            "http://127.0.0.1/dm",
            "server.id",
            "fumarole",
            "verify.trusted-keys",
            List.of(pem.toString())));
    settings.put("server.device-auth.scheme", "none");
    settings.put("server.server-auth.scheme", "none");
    settings.put("server.server-auth.secret", "milk");
  }

  @AfterEach
  void close() {
    files.close();
    http.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"xml", "wbxml"})
  void anOrderedUpdateIsDoneAndReported(String encoding) throws Exception {
    settings.put("server.encoding", encoding);
    Agent agent = agent();
    server.next(
        get("./DevDetail/FwV"),
        replace(URL, files.url("/pkg")),
        exec("./FwUpdate/DownloadAndUpdate", "c-1"));
    assertThat(agent.runSession(new Start.Poll())).isInstanceOf(SessionResult.Completed.class);
    assertThat(server.results()).containsExactly("1.0");
    assertThat(server.statuses("Exec")).containsExactly("202");
    assertThat(agent.fumoState()).isEqualTo(FumoState.DOWNLOAD_PROGRESSING);

    assertThat(agent.performPending())
        .isEqualTo(io.fumarole.agent.update.DeviceOperations.Progress.ENDED);
    assertThat(agent.runningVersion()).isEqualTo("2.0");
    assertThat(agent.slots().image(agent.booted())).hasBinaryContent(image);

    server.next(get("./FwUpdate/State"), get("./DevDetail/FwV"));
    agent.runSession(new Start.Poll());
    assertThat(server.alerts()).containsExactly("downloadandupdate c-1 200");
    assertThat(server.results()).containsExactly("1.0", "90", "2.0");
    assertThat(agent.state().reports()).isEmpty();
    assertThat(agent.fumoState()).isEqualTo(FumoState.UPDATE_SUCCESSFUL_NO_DATA);
  }

  @Test
  void theInboxIsThereAndTakesNothingFromASession() throws Exception {
    Item item = Item.target("./Inbox/a", Meta.format("chr"), Data.text("x"));
    server.next(get("./Inbox"), add(item), get("./Inbox?prop=Type"));
    agent().runSession(new Start.Poll());
    assertThat(server.statuses("Get")).containsExactly("405", "200");
    assertThat(server.statuses("Add")).containsExactly("405");
    assertThat(server.results()).containsExactly("urn:oma:mo:oma-dm-inbox:1.0");
  }

  @Test
  void whatWasOrderedSurvivesARestartRightAfterTheSession() throws Exception {
    server.next(replace(URL, files.url("/pkg")), exec("./FwUpdate/DownloadAndUpdate", "c-1"));
    agent().runSession(new Start.Poll());
    Agent again = agent();
    again.performPending();
    assertThat(again.runningVersion()).isEqualTo("2.0");
  }

  @Test // what the server was not told, did not happen: it repeats it, and nothing runs twice
  void anOrderCountsFromTheMomentItsStatusLeaves() throws Exception {
    server.next(replace(URL, files.url("/pkg")), exec("./FwUpdate/DownloadAndUpdate", "c-1"));
    server.next(ScriptedServer.CUT);
    Agent agent = agent();
    assertThat(agent.runSession(new Start.Poll())).isInstanceOf(SessionResult.Failed.class);
    assertThat(agent().state().order()).isPresent();
  }

  /// The disk has no room for the state in which the address stands.
  @Test
  void aSessionThatCouldNotBeSavedLeavesNothingInTheTreeOfTheNext() throws Exception {
    var disk = new FullDisk(1 << 20, 0);
    Agent agent = agent(disk);
    agent.runSession(new Start.Poll());
    server.next(replace(URL, "http://127.0.0.1:1/" + "x".repeat(30_000)));
    disk.leave(30_000);
    assertThat(agent.runSession(new Start.Poll())).isInstanceOf(SessionResult.Failed.class);
    disk.leave(1 << 20);
    server.next(get(URL), replace(URL, "http://127.0.0.1:1/short"), get(URL));
    agent.runSession(new Start.Poll());
    server.next(get(URL));
    agent.runSession(new Start.Poll());
    assertThat(server.results())
        .containsExactly("", "http://127.0.0.1:1/short", "http://127.0.0.1:1/short");
  }

  @Test
  void aReportStaysUntilTheServerAcknowledgesIt() throws Exception {
    Agent agent = agent();
    server.next(
        replace(URL, "http://127.0.0.1:1/none"), exec("./FwUpdate/DownloadAndUpdate", "c-1"));
    agent.runSession(new Start.Poll());
    agent.performPending();
    server.next(ScriptedServer.CUT);
    agent.runSession(new Start.Poll());
    assertThat(agent.state().reports()).hasSize(1);
    server.answerAlertsWith("500");
    agent.runSession(new Start.Poll());
    assertThat(agent.state().reports()).hasSize(1);
    server.answerAlertsWith("202");
    agent().runSession(new Start.Poll());
    assertThat(agent().state().reports()).isEmpty();
    assertThat(server.alerts()).hasSize(3).containsOnly("downloadandupdate c-1 412");
  }

  @Test
  void execIsRefusedWithoutAnAddressWithoutAPackageAndWhileBusy() throws Exception {
    Agent agent = agent();
    server.next(
        exec("./FwUpdate/Download", "a"),
        exec("./FwUpdate/Update", "b"),
        replace(URL, files.url("/pkg")),
        exec("./FwUpdate/Download", "c"),
        exec("./FwUpdate/DownloadAndUpdate", "d"),
        exec("./FwUpdate/DownloadAndUpdate", "e"),
        exec("./FwUpdate/Nothing", "f"),
        exec("./DevInfo/Man", "g"));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Exec"))
        .containsExactly("405", "405", "405", "202", "403", "404", "425");
  }

  @Test
  void aPackageArrivesInChunksAndIsInstalledOnUpdate() throws Exception {
    settings.put("limits.message", "512 KiB");
    Agent agent = agent();
    int half = bundle.length / 2;
    Meta first = Meta.format("bin").withSize(bundle.length);
    server.next(replace(chunk(first, 0, half).withMoreData()));
    server.next(replace(chunk(Meta.format("bin"), half, bundle.length)), get("./FwUpdate/State"));
    server.next(exec("./FwUpdate/Update", "u-1"));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Replace")).containsExactly("213", "200");
    assertThat(server.results()).containsExactly("50");
    agent.performPending();
    agent.runSession(new Start.Poll());
    assertThat(server.alerts()).containsExactly("update u-1 200");
    assertThat(agent.runningVersion()).isEqualTo("2.0");
  }

  private Item chunk(Meta meta, int from, int to) {
    return Item.target(
        "./FwUpdate/Update/PkgData", meta, Data.octets(Octets.copyOf(bundle, from, to)));
  }

  @Test
  void aPackageInOneMessageIsTakenAndClearedAgain() throws Exception {
    settings.put("server.encoding", "xml");
    Agent agent = agent();
    byte[] small = new byte[600];
    String base64 = java.util.Base64.getEncoder().encodeToString(small);
    Meta meta = Meta.format("b64");
    server.next(
        replace(Item.target("./FwUpdate/Update/PkgData", meta, Data.text(base64))),
        get("./FwUpdate/State"),
        get("./FwUpdate/Update/PkgData"),
        replace(Item.target("./FwUpdate/Update/PkgData", meta, Data.empty())),
        get("./FwUpdate/State"));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Replace")).containsExactly("200", "200");
    assertThat(server.results()).containsExactly("50", "10");
    assertThat(server.statuses("Get")).containsExactly("200", "405", "200");
  }

  @Test
  void aPackageThatFindsNoRoomIsRefusedBeforeItIsSent() throws Exception {
    Agent agent = agent(new FullDisk(100_000, 0));
    Meta first = Meta.format("bin").withSize(bundle.length);
    server.next(replace(chunk(first, 0, 1_000).withMoreData()));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Replace")).containsExactly("420");
    assertThat(agent.fumoState()).isEqualTo(FumoState.IDLE);
  }

  @Test // create-object of the worked examples
  void anAbsentObjectIsAddedAndExecuted() throws Exception {
    settings.put("fumo.present", false);
    settings.put("fumo.uri", "./FwUpdate/FwPkg2");
    Agent agent = agent();
    String root = "./FwUpdate/FwPkg2";
    server.next(
        replace(root + "/DownloadAndUpdate/PkgURL", "x"),
        add(Item.target(root, Meta.of("node", "urn:oma:mo:oma-fumo:1.0"), Optional.empty())),
        add(Item.target(root + "/DownloadAndUpdate", Meta.format("node"), Optional.empty())),
        add(
            Item.target(
                root + "/DownloadAndUpdate/PkgURL",
                Meta.format("chr"),
                Data.text(files.url("/pkg")))),
        get(root + "/State"),
        exec(root + "/DownloadAndUpdate", "c-1"));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Replace")).containsExactly("404");
    assertThat(server.statuses("Add")).containsExactly("200", "200", "200");
    assertThat(server.results()).containsExactly("10");
    assertThat(server.statuses("Exec")).containsExactly("202");
    agent.performPending();
    server.next(delete(root), get(root));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Delete")).containsExactly("200");
    assertThat(server.statuses("Get")).containsExactly("200", "404");
  }

  @Test
  void nodesThatTheDeviceDoesNotHaveAreNotThere() throws Exception {
    settings.put("fumo.nodes", List.of("DownloadAndUpdate"));
    Agent agent = agent();
    server.next(
        exec("./FwUpdate/Download", "a"),
        replace("./FwUpdate/Download/PkgURL", "x"),
        add(Item.target("./FwUpdate/Update", Meta.format("node"), Optional.empty())));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Exec")).containsExactly("404");
    assertThat(server.statuses("Replace")).containsExactly("404");
    assertThat(server.statuses("Add")).containsExactly("405");
  }

  @Test
  void theUsersWordIsAsked() throws Exception {
    user = User.always(false);
    Agent agent = agent();
    server.next(ask("Update now?"));
    agent.runSession(new Start.Poll());
    assertThat(server.statuses("Alert")).containsExactly("304");
  }

  @Test
  void aRequestGoesWithTheSession() throws Exception {
    agent().runSession(new Start.Request(AlertType.USER_REQUEST));
    assertThat(server.alerts()).containsExactly("userrequest - ");
  }

  @Test
  void aNotificationOpensTheSessionThatItNamesOnce() throws Exception {
    Agent agent = agent();
    Account account = Account.of("fumarole", "milk");
    Package0 package0 =
        Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0x1A4, "fumarole")
            .sign(account, Octets.EMPTY);
    assertThat(agent.runSession(new Start.Notified(package0)))
        .isInstanceOf(SessionResult.Completed.class);
    assertThat(server.heard().getFirst().header().sessionId()).isEqualTo("1A4");
    assertThat(server.heard().getFirst().commands().getFirst())
        .isInstanceOfSatisfying(
            Command.Alert.class, alert -> assertThat(alert.code()).isEqualTo("1200"));
    assertThat(agent.runSession(new Start.Notified(package0)))
        .isEqualTo(new SessionResult.NotStarted("a repeated notification"));
  }

  @Test
  void aNotificationOfAStrangerIsIgnored() throws Exception {
    Package0 wrongSecret =
        Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 1, "fumarole")
            .sign(Account.of("fumarole", "water"), Octets.EMPTY);
    Package0 otherServer =
        Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 1, "other")
            .sign(Account.of("other", "milk"), Octets.EMPTY);
    Agent agent = agent();
    assertThat(agent.runSession(new Start.Notified(wrongSecret)))
        .isEqualTo(new SessionResult.NotStarted("the digest is wrong"));
    assertThat(agent.runSession(new Start.Notified(otherServer)))
        .isEqualTo(new SessionResult.NotStarted("unknown server other"));
    assertThat(server.heard()).isEmpty();
  }

  @Test
  void aUserWhoSaysNoGetsNoSession() throws Exception {
    user = User.always(false);
    Package0 package0 =
        Notification.of(UiMode.USER_INTERACTION, Initiator.SERVER, 7, "fumarole")
            .sign(Account.of("fumarole", "milk"), Octets.EMPTY);
    assertThat(agent().runSession(new Start.Notified(package0)))
        .isEqualTo(new SessionResult.NotStarted("the user said no"));
  }

  @Test
  void theLoopReportsForEverAndPollsInBetween() throws Exception {
    settings.put("poll.interval", "1 h");
    settings.put("poll.jitter", 0.5);
    AgentConfig config = AgentConfig.of(settings, directory);
    Surroundings around = around(new RealDisk());
    Agent agent = Agent.start(config, around, Optional.empty());
    server.next(replace(URL, files.url("/pkg")), exec("./FwUpdate/DownloadAndUpdate", "c-1"));
    server.next(List.of());
    for (int i = 0; i < 5; i++) server.next(ScriptedServer.CUT);
    server.next(List.of());
    server.onHeard(9, () -> agent.offer(new Start.Stop()));
    assertThat(new AgentLoop(agent, config, around).run()).isEqualTo(AgentLoop.Exit.STOPPED);
    assertThat(server.alerts()).hasSize(6).containsOnly("downloadandupdate c-1 200");
    assertThat(agent.state().reports()).isEmpty();
  }

  @Test // its digest need not fit again: the session may have changed the nonce
  void aSessionThatANotificationAskedForIsTriedAgainAsTheDevicesOwn() throws Exception {
    AgentConfig config = AgentConfig.of(settings, directory);
    Surroundings around = around(new RealDisk());
    Agent agent = Agent.start(config, around, Optional.empty());
    agent.offer(
        new Start.Notified(
            Notification.of(UiMode.BACKGROUND, Initiator.SERVER, 0x1A4, "fumarole")
                .sign(Account.of("fumarole", "milk"), Octets.EMPTY)));
    server.next(ScriptedServer.CUT);
    server.onHeard(2, () -> agent.offer(new Start.Stop()));
    new AgentLoop(agent, config, around).run();
    assertThat(server.heard())
        .extracting(message -> ((Command.Alert) message.commands().getFirst()).code())
        .containsExactly("1200", "1201");
  }

  private Agent agent() throws IOException {
    return agent(new RealDisk());
  }

  private Agent agent(Disk disk) throws IOException {
    return Agent.start(AgentConfig.of(settings, directory), around(disk), Optional.empty());
  }

  private Surroundings around(Disk disk) {
    return new Surroundings(
        disk,
        server,
        new HttpWeb(http),
        time,
        new Random(1),
        () -> Octets.utf8("nonce"),
        user,
        AgentLog.SILENT,
        Progress.NONE,
        TrustedKeys.NONE,
        HealthCheck.STARTED,
        Reboot.IN_PROCESS,
        Mishaps.NONE);
  }
}
