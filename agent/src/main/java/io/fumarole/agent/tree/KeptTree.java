package io.fumarole.agent.tree;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.protocol.dm.tree.ManagementTree;
import io.fumarole.protocol.dm.tree.NodeRecord;
import io.fumarole.protocol.dm.tree.TreeNode;
import java.util.List;
import java.util.Optional;

/// The tree from one session to the next, beside its records in the device's state: most sessions
/// change neither, and then neither is made anew from the other. The records count; where they are
/// not the ones that the tree was kept with, it is forgotten.
public final class KeptTree {
  private final AgentConfig config;
  private Optional<Kept> kept = Optional.empty();

  private record Kept(TreeNode root, List<NodeRecord> records, String version) {}

  public KeptTree(AgentConfig config) {
    this.config = config;
  }

  ManagementTree tree(List<NodeRecord> records, String version) {
    return kept.filter(it -> isSame(it.records(), records) && it.version().equals(version))
        .map(it -> new ManagementTree(it.root(), DeviceTree.LIMITS))
        .orElseGet(() -> DeviceTree.of(config, records, version));
  }

  boolean isKept(TreeNode root, List<NodeRecord> records) {
    return kept.filter(it -> isSame(it.root(), root) && isSame(it.records(), records)).isPresent();
  }

  void keep(TreeNode root, List<NodeRecord> records, String version) {
    kept = Optional.of(new Kept(root, records, version));
  }

  /// Neither trees nor records are ever changed: another one is another object.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(Object one, Object other) {
    return one == other;
  }
}
