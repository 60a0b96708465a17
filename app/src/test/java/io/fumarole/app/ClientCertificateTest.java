package io.fumarole.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.user.User;
import io.fumarole.app.cli.Shown;
import io.fumarole.protocol.testing.Authority;
import io.fumarole.protocol.testing.Authority.Issued;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own agent and command line at a server that speaks https with certificates of an authority
/// of one's own, on both sides.
@Tag("slow")
class ClientCertificateTest {
  private static final String ID = "IMEI:350000000000017";

  @TempDir private Path directory;
  private Authority authority;
  private Issued own;
  private FumaroleServer server;

  @BeforeEach
  void start() throws Exception {
    authority = new Authority(directory, "root");
    Issued port = authority.issue("CN=server");
    own = authority.issue("CN=lamp 7, O=Acme");
    server =
        FumaroleServer.start(
            ServerSettings.of(directory.resolve("server"))
                .with("port", 0)
                .with("unknownDevices", "OPEN")
                .with(
                    Map.of(
                        "tls.certificate", port.certificate().toString(),
                        "tls.key", port.key().toString(),
                        "tls.clientCa", authority.root().toString())));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theAgentIsServedWithItsCertificateAndNotWithout() throws Exception {
    assertThat(run("device", "add", ID, "--profile", "open")).contains("added " + ID);
    assertThat(run("device", "certificate", ID, "--of", own.certificate().toString()))
        .isEqualTo(ID + " has to show the certificate of CN=lamp 7, O=Acme\n");
    assertThat(session(true)).isInstanceOf(SessionResult.Completed.class);
    assertThat(session(false)).isNotInstanceOf(SessionResult.Completed.class);
    assertThat(run("device", "certificate", ID, "--remove"))
        .isEqualTo(ID + " need not show a certificate\n");
    assertThat(session(false)).isInstanceOf(SessionResult.Completed.class);
  }

  private SessionResult session(boolean shows) throws Exception {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "device.id", ID,
                "device.manufacturer", "Northwind",
                "device.model", "NW-410",
                "factory.version", "2.3.0",
                "server.url", server.dmUrl(),
                "server.id", "fumarole",
                "server.device-auth.scheme", "none",
                "server.server-auth.scheme", "none",
                "server.tls.ca", authority.root().toString()));
    if (shows) {
      settings.put("server.tls.certificate", own.certificate().toString());
      settings.put("server.tls.key", own.key().toString());
    }
    AgentConfig config = AgentConfig.of(settings, directory.resolve("agent"));
    Surroundings surroundings =
        Surroundings.real(config, User.always(true), AgentLog.SILENT, Reboot.IN_PROCESS);
    try {
      return Agent.start(config, surroundings, Optional.empty()).runSession(new Start.Poll());
    } finally {
      surroundings.web().close();
    }
  }

  private String run(Object... command) throws Exception {
    Stream<Object> connection =
        Stream.of(
            "--server",
            server.url(),
            "--token",
            server.freshToken().orElseThrow(),
            "--ca",
            authority.root());
    return Shown.of(Stream.concat(Stream.of(command), connection).toArray()).text();
  }
}
