package io.fumarole.agent.tree;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Operation;
import java.util.Optional;

/// The addresses of a firmware update object. Spec: fumo 2.
///
/// @param root the node `x`
record FumoNodes(DmUri root) {
  /// The management object identifier. Spec: FUMO 5.
  static final String TYPE = "urn:oma:mo:oma-fumo:1.0";

  static final String PKG_URL = "PkgURL";
  static final String PKG_DATA = "PkgData";

  DmUri state() {
    return root.child("State");
  }

  DmUri pkgData() {
    return root.child(Operation.UPDATE.node()).child(PKG_DATA);
  }

  DmUri operation(Operation operation) {
    return root.child(operation.node());
  }

  /// The address of the package for this operation, and for no other. Spec: fumo 5, note 2.
  DmUri pkgUrl(Operation operation) {
    return operation(operation).child(PKG_URL);
  }

  Optional<Operation> operationAt(DmUri uri) {
    for (Operation operation : Operation.values()) {
      if (uri.equals(operation(operation))) return Optional.of(operation);
    }
    return Optional.empty();
  }
}
