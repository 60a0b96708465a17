package io.fumarole.scenario.play;

import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Otherwise;
import io.fumarole.scenario.Scenario;
import java.util.HexFormat;
import java.util.Optional;

/// Why a scenario failed: the step, the expectation, the message as people read it, and its octets.
///
/// @param line of the scenario
/// @param words what was expected and what was there
/// @param said our last message in words, empty when there was none
/// @param heard the peer's last message in words, or the head of what was fetched after it
/// @param octets of the same, in hexadecimal and as text
/// @param otherwise what it means
public record Failure(
    String file,
    int line,
    String words,
    String said,
    String heard,
    String octets,
    Otherwise otherwise) {
  private static final int COLUMNS = 16;

  /// Octets beyond these are left out of the dump: a message in which something is missing is
  /// seldom longer, and the words above show all of it.
  private static final int DUMPED = 4_096;

  static Failure of(Conversation at, int line, String words, Otherwise otherwise) {
    boolean client = at.scenario.plays() == Scenario.Side.CLIENT;
    Direction ours = client ? Direction.DEVICE_TO_SERVER : Direction.SERVER_TO_DEVICE;
    Direction theirs = client ? Direction.SERVER_TO_DEVICE : Direction.DEVICE_TO_SERVER;
    String said =
        at.saidMessage
            .map(message -> Explainer.text(Explainer.lines(message, ours, at.allHeard)))
            .orElse("");
    String heard =
        at.heardDecoded
            .map(Codec.Decoded::message)
            .map(message -> Explainer.text(Explainer.lines(message, theirs, at.allSaid)))
            .orElse("");
    Optional<Octets> octets = at.heard.map(Packet::body);
    if (at.fetched.isPresent()) {
      heard = at.fetched.get().head();
      octets = Optional.of(at.fetched.get().answer().body());
    }
    return new Failure(
        at.scenario.file() + " (" + at.coding + ")",
        line,
        words,
        said,
        heard,
        octets.map(Failure::dump).orElse(""),
        otherwise);
  }

  /// The whole report, as a terminal shows it.
  public String text() {
    var text = new StringBuilder(file + ", line " + line + ": " + words + "\n");
    section(text, "What was said before:", said);
    section(text, "What was heard:", heard);
    section(text, "Its octets:", octets);
    return text.toString();
  }

  private static void section(StringBuilder text, String title, String body) {
    if (!body.isEmpty()) text.append('\n').append(title).append('\n').append(body);
  }

  static String dump(Octets octets) {
    var dump = new StringBuilder();
    byte[] all = octets.toByteArray();
    for (int from = 0; from < Math.min(all.length, DUMPED); from += COLUMNS) {
      int to = Math.min(all.length, from + COLUMNS);
      var text = new StringBuilder();
      for (int i = from; i < to; i++)
        text.append(all[i] >= ' ' && all[i] <= '~' ? (char) all[i] : '.');
      String hex = HexFormat.ofDelimiter(" ").formatHex(all, from, to);
      dump.append("  %06x  %-47s  %s%n".formatted(from, hex, text));
    }
    if (all.length > DUMPED)
      dump.append("  … and ").append(all.length - DUMPED).append(" octets more\n");
    return dump.toString();
  }
}
