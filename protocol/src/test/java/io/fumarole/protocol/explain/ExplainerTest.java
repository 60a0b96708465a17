package io.fumarole.protocol.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.explain.SessionArrows.Spoken;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainerTest {
  @Test
  void explainsTheCombinedFlow() {
    GoldenText.assertSame(text(Sessions.combined()), "combined.txt");
  }

  @Test
  void explainsAReportAndWhatTheServerReadsAfterIt() {
    GoldenText.assertSame(text(Sessions.report("200", "100")), "report.txt");
  }

  @Test
  void explainsAChallengeAndALargeObject() {
    GoldenText.assertSame(text(Sessions.largeObjectAfterChallenge()), "large-object.txt");
  }

  @Test
  void pointsOutWhatIsRefusedOddOrAtOddsAndHidesSecrets() {
    GoldenText.assertSame(text(Sessions.oddities()), "oddities.txt");
  }

  @Test
  void asksForAttentionWhenAReportIsAFailure() {
    Spoken report = Sessions.report("404", "20").getFirst();
    List<Line> lines = Explainer.lines(report.message(), report.direction());
    assertThat(lines)
        .filteredOn(Line::attention)
        .singleElement()
        .extracting(Line::note)
        .hasToString("Optional[download and update have ended: Failed Package Validation]");
  }

  @Test
  void explainsAStatusWithoutKnowingWhatWasSaidBefore() {
    Spoken answer = Sessions.oddities().get(1);
    assertThat(Explainer.lines(answer.message(), answer.direction()))
        .extracting(Line::text)
        .contains("Status 5 → Replace 6 (server's message 1): 200 OK");
  }

  @Test
  void neverShowsCredentialsNoncesOrSecrets() {
    String all =
        text(Sessions.combined())
            + text(Sessions.largeObjectAfterChallenge())
            + text(Sessions.oddities());
    assertThat(all)
        .doesNotContain("tEwwU3VE", "19tGGrXB", "DFEup6B4", "do-not-show", "hush")
        .doesNotContain("\u001B", "\u009B", "\u202E");
  }

  private static String text(List<Spoken> session) {
    return IntStream.range(0, session.size())
        .mapToObj(
            index ->
                Explainer.text(
                    Explainer.lines(
                        session.get(index).message(),
                        session.get(index).direction(),
                        Sessions.heard(session, index))))
        .collect(Collectors.joining("\n"));
  }
}
