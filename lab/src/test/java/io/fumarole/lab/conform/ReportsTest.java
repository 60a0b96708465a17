package io.fumarole.lab.conform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

class ReportsTest {
  private static final Evidence HEARD =
      new Evidence("device", "POST /dm", "Alert 1226 <b>&\u0001", "0201A0", 3);

  private static final Report REPORT =
      new Report(
          "device",
          Map.of("model", "Lamp <2>"),
          "the device stopped answering in case c",
          List.of(
              result("a", Verdict.PASS, ""),
              result("b", Verdict.FAIL, "expected <Alert> \"x\""),
              result("c", Verdict.NOT_APPLICABLE, "no node"),
              result("d", Verdict.INCONCLUSIVE, "not played")));

  private static Result result(String id, Verdict verdict, String why) {
    return new Result(
        id,
        "What " + id + " is",
        "Group",
        List.of("FUMO 6"),
        "",
        verdict,
        why,
        7,
        1_500,
        List.of(HEARD));
  }

  @Test
  void theSummaryCountsEveryVerdict() {
    assertThat(REPORT.summary()).isEqualTo("1 pass, 1 fail, 1 not applicable, 1 inconclusive");
    assertThat(REPORT.isClean()).isFalse();
    assertThat(new Report("device", Map.of(), "", List.of(result("a", Verdict.PASS, ""))).isClean())
        .isTrue();
  }

  @Test
  void theBuildServersReportIsXmlWithEachVerdictInItsPlace() throws Exception {
    byte[] xml = JUnitReport.of(REPORT).getBytes(StandardCharsets.UTF_8);
    Element suite =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("5");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    assertThat(suite.getAttribute("errors")).isEqualTo("1");
    assertThat(suite.getAttribute("skipped")).isEqualTo("2");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo("expected <Alert> \"x\"");
    assertThat(failure.getTextContent()).contains("Alert 1226 <b>&?");
    Element skipped = (Element) suite.getElementsByTagName("skipped").item(0);
    assertThat(skipped.getAttribute("message")).isEqualTo("not applicable: no node");
    assertThat(((Element) failure.getParentNode()).getAttribute("time")).isEqualTo("1.500");
  }

  @Test
  void thePageShowsVerdictsReasonsMessagesAndOctetsAndNothingOfAPeerAsMarkup() {
    String page = ReportPage.of(REPORT);
    assertThat(page)
        .contains("1 pass, 1 fail, 1 not applicable, 1 inconclusive")
        .contains("The run ended early: the device stopped answering in case c")
        .contains("Line 7: expected &lt;Alert&gt; &quot;x&quot;")
        .contains("Alert 1226 &lt;b&gt;&amp;")
        .contains("02 01 A0")
        .contains("Lamp &lt;2&gt;")
        .doesNotContain("<b>");
  }
}
