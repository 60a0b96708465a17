package io.fumarole.protocol.explain;

/// A life line of a [SequenceDiagram], from left to right.
public enum Participant {
  DEVICE("Device"),
  DM_SERVER("DM Server"),
  DOWNLOAD_SERVER("Download Server");

  private final String title;

  Participant(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
