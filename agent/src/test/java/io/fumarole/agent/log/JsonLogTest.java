package io.fumarole.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.testing.VirtualTime;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JsonLogTest {
  @Test
  void anEventIsOneLineOfJson() {
    var out = new ByteArrayOutputStream();
    new JsonLog(new PrintStream(out, true, StandardCharsets.UTF_8), new VirtualTime())
        .say("result", "code", 200, "why", "a \"quoted\"\nword");
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualToIgnoringNewLines(
            """
            {"time":"2026-01-01T00:00:00Z","event":"result","code":200,"why":"a \\"quoted\\"\\nword"}
            """);
  }
}
