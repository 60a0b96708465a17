package io.fumarole.protocol.dm.notification;

/// What the user should notice of the session. Spec: NOTI 6, notification 1.
public enum UiMode {
  NOT_SPECIFIED("not specified, the client decides"),
  BACKGROUND("background, nothing shown"),
  INFORMATIVE("informative, announced but not asked"),
  USER_INTERACTION("user interaction, asked before it starts");

  private final String meaning;

  UiMode(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }

  /// The two bits on the wire.
  public int code() {
    return switch (this) {
      case NOT_SPECIFIED -> 0;
      case BACKGROUND -> 1;
      case INFORMATIVE -> 2;
      case USER_INTERACTION -> 3;
    };
  }

  /// The mode for the lowest two bits of `bits`: every value is assigned.
  static UiMode ofBits(int bits) {
    return switch (bits & 3) {
      case 0 -> NOT_SPECIFIED;
      case 1 -> BACKGROUND;
      case 2 -> INFORMATIVE;
      default -> USER_INTERACTION;
    };
  }
}
