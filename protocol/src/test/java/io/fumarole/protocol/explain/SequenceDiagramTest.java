package io.fumarole.protocol.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.explain.SequenceDiagram.Style;
import io.fumarole.protocol.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void neverLeavesItsWidth(Style style) {
    long seed = Seeds.fresh("SequenceDiagramTest " + style);
    var random = new SplittableRandom(seed);
    for (int run = 0; run < 200; run++) {
      String drawn = SequenceDiagram.draw(arrows(random), style);
      assertThat(drawn.lines())
          .as("seed %d, run %d", seed, run)
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(SequenceDiagram.WIDTH));
      if (style == Style.ASCII) assertThat(drawn).as("seed %d", seed).matches("[ -~\n]*");
    }
  }

  private static List<Arrow> arrows(SplittableRandom random) {
    List<Arrow> arrows = new ArrayList<>();
    Participant[] all = Participant.values();
    int count = random.nextInt(40);
    for (int i = 0; i < count; i++) {
      List<String> labels = Stream.generate(() -> label(random)).limit(random.nextInt(4)).toList();
      arrows.add(new Arrow(all[i % 3], all[(i / 3) % 3], labels, random.nextBoolean()));
    }
    return arrows;
  }

  /// Any characters at all, unpaired surrogates and controls among them.
  private static String label(SplittableRandom random) {
    StringBuilder label = new StringBuilder();
    int length = random.nextInt(200);
    for (int i = 0; i < length; i++)
      label.append((char) (random.nextBoolean() ? random.nextInt(128) : random.nextInt(0x1_0000)));
    return label.toString();
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
