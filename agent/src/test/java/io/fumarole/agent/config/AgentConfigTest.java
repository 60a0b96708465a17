package io.fumarole.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.agent.config.AgentConfig.FumoNode;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "device.id", "IMEI:1",
          "device.manufacturer", "Example",
          "device.model", "Lamp",
          "factory.version", "1.0",
          "server.url", "http://127.0.0.1:8080/dm",
          "server.id", "fumarole",
          "server.device-auth.secret", "tea",
          "server.server-auth.secret", "milk");

  @TempDir private Path directory;

  @Test
  void theLeastThatMustBeSetIsEnough() {
    AgentConfig config = AgentConfig.of(LEAST, directory);
    assertThat(config.fumo().nodes()).containsExactlyInAnyOrder(FumoNode.values());
    assertThat(config.fumo().execStatus()).isEqualTo(StatusCode.ACCEPTED);
    assertThat(config.server().device().scheme()).isEqualTo(AuthScheme.MD5);
    assertThat(config.server().device().account().name()).isEqualTo("IMEI:1");
    assertThat(config.server().server().account().name()).isEqualTo("fumarole");
    assertThat(config.poll().interval()).isEqualTo(Duration.ofHours(24));
    assertThat(config.dataDirectory()).isEqualTo(directory.toAbsolutePath().resolve("agent-data"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          device.id               |            | device.id = "": must be set
          server.encoding         | json       | server.encoding = "json": must be one of xml, wbxml
          server.url              | ftp://x    | server.url = "ftp://x": must be an address that starts with http:// or https://
          server.device-auth.secret |          | server.device-auth.secret = (hidden): must be set, or server.device-auth.scheme be none
          notification.port       | 70000      | notification.port = "70000": must be a whole number from 0 to 65535
          limits.message          | 1 KiB      | limits.message = "1 KiB": must be a size from 2048 to 1048576 octets, such as 64 KiB
          poll.interval           | soon       | poll.interval = "soon": must be a duration from 0s to 8784h, such as 30 s
          poll.jitter             | 2          | poll.jitter = "2": must be a number from 0 to 1
          user-interaction        | maybe      | user-interaction = "maybe": must be one of ask, accept, decline, none
          verify.allow-unsigned   | perhaps    | verify.allow-unsigned = "perhaps": must be true or false
          fumo.exec-status        | 201        | fumo.exec-status = "201": must be 200 or 202
          fumo.uri                | a//b       | fumo.uri = "a//b": must be a node address such as ./FwUpdate
          sever.url               | http://x   | sever.url = "http://x": is no setting of the agent
          """)
  void aMistakeIsOneLineThatSaysWhatIsAllowed(String key, String value, String line) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put(key, value == null ? "" : value);
    assertThatThrownBy(() -> AgentConfig.of(values, directory))
        .isInstanceOf(ConfigMistake.class)
        .hasMessage(line);
  }

  @Test
  void aMissingFileIsNamed() {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put("server.tls.ca", "ca.pem");
    assertThatThrownBy(() -> AgentConfig.of(values, directory))
        .hasMessage(
            "server.tls.ca = \"ca.pem\": must name a file that can be read; looked at "
                + directory.toAbsolutePath().resolve("ca.pem"));
  }

  @Test
  void aFileThatIsNoHoconIsNamedWithItsLine() throws IOException {
    Path file = Files.writeString(directory.resolve("agent.conf"), "device {\n id = ]\n");
    assertThatThrownBy(() -> AgentConfig.read(file))
        .isInstanceOf(ConfigMistake.class)
        .hasMessageContaining("agent.conf: 2:")
        .hasMessageNotContaining("\n");
    assertThatThrownBy(() -> AgentConfig.read(directory.resolve("none.conf")))
        .hasMessageContaining("none.conf");
  }
}
