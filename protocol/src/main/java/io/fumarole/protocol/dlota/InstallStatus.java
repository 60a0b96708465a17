package io.fumarole.protocol.dlota;

import java.util.Optional;

/// The status report to `installNotifyURI`; any code is allowed, vendors have their own. Spec:
/// DLOTA status report, dlota 4.
///
/// @param text informative only
public record InstallStatus(int code, String text) {
  public static final InstallStatus SUCCESS = new InstallStatus(900, "Success");
  public static final InstallStatus INSUFFICIENT_MEMORY =
      new InstallStatus(901, "Insufficient memory");
  public static final InstallStatus USER_CANCELLED = new InstallStatus(902, "User Cancelled");
  public static final InstallStatus LOSS_OF_SERVICE = new InstallStatus(903, "Loss of Service");
  public static final InstallStatus ATTRIBUTE_MISMATCH =
      new InstallStatus(905, "Attribute mismatch");
  public static final InstallStatus INVALID_DESCRIPTOR =
      new InstallStatus(906, "Invalid descriptor");
  public static final InstallStatus INVALID_VERSION = new InstallStatus(951, "Invalid DDVersion");
  public static final InstallStatus DEVICE_ABORTED = new InstallStatus(952, "Device Aborted");
  public static final InstallStatus NON_ACCEPTABLE_CONTENT =
      new InstallStatus(953, "Non-Acceptable Content");
  public static final InstallStatus LOADER_ERROR = new InstallStatus(954, "Loader Error");

  /// More than a code never matters; the text may be cut here.
  private static final int LONGEST_TEXT = 200;

  private static final int MOST_DIGITS = 6;

  public InstallStatus {
    if (code < 0) throw new IllegalArgumentException("a code has no sign: " + code);
  }

  /// Reads a report: the leading digits count, up to the first other character; the rest of the
  /// line is text, if any. Empty when there is no code.
  public static Optional<InstallStatus> parse(String body) {
    String report = body.stripLeading();
    int digits = 0;
    while (digits < report.length() && isDigit(report.charAt(digits))) digits++;
    if (digits == 0 || digits > MOST_DIGITS) return Optional.empty();
    int code = Integer.parseInt(report.substring(0, digits));
    return Optional.of(new InstallStatus(code, firstLine(report.substring(digits))));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String firstLine(String rest) {
    int end = 0;
    while (end < rest.length() && end < LONGEST_TEXT && !Character.isISOControl(rest.charAt(end)))
      end++;
    return rest.substring(0, end).strip();
  }

  public boolean isSuccess() {
    return code == SUCCESS.code;
  }

  /// The line to send, such as `900 Success`.
  public String line() {
    return code + " " + text;
  }

  /// What the code stands for, whatever text came with it.
  public String meaning() {
    return switch (code) {
      case 900 -> "object downloaded and installed";
      case 901 -> "not enough storage";
      case 902 -> "the user refused or stopped";
      case 903 -> "network lost, download not completed";
      case 905 -> "object differs from its descriptor";
      case 906 -> "descriptor could not be interpreted";
      case 951 -> "descriptor version not supported";
      case 952 -> "device stopped for its own reasons";
      case 953 -> "content type not supported";
      case 954 -> "the URL could not be fetched";
      default -> "a vendor's own or unassigned code";
    };
  }

  @Override
  public String toString() {
    return line();
  }
}
