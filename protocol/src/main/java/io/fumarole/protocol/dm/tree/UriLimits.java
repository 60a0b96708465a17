package io.fumarole.protocol.dm.tree;

import io.fumarole.protocol.dm.DmUri;

/// What `./DevDetail/URI` says about addresses; 0 is unlimited. Spec: StdObj 5.3, syncml-dm 10.
record UriLimits(int depth, int totalLength, int segmentLength) {
  private static final DmUri NODE = DmUri.of("./DevDetail/URI");

  static UriLimits of(ManagementTree tree) {
    return new UriLimits(
        number(tree, "MaxDepth"), number(tree, "MaxTotLen"), number(tree, "MaxSegLen"));
  }

  private static int number(ManagementTree tree, String name) {
    String text = tree.find(NODE.child(name)).map(node -> node.value().utf8().strip()).orElse("");
    return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
  }

  boolean allow(DmUri uri) {
    return (depth == 0 || uri.segments().size() <= depth)
        && (totalLength == 0 || uri.toString().length() <= totalLength)
        && (segmentLength == 0
            || uri.segments().stream().allMatch(segment -> segment.length() <= segmentLength));
  }
}
