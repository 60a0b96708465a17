package io.fumarole.agent.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.testing.VirtualTime;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.Interaction.Input;
import io.fumarole.protocol.dm.session.Interaction.InputType;
import io.fumarole.protocol.dm.session.Interaction.Reply;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        .isEqualTo(Reply.of(new StatusCode(status)));
    assertThat(shown.toString(StandardCharsets.UTF_8)).isEqualTo("Update [31m now? [y/n] ");
  }

  @Test // MAXDT and DR of syncml-dm 5.1
  void silenceIsATimeOutOrTheDefaultAnswer() {
    assertThat(user(new Silence()).interact(question(Optional.empty()))).isEqualTo(Reply.TIMEOUT);
    assertThat(user(new Silence()).interact(question(Optional.of("1")))).isEqualTo(Reply.YES);
    assertThat(user(new Silence()).interact(question(Optional.of("0")))).isEqualTo(Reply.NO);
    assertThat(time.slept()).hasSize(3 * 50);
  }

  @ParameterizedTest // IT and MAXLEN of syncml-dm 5.1; what does not fit is asked again
  @CsvSource({
    "ALPHANUMERIC, too long, four, four",
    "NUMERIC, x, -12, -12",
    "DATE, 31022026, 28022026, 28022026",
    "TIME, 246000, 235959, 235959",
    "PHONE, a, +4917012, +4917012",
    "IPV4, 10.0.0.256, 10.0.0.1, 10.0.0.1",
  })
  void textIsAskedForUntilItFits(InputType type, String wrong, String right, String answer) {
    var input = new Input(type, Optional.of(type == InputType.ALPHANUMERIC ? 4 : 12), false);
    var user = user(new StringReader(wrong + "\n" + right + "\n"));
    assertThat(user.interact(input("1102", input, Optional.empty()))).isEqualTo(Reply.text(answer));
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("That is no answer. Which?");
  }

  @ParameterizedTest
  @CsvSource({
    "1103, 2, 200, 2",
    "1103, '1-2\n4\n0\n1', 200, 1",
    "1103, '', 214, ",
    "1104, '3, 1,3', 200, 3 1",
    "1104, '4\nx\n2', 200, 2",
    "1104, '', 214, ",
  })
  void choicesAreNumbers(String code, String lines, int status, String numbers) {
    List<String> answers = numbers == null ? List.of() : List.of(numbers.split(" "));
    var user = user(new StringReader(lines + "\n"));
    assertThat(user.interact(input(code, Input.ANY, Optional.empty())))
        .isEqualTo(new Reply(new StatusCode(status), answers));
    assertThat(shown.toString(StandardCharsets.UTF_8)).contains("2) two");
  }

  @Test
  void silenceIsTheDefaultChoiceOrText() {
    var silent = user(new Silence());
    assertThat(silent.interact(input("1102", Input.ANY, Optional.of("Bob"))))
        .isEqualTo(Reply.text("Bob"));
    assertThat(silent.interact(input("1103", Input.ANY, Optional.of("3"))).answers())
        .containsExactly("3");
    assertThat(silent.interact(input("1104", Input.ANY, Optional.of("1-3"))).answers())
        .containsExactly("1", "3");
    assertThat(silent.interact(input("1103", Input.ANY, Optional.of("4"))))
        .isEqualTo(Reply.TIMEOUT);
  }

  @Test
  void aPasswordIsNotAskedWhereAllCanReadIt() {
    var hidden = new Input(InputType.ALPHANUMERIC, Optional.empty(), true);
    assertThat(user(new Silence()).interact(input("1102", hidden, Optional.empty())))
        .isEqualTo(Reply.NOT_SUPPORTED);
  }

  @Test
  void policiesAnswerInPlaceOfAPerson() {
    Interaction choice = input("1103", Input.ANY, Optional.of("2"));
    assertThat(User.always(true).interact(choice).answers()).containsExactly("2");
    assertThat(User.always(true).interact(input("1103", Input.ANY, Optional.empty())))
        .isEqualTo(Reply.TIMEOUT);
    assertThat(User.always(false).interact(choice)).isEqualTo(Reply.CANCELLED);
    assertThat(User.absent().interact(choice)).isEqualTo(Reply.NOT_SUPPORTED);
    assertThat(User.absent().interact(question(Optional.of("1")))).isEqualTo(Reply.NOT_SUPPORTED);
    assertThat(User.absent().mayStart("dm.example")).isTrue();
  }

  private static Interaction input(String code, Input input, Optional<String> defaultResponse) {
    return new Interaction(
        code,
        "Which?",
        code.equals("1102") ? List.of() : List.of("one", "two", "three"),
        Optional.empty(),
        Optional.of(5),
        defaultResponse,
        input);
  }

  /// An escape character in the text must not reach the terminal.
  private static Interaction question(Optional<String> defaultResponse) {
    return new Interaction(
        "1101",
        "Update\u001B[31m now?",
        List.of(),
        Optional.empty(),
        Optional.of(5),
        defaultResponse,
        Input.ANY);
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
