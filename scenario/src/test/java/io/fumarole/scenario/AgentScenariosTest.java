package io.fumarole.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.user.User;
import io.fumarole.scenario.http.HttpListener;
import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.ScriptedServer;
import io.fumarole.scenario.play.Stagehand;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Odd servers against the real agent, over HTTP. `given` names settings of the agent, and with
/// `result` what must come of the session.
class AgentScenariosTest {
  @TempDir private Path directory;

  static Stream<Arguments> scenarios() {
    return ScenarioFiles.below("agent").stream()
        .flatMap(scenario -> scenario.variants().stream())
        .flatMap(s -> s.codings().stream().map(coding -> Arguments.of(s, coding)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("scenarios")
  void theAgentHoldsItsOwnAgainstOddServers(Scenario scenario, Coding coding) throws Exception {
    var server = new ScriptedServer(scenario, coding, Stagehand.NONE);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    SessionResult result;
    try (var http = HttpListener.open(address, server)) {
      String url = "http://127.0.0.1:" + http.port() + "/dm";
      result = agent(scenario, coding, url).runSession(new Start.Poll());
    }
    assertThat(server.verdict().map(Failure::text)).isEmpty();
    assertThat(result.toString()).contains(scenario.given().getOrDefault("result", "COMPLETE"));
  }

  private Agent agent(Scenario scenario, Coding coding, String url) throws Exception {
    Map<String, Object> settings = new HashMap<>();
    settings.put("device.id", "IMEI:1");
    settings.put("device.manufacturer", "Northwind");
    settings.put("device.model", "NW-410");
    settings.put("factory.version", "1.0");
    settings.put("data-directory", directory.toString());
    settings.put("server.url", url);
    settings.put("server.id", "dm.example");
    settings.put("server.encoding", coding == Coding.XML ? "xml" : "wbxml");
    settings.put("server.device-auth.name", "me");
    settings.put("server.device-auth.secret", "mine");
    settings.put("server.server-auth.secret", "yours");
    settings.put("server.device-auth.scheme", "none");
    settings.put("server.server-auth.scheme", "none");
    scenario
        .given()
        .forEach(
            (key, value) -> {
              if (!key.equals("result")) settings.put(KEYS.getOrDefault(key, key), value);
            });
    AgentConfig config = AgentConfig.of(settings, directory);
    return Agent.start(
        config,
        Surroundings.real(config, User.always(true), AgentLog.SILENT, Reboot.IN_PROCESS),
        Optional.empty());
  }

  /// Settings by the short names that scenarios give them.
  private static final Map<String, String> KEYS =
      Map.of(
          "device-auth", "server.device-auth.scheme",
          "server-auth", "server.server-auth.scheme",
          "largest-message", "limits.message",
          "largest-object", "limits.object");
}
