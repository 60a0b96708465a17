package io.fumarole.protocol.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.explain.SequenceDiagram.Style;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SequenceDiagramTest {
  @Test
  void drawsTheCombinedFlowWithItsDownload() {
    GoldenText.assertSame(
        SequenceDiagram.draw(wholeUpdate("200", "100"), Style.UNICODE), "diagram-combined.txt");
  }

  @Test
  void drawsInAscii() {
    GoldenText.assertSame(
        SequenceDiagram.draw(wholeUpdate("404", "20"), Style.ASCII), "diagram-ascii.txt");
  }

  @Test
  void drawsASessionAloneWithWiderLabels() {
    GoldenText.assertSame(
        SequenceDiagram.draw(SessionArrows.of(Sessions.largeObjectAfterChallenge()), Style.UNICODE),
        "diagram-large-object.txt");
  }

  @Property(tries = 200)
  void neverLeavesItsWidth(
      @ForAll List<@Size(max = 3) List<String>> labels, @ForAll boolean ascii) {
    List<Arrow> arrows = new ArrayList<>();
    Participant[] all = Participant.values();
    for (int i = 0; i < labels.size(); i++)
      arrows.add(new Arrow(all[i % 3], all[(i / 3) % 3], labels.get(i), i % 2 == 0));
    String drawn = SequenceDiagram.draw(arrows, ascii ? Style.ASCII : Style.UNICODE);
    assertThat(drawn.lines())
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(SequenceDiagram.WIDTH));
    if (ascii) assertThat(drawn).matches("[ -~\n]*");
  }

  private static List<Arrow> wholeUpdate(String result, String state) {
    List<Arrow> arrows = new ArrayList<>();
    arrows.add(Arrow.of(Participant.DM_SERVER, Participant.DEVICE, "#0 notification, session FE"));
    arrows.addAll(SessionArrows.of(Sessions.combined()));
    arrows.add(Arrow.of(Participant.DEVICE, Participant.DOWNLOAD_SERVER, "GET /dd/nw410-2.4.0.dd"));
    arrows.add(
        Arrow.of(Participant.DOWNLOAD_SERVER, Participant.DEVICE, "200, descriptor, 512 octets"));
    arrows.add(Arrow.beside(Participant.DEVICE, "installs the package and restarts"));
    arrows.addAll(SessionArrows.of(Sessions.report(result, state)));
    return arrows;
  }
}
