package io.fumarole.protocol.syncml;

/// The alert codes of DM. Spec: DM-REP 7, syncml-dm 5.
public final class AlertCode {
  public static final String DISPLAY = "1100";
  public static final String CONFIRM = "1101";
  public static final String TEXT_INPUT = "1102";
  public static final String SINGLE_CHOICE = "1103";
  public static final String MULTIPLE_CHOICE = "1104";
  public static final String SERVER_INITIATED = "1200";
  public static final String CLIENT_INITIATED = "1201";
  public static final String NEXT_MESSAGE = "1222";
  public static final String SESSION_ABORT = "1223";
  public static final String CLIENT_EVENT = "1224";
  public static final String NO_END_OF_DATA = "1225";
  public static final String GENERIC_ALERT = "1226";

  private AlertCode() {}

  /// The code's name, for people.
  public static String meaning(String code) {
    return switch (code) {
      case DISPLAY -> "display a text";
      case CONFIRM -> "confirm or reject";
      case TEXT_INPUT -> "text input";
      case SINGLE_CHOICE -> "single choice";
      case MULTIPLE_CHOICE -> "multiple choice";
      case SERVER_INITIATED -> "server-initiated session";
      case CLIENT_INITIATED -> "client-initiated session";
      case NEXT_MESSAGE -> "next message, please";
      case SESSION_ABORT -> "session abort";
      case CLIENT_EVENT -> "client event";
      case NO_END_OF_DATA -> "no end of data: a large object was interrupted";
      case GENERIC_ALERT -> "generic alert";
      default -> "unknown alert";
    };
  }
}
