package io.fumarole.protocol.syncml;

/// Names a command within its message; text as it arrived. Zero in `CmdRef` names the header.
public record CmdId(String text) {
  /// What `CmdRef` says when a Status answers the `SyncHdr`.
  public static final CmdId HEADER = new CmdId("0");

  public static CmdId of(int number) {
    return new CmdId(Integer.toString(number));
  }

  @Override
  public String toString() {
    return text;
  }
}
