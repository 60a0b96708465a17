package io.fumarole.protocol.fumo;

/// What an `Exec` asks for: the node it targets, and the alert type of its report. Spec: fumo 5.
public enum Operation {
  DOWNLOAD("Download"),
  UPDATE("Update"),
  DOWNLOAD_AND_UPDATE("DownloadAndUpdate");

  private final String node;

  Operation(String node) {
    this.node = node;
  }

  /// The name of the node below the object that the `Exec` targets.
  public String node() {
    return node;
  }

  /// Whether it begins with a package that comes this way: Update installs what was put into
  /// `PkgData`, the others load from `PkgURL`.
  public boolean takes(Delivery delivery) {
    return (this == UPDATE) == (delivery == Delivery.DM);
  }
}
