package io.fumarole.protocol.dm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The address of a node in the management tree, relative to the root: `./A/B` and `A/B` are the
/// same. Spec: TND 5, syncml-dm 10.
public record DmUri(List<String> segments) {
  public static final DmUri ROOT = new DmUri(List.of());
  private static final int MOST_SEGMENTS = 64;
  private static final int LONGEST = 1_024;

  public DmUri {
    segments = List.copyOf(segments);
    for (String segment : segments) {
      if (segment.isEmpty() || segment.indexOf('/') >= 0)
        throw new IllegalArgumentException("not a node name: '" + segment + "'");
    }
  }

  /// Reads an address without a `?` suffix; empty when the text is none.
  public static Optional<DmUri> parse(String text) {
    if (text.equals(".") || text.equals("./")) return Optional.of(ROOT);
    String path = text.startsWith("./") ? text.substring(2) : text;
    if (path.isEmpty() || path.length() > LONGEST || path.contains("?")) return Optional.empty();
    List<String> segments = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) return Optional.empty();
      segments.add(segment);
    }
    return segments.size() > MOST_SEGMENTS ? Optional.empty() : Optional.of(new DmUri(segments));
  }

  /// Reads an address that is ours and known to be good.
  public static DmUri of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException("not a node address: " + text));
  }

  public DmUri child(String name) {
    List<String> longer = new ArrayList<>(segments);
    longer.add(name);
    return new DmUri(longer);
  }

  /// The node above; the root is its own parent.
  public DmUri parent() {
    return isRoot() ? this : new DmUri(segments.subList(0, segments.size() - 1));
  }

  public String name() {
    return isRoot() ? "." : segments.getLast();
  }

  public boolean isRoot() {
    return segments.isEmpty();
  }

  /// Whether this is `other` or a node below it.
  public boolean isAtOrUnder(DmUri other) {
    return segments.size() >= other.segments.size()
        && segments.subList(0, other.segments.size()).equals(other.segments);
  }

  /// The written form, with `./` in front.
  @Override
  public String toString() {
    return isRoot() ? "." : "./" + String.join("/", segments);
  }
}
