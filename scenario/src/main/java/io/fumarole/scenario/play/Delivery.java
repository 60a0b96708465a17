package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Step;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A large object on its way, one chunk a message. Spec: syncml-dm 7.
final class Delivery {
  /// A chunk that follows from the device's MaxMsgSize takes half of it, and no more than this.
  private static final long LARGEST_CHUNK = 8_192;

  /// What a device takes that does not say: the smallest MaxMsgSize that was seen.
  private static final long UNKNOWN = 5_120;

  private static final Row ANSWERS = new Row(0, List.of("answers"), Map.of(), List.of());

  private final Step.Deliver step;
  private final byte[] wire;
  private final boolean isBinary;
  private final int chunk;
  private int at;
  private int sent;

  /// @param content in WBXML as it is; XML carries it as base64, and counts that
  Delivery(Conversation at, Step.Deliver step, Octets content) {
    this.step = step;
    this.isBinary = at.coding.form().encoding() == Form.Encoding.WBXML;
    byte[] octets = content.toByteArray();
    this.wire = isBinary ? octets : Base64.getEncoder().encode(octets);
    this.chunk = step.chunk() > 0 ? step.chunk() : chunk(at);
  }

  /// At least two, or it would be no large object.
  private int chunk(Conversation at) {
    long max =
        at.allHeard.stream()
            .flatMapToLong(message -> message.header().meta().maxMsgSizeNumber().stream())
            .reduce((_, later) -> later)
            .orElse(UNKNOWN);
    long inMessage = Math.max(1, Math.min(LARGEST_CHUNK, max / 2));
    return (int) Math.max(1, Math.min(inMessage, (wire.length + 1) / 2));
  }

  boolean isOver() {
    return at >= wire.length || (step.most() > 0 && sent >= step.most());
  }

  boolean hasBegun() {
    return sent > 0;
  }

  /// The rows of the next message.
  List<Row> next() {
    int to = Math.min(wire.length, at + chunk);
    Map<String, String> item = new LinkedHashMap<>();
    item.put("format", isBinary ? "bin" : "b64");
    if (at == 0) item.put("size", Integer.toString(wire.length));
    if (isBinary) item.put("hex", HexFormat.of().formatHex(wire, at, to));
    else item.put("data", new String(wire, at, to - at, Conversation.UTF_8));
    if (to < wire.length) item.put("more", "yes");
    List<Row> rows = new ArrayList<>();
    rows.add(ANSWERS);
    rows.add(new Row(step.line(), List.of("Replace", step.target()), item, List.of()));
    if (to < wire.length)
      rows.add(new Row(step.line(), List.of("no", "Final"), Map.of(), List.of()));
    at = to;
    sent++;
    return rows;
  }

  /// What an answer to a chunk must meet beside the step's own rows.
  List<Row> expected() {
    List<Row> rows = new ArrayList<>();
    rows.add(new Row(step.line(), List.of("Status", "213", "for", "Replace"), Map.of(), List.of()));
    rows.addAll(step.rows());
    return rows;
  }
}
