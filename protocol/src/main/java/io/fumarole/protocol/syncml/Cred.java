package io.fumarole.protocol.syncml;

/// Credentials in a `SyncHdr`; `meta` names scheme (Type) and Format. Spec: DM-SEC 5, syncml-dm 8.
public record Cred(Meta meta, Octets data) {
  /// Never shows the data: it may be a password in base64.
  @Override
  public String toString() {
    return "Cred[" + meta.type().orElse("no type") + "]";
  }
}
