package io.fumarole.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioParserTest {
  @Test
  void readsHeadStepsAndWhatIsIndented() {
    Scenario scenario =
        ScenarioParser.parse(
            "a.scenario",
            """
            # a comment
            scenario "A title"
            plays server
            codings xml wbxml
            given auth=md5 deployment=none
            account device name=me secret="with blanks"
            set session 2f
            nodes
              ./DevDetail/FwV 1.0
              ./Fw type=urn:x

            == expect
            Alert 1201|1200
            == send
            Sequence
              Replace ./A data="a \\"b\\"" # and why
                ./B data=
              Exec ./A
            """);
    assertThat(scenario.title()).isEqualTo("A title");
    assertThat(scenario.plays()).isEqualTo(Scenario.Side.SERVER);
    assertThat(scenario.codings()).containsExactly(Coding.XML, Coding.WBXML);
    assertThat(scenario.given()).isEqualTo(Map.of("auth", "md5", "deployment", "none"));
    assertThat(scenario.accounts()).containsKey("device");
    assertThat(scenario.nodes())
        .containsEntry("./Fw", new Scenario.Leaf("", "node", "urn:x"))
        .containsEntry("./DevDetail/FwV", new Scenario.Leaf("1.0", "chr", ""));
    assertThat(scenario.steps()).hasSize(2);
    Row sequence = ((Step.Send) scenario.steps().get(1)).rows().getFirst();
    assertThat(sequence.line()).isEqualTo(15);
    assertThat(sequence.below().getFirst().get("data")).contains("a \"b\"");
    assertThat(sequence.below().getFirst().below().getFirst().words()).containsExactly("./B");
  }

  @Test
  void xmlIsOneLineHoweverItIsWritten() {
    Scenario scenario =
        ScenarioParser.parse(
            "a",
            "== send\n<Alert>\n  <CmdID>1</CmdID>\n  <Data>1201</Data>\n</Alert>\nAlert 1200\n");
    List<Row> rows = ((Step.Send) scenario.steps().getFirst()).rows();
    assertThat(rows).hasSize(2);
    assertThat(rows.getFirst().get("xml"))
        .contains("<Alert><CmdID>1</CmdID><Data>1201</Data></Alert>");
  }

  @Test
  void readsWhatIsFetched() {
    Scenario scenario =
        ScenarioParser.parse(
            "a", "== post ${report}\nheader X-A \"b = ${c}\"\nbody \"900 \"\n== head http://x\n");
    assertThat(scenario.steps())
        .containsExactly(
            new Step.Fetch(
                1,
                "POST",
                "${report}",
                List.of(new Step.Header(2, "X-A", "b = ${c}")),
                Optional.of("900 ")),
            new Step.Fetch(4, "HEAD", "http://x", List.of(), Optional.empty()));
  }

  @ParameterizedTest // every mistake names the file, the line, and what is allowed
  @CsvSource(
      delimiter = '|',
      value = {
        "plays both\\n== send | line 1: plays client, or plays server",
        "codings yaml\\n== send | line 1: 'yaml' is no coding: there are xml, wbxml",
        "scenarios x\\n== send | line 1: 'scenarios' is unknown in the head: scenario, covers",
        "\\n== shout | line 2: '== shout' is unknown: send",
        "== do wait\\nAlert 1 | line 2: nothing belongs below '== do wait'",
        "== send\\n  Alert 1201\\n Alert 1200 | line 3: indented less",
        "== send\\nAlert data=~a | line 2: the quote is not closed",
        "== send\\nAlert data=a data=b | line 2: 'data' stands twice",
        "set a\\n== send | line 1: set NAME VALUE",
        "account a secret=b\\n== send | line 1: account … name=…",
        "== get | line 1: == get URL",
        "== get http://x?a=~b c~ d | line 1: == get URL",
        "== get http://x\\nRange 1 | line 2: 'Range' is unknown below '== get': header NAME VALUE",
        "== get http://x\\nheader Range bytes=0-9 | line 2: text with = or blanks goes in quotes",
        "== get http://x\\nheader Range | line 2: header NAME VALUE",
        "== get http://x\\nheader a:b c | line 2: 'a:b' is no name of a header",
        "== get http://x\\nheader Connection close | line 2: 'Connection' is written by whoever",
        "== head http://x\\nbody 900 | line 2: '== head' carries no body: '== post' does",
        "== post http://x\\nbody 900 Success | line 2: body TEXT, once",
        "plays server\\n== get http://x | line 2: a server fetches nothing",
        "plays client | line 1: no steps"
      })
  void aMistakeIsToldWithItsLine(String text, String words) {
    String file = text.replace("\\n", "\n").replace('~', '"');
    assertThatThrownBy(() -> ScenarioParser.parse("bad.scenario", file))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("bad.scenario, ")
        .hasMessageContaining(words);
  }

  @Test
  void noFileCostsMoreThanItsLimits() {
    String deep = "== send\n" + nested(12);
    assertThatThrownBy(() -> ScenarioParser.parse("deep", deep)).hasMessageContaining("deeper");
    assertThatThrownBy(() -> ScenarioParser.parse("long", "#".repeat(ScenarioParser.LARGEST + 1)))
        .hasMessageContaining("cut it into several");
    assertThatThrownBy(() -> ScenarioParser.parse("many", "== send\n".repeat(3_000)))
        .hasMessageContaining("more steps");
    assertThatThrownBy(() -> ScenarioParser.parse("lines", "#\n".repeat(30_000)))
        .hasMessageContaining("more lines");
  }

  private static String nested(int depth) {
    var text = new StringBuilder();
    for (int i = 0; i < depth; i++) text.append(" ".repeat(i)).append("Sequence\n");
    return text.toString();
  }
}
