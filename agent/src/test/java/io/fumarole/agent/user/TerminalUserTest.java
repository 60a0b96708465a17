package io.fumarole.agent.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.testing.VirtualTime;
import io.fumarole.protocol.dm.session.ManagedDevice.Interaction;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalUserTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final VirtualTime time = new VirtualTime();

  @ParameterizedTest
  @CsvSource({"y, 200", "Yes, 200", "n, 304", "what, 304", "'', 304"})
  void theLineThatIsTypedIsTheAnswer(String line, int status) {
    assertThat(user(new StringReader(line + "\n")).interact(question(Optional.empty())))
        .isEqualTo(new StatusCode(status));
    assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("Update [31m now? [y/n] ");
  }

  @Test // MAXDT and DR of syncml-dm 5.1
  void silenceIsATimeOutOrTheDefaultAnswer() {
    assertThat(user(new Silence()).interact(question(Optional.empty())))
        .isEqualTo(StatusCode.TIMEOUT);
    assertThat(user(new Silence()).interact(question(Optional.of("1")))).isEqualTo(StatusCode.OK);
    assertThat(user(new Silence()).interact(question(Optional.of("0"))))
        .isEqualTo(StatusCode.NOT_MODIFIED);
    assertThat(time.slept()).hasSize(3 * 50);
  }

  @Test
  void otherInteractionsAreNotSupported() {
    var input =
        new Interaction("1102", "Name?", Optional.empty(), Optional.empty(), Optional.empty());
    assertThat(user(new Silence()).interact(input)).isEqualTo(StatusCode.NOT_SUPPORTED);
  }

  /// An escape character in the text must not reach the terminal.
  private static Interaction question(Optional<String> defaultResponse) {
    return new Interaction(
        "1101", "Update\u001B[31m now?", Optional.empty(), Optional.of(5), defaultResponse);
  }

  private TerminalUser user(Reader in) {
    return new TerminalUser(
        new BufferedReader(in), new PrintStream(shown, true, StandardCharsets.UTF_8), time);
  }

  /// Someone who types nothing.
  private static final class Silence extends Reader {
    @Override
    public int read(char[] target, int offset, int length) throws IOException {
      throw new IOException("nothing was typed");
    }

    @Override
    public boolean ready() {
      return false;
    }

    @Override
    public void close() {}
  }
}
