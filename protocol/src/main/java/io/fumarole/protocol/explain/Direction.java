package io.fumarole.protocol.explain;

/// Who speaks to whom.
public enum Direction {
  DEVICE_TO_SERVER("device", "server"),
  SERVER_TO_DEVICE("server", "device");

  private final String sender;
  private final String receiver;

  Direction(String sender, String receiver) {
    this.sender = sender;
    this.receiver = receiver;
  }

  String sender() {
    return sender;
  }

  String receiver() {
    return receiver;
  }
}
