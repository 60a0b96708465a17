package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.DmUri;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// One firmware update object of a device, as far as it has been read. Spec: fumo 2.
///
/// @param root the node `x`
/// @param parts which of the optional nodes are there
/// @param state the last `State` read; vendors use values of their own
/// @param urls the last known value of `PkgURL` under the node of an operation; absent when never
///   read
public record FumoObject(
    DmUri root, Set<Part> parts, Optional<Integer> state, Map<Operation, String> urls) {
  public FumoObject {
    parts = Set.copyOf(parts);
    urls = Map.copyOf(urls);
  }

  /// The nodes that a device may lack.
  public enum Part {
    DOWNLOAD,
    UPDATE,
    PKG_DATA,
    DOWNLOAD_AND_UPDATE,
    PKG_NAME,
    PKG_VERSION
  }

  public boolean has(Part part) {
    return parts.contains(part);
  }

  public DmUri node(Operation operation) {
    return root.child(operation.node());
  }

  public DmUri pkgUrl(Operation operation) {
    return node(operation).child("PkgURL");
  }

  public DmUri pkgData() {
    return node(Operation.UPDATE).child("PkgData");
  }

  public DmUri stateNode() {
    return root.child("State");
  }

  public Optional<FumoState> knownState() {
    return state.flatMap(FumoState::of);
  }
}
