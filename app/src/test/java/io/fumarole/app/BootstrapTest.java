package io.fumarole.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.account.Bootstrapping.Taken;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.NotificationListener;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.user.User;
import io.fumarole.app.cli.Shown;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A device without an account gets one from the server, and holds its first session with it.
@Tag("slow")
class BootstrapTest {
  private static final String ID = "IMEI:350000000000017";
  private static final String IMSI = "240991234567890";

  @TempDir private Path directory;
  private FumaroleServer server;
  private String token = "";

  @BeforeEach
  void start() throws Exception {
    ServerSettings settings = ServerSettings.of(directory.resolve("server")).with("port", 0);
    server = FumaroleServer.start(settings);
    token = server.freshToken().orElseThrow();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"cp, userpin", "cp, usernetwpin", "dm, netwpin", "dm, usernetwpin"})
  void theFirstSessionAfterABootstrapByHandSucceeds(String profile, String sec) throws Exception {
    Path file = directory.resolve("boot.push");
    Shown shown =
        run(
            "--print",
            "--out",
            file.toString(),
            "--profile",
            profile,
            "--sec",
            sec,
            "--pin",
            "4711",
            "--imsi",
            IMSI);
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("was added", "secret", "serverSecret", "sms");
    WspPush push = WspPush.parse(Octets.wrap(Files.readAllBytes(file)));
    AgentConfig config = config(false);
    assertThat(Agent.bootstrapByHand(config, new RealDisk(), push, false))
        .isEqualTo(new Taken.Accepted("fumarole", true));
    try (var around = around(config)) {
      Agent agent = Agent.start(config, around.surroundings(), Optional.empty());
      assertSessionSucceeds(agent);
    }
  }

  @Test
  void theFirstSessionAfterABootstrapFromTheAirSucceeds() throws Exception {
    Path file = directory.resolve("boot.push");
    assertThat(run("--out", file.toString(), "--pin", "4711").code()).isZero();
    AgentConfig config = config(true);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var around = around(config)) {
      Agent agent = Agent.start(config, around.surroundings(), Optional.empty());
      assertThat(agent.runSession(new Start.Poll())).isInstanceOf(SessionResult.NotStarted.class);
      try (var listener = NotificationListener.open(address, agent.starts(), AgentLog.SILENT);
          var socket = new DatagramSocket()) {
        byte[] octets = Files.readAllBytes(file);
        socket.send(
            new DatagramPacket(octets, octets.length, address.getAddress(), listener.port()));
        Start heard = agent.starts().poll(30, TimeUnit.SECONDS);
        assertThat(heard).isInstanceOf(Start.Bootstrap.class);
        agent.bootstrap(((Start.Bootstrap) heard).push());
        // Whoever sends a bootstrap message hears nothing back, be it taken or not.
        socket.setSoTimeout(100);
        assertThatThrownBy(() -> socket.receive(new DatagramPacket(new byte[1], 1)))
            .isInstanceOf(SocketTimeoutException.class);
      }
      // It calls its new server by itself.
      assertThat(agent.starts().poll()).isEqualTo(new Start.Poll());
      assertSessionSucceeds(agent);
    }
  }

  @ParameterizedTest
  @CsvSource({"cp, characteristic", "dm, ./Inbox"})
  void decodeShowsThePushAndWhatItCarries(String profile, String expected) {
    Path file = directory.resolve("boot.push");
    run("--out", file.toString(), "--pin", "4711", "--profile", profile);
    Shown shown = Shown.of("decode", file);
    assertThat(shown.code()).isZero();
    assertThat(shown.out()).contains("PDU type Push", "SEC=1", expected);
  }

  @Test
  void aDeviceThatHasAccountsKeepsThemUnlessItIsSaidOtherwise() {
    assertThat(run("--print", "--pin", "4711").code()).isZero();
    Device before = device();
    Shown again = run("--print", "--pin", "4711");
    assertThat(again.code()).isNotZero();
    assertThat(again.err()).contains("has accounts already");
    assertThat(device()).isEqualTo(before);
    assertThat(run("--print", "--pin", "4711", "--replace").code()).isZero();
    assertThat(device().client()).isNotEqualTo(before.client());
  }

  @Test
  void whatCannotBeMadeChangesNothing() throws Exception {
    assertThat(run("--print", "--sec", "netwpin").err()).contains("NETWPIN needs the IMSI");
    assertThat(run("--print", "--sec", "userpinmac").err()).contains("not supported");
    assertThat(run("--print", "--pin", "12ab").err()).contains("a PIN has 1 to 16 digits");
    assertThat(run("--print", "--model-profile", "open").err()).contains("no credentials");
    assertThat(run("--print", "--model-profile", "none").err()).contains("no profile");
    assertThat(run().err()).contains("say --print or --out");
    Path file = Files.createFile(directory.resolve("there"));
    assertThat(run("--out", file.toString()).err()).contains("exists");
    assertThat(server.stores().devices().find(new DeviceId(ID))).isEmpty();
  }

  private void assertSessionSucceeds(Agent agent) throws Exception {
    assertThat(agent.runSession(new Start.Poll())).isInstanceOf(SessionResult.Completed.class);
    // Read from the device, which happens only once both sides have shown who they are.
    assertThat(device().get("Mod")).contains("NW-410");
    assertThat(device().nonceCounter()).isPositive();
    assertThat(device().client().flatMap(it -> it.secret())).isEmpty();
  }

  private Device device() {
    return server.stores().devices().find(new DeviceId(ID)).orElseThrow();
  }

  private AgentConfig config(boolean accept) {
    return AgentConfig.of(
        Map.of(
            "device.id", ID,
            "device.manufacturer", "Northwind",
            "device.model", "NW-410",
            "factory.version", "2.3.0",
            "bootstrap.accept", accept,
            "bootstrap.pin", "4711",
            "bootstrap.imsi", IMSI),
        directory);
  }

  /// @param surroundings the real ones
  private record Around(Surroundings surroundings) implements AutoCloseable {
    @Override
    public void close() {
      surroundings.web().close();
    }
  }

  private static Around around(AgentConfig config) throws Exception {
    return new Around(
        Surroundings.real(config, User.always(true), AgentLog.SILENT, Reboot.IN_PROCESS));
  }

  private Shown run(String... options) {
    List<String> arguments = new ArrayList<>(List.of("bootstrap", ID));
    arguments.addAll(List.of("--server", server.url(), "--token", token));
    arguments.addAll(Arrays.asList(options));
    return Shown.of(arguments.toArray());
  }
}
