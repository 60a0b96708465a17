package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands that play scenarios and export sessions, against a real server over HTTP.
class ScenarioCommandTest {
  private static final String IDLE =
      """
      plays client
      codings xml wbxml
      set device IMEI:1
      nodes
        ./DevDetail/FwV 1.0

      == send
      Alert 1201
      Replace
        ./DevInfo/DevId data=${device}
        ./DevInfo/Mod data=NW-410
      == expect
      Status 200 for all
      Get .
      == send
      answers
      == expect
      Status 200 for SyncHdr
      """;

  @TempDir private Path directory;
  private FumaroleServer server;

  @BeforeEach
  void start() throws IOException {
    var settings =
        ServerSettings.of(directory.resolve("data")).with("port", 0).with("unknownDevices", "OPEN");
    server = FumaroleServer.start(settings, Lab.brought());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  @Test
  void aScenarioRunsAgainstAServerInBothCodings() throws Exception {
    Path file = write("idle.scenario", IDLE);
    Shown ran = Shown.of("scenario", "run", file, "--server", server.dmUrl());
    assertThat(ran.text()).contains("ok: " + file + ", xml", "ok: " + file + ", wbxml");
    assertThat(ran.code()).isZero();
  }

  @Test
  void aFailureShowsTheExpectationTheMessageAndItsOctets() throws Exception {
    Path file = write("wrong.scenario", IDLE.replace("Status 200 for all", "Status 212 for all"));
    Shown ran = Shown.of("scenario", "run", file, "--server", server.dmUrl(), "--coding", "xml");
    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.text())
        .contains("line 13: expected Status 212 for SyncHdr, but it is 200")
        .contains("What was heard:", "Its octets:", "3c 3f 78 6d 6c");
  }

  @Test
  void aTracedSessionIsExportedAndPlayedAgain() throws Exception {
    Shown.of("scenario", "run", write("idle.scenario", IDLE), "--server", server.dmUrl());
    Path exported = directory.resolve("session.scenario");
    Shown ran =
        Shown.of(
            "session",
            "export",
            "last",
            "--out",
            exported,
            "--server",
            server.url(),
            "--data",
            directory.resolve("data"));
    assertThat(ran.text()).contains("session replay " + exported);
    assertThat(exported).content().contains("plays client", "codings wbxml", "== send");
    assertThat(exported).hasContent(offered());
    Shown again =
        Shown.of(
            "session", "replay", exported, "--server", server.dmUrl(), "--set", "device=IMEI:2");
    assertThat(again.text()).contains("ok: " + exported + ", wbxml");
  }

  /// The same session as the server itself gives it out.
  private String offered() throws IOException {
    var api =
        new ApiClient(server.url(), Files.readString(directory.resolve("data/api-token")).strip());
    String key = api.get("/sessions?limit=1").at("/sessions/0/session").asString();
    var scenario = new ByteArrayOutputStream();
    api.download("/sessions/" + key + "/scenario?as=client", scenario);
    return scenario.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aScriptedServerListensForADevice() throws Exception {
    Path file =
        write(
            "server.scenario",
            """
            plays server
            == expect
            Alert 1201
            == send
            Status 200 for all
            """);
    Shown alone = Shown.of("scenario", "run", file, "--listen", 0, "--wait", 0);
    assertThat(alone.code()).isEqualTo(1);
    assertThat(alone.text()).contains("listening at http://127.0.0.1:", "the device did not come");
  }

  @Test
  void aMistakeSaysWhatToDoInstead() throws Exception {
    Path client = write("client.scenario", IDLE);
    Path asks = write("asks.scenario", "plays client\naccount a name=b\n== send\nCred md5 a\n");
    assertMistake("say --server", client);
    assertMistake("say http://host:port/dm", client, "--server", "localhost");
    assertMistake("is the server running?", client, "--server", "http://127.0.0.1:1/dm");
    assertMistake("say --secret a=", asks, "--server", server.dmUrl());
    assertMistake("no scenario at", directory.resolve("none"));
  }

  private static void assertMistake(String words, Object... args) {
    Object[] all = new Object[args.length + 2];
    all[0] = "scenario";
    all[1] = "run";
    System.arraycopy(args, 0, all, 2, args.length);
    Shown ran = Shown.of(all);
    assertThat(ran.text()).contains(words);
    assertThat(ran.code()).isEqualTo(2);
  }
}
