package io.fumarole.protocol.fumo;

/// The code in a report's Data; any number is allowed. These are not DM status codes. Spec: FUMO
/// 6.2.4, fumo 7.
public record ResultCode(int value) {
  public static final ResultCode SUCCESS = new ResultCode(200);
  public static final ResultCode CLIENT_ERROR = new ResultCode(400);
  public static final ResultCode USER_CANCELLED = new ResultCode(401);
  public static final ResultCode CORRUPTED_PACKAGE = new ResultCode(402);
  public static final ResultCode DEVICE_MISMATCH = new ResultCode(403);
  public static final ResultCode FAILED_VALIDATION = new ResultCode(404);
  public static final ResultCode NOT_ACCEPTABLE = new ResultCode(405);
  public static final ResultCode DOWNLOAD_AUTHENTICATION = new ResultCode(406);
  public static final ResultCode DOWNLOAD_TIMEOUT = new ResultCode(407);
  public static final ResultCode NOT_IMPLEMENTED = new ResultCode(408);
  public static final ResultCode UNDEFINED = new ResultCode(409);
  public static final ResultCode UPDATE_FAILED = new ResultCode(410);
  public static final ResultCode BAD_URL = new ResultCode(411);
  public static final ResultCode DOWNLOAD_SERVER_UNAVAILABLE = new ResultCode(412);
  public static final ResultCode DOWNLOAD_SERVER_ERROR = new ResultCode(500);
  public static final ResultCode DOWNLOAD_OUT_OF_MEMORY = new ResultCode(501);
  public static final ResultCode UPDATE_OUT_OF_MEMORY = new ResultCode(502);
  public static final ResultCode NETWORK = new ResultCode(503);

  public boolean isSuccess() {
    return value >= 200 && value < 300;
  }

  /// 4xx and 5xx; anything else that is no success (a vendor's stand-by code) is neither.
  public boolean isFailure() {
    return value >= 400 && value < 600;
  }

  /// Whether it says that a package had arrived and that installing it failed. Spec: fumo 7.
  public boolean isOfInstalling() {
    return equals(UPDATE_FAILED) || equals(UPDATE_OUT_OF_MEMORY);
  }

  /// The code's name in the specification; unassigned codes are named by their class.
  public String meaning() {
    return switch (value) {
      case 200 -> "Successful";
      case 400 -> "Management Client Error";
      case 401 -> "User Cancelled";
      case 402 -> "Corrupted Firmware Update Package";
      case 403 -> "Package – Device Mismatch";
      case 404 -> "Failed Package Validation";
      case 405 -> "Package Not Acceptable";
      case 406 -> "Alternate Download Authentication Failure";
      case 407 -> "Alternate Download Request Time-Out";
      case 408 -> "Not Implemented";
      case 409 -> "Undefined Error";
      case 410 -> "Firmware Update Failed";
      case 411 -> "Malformed or Bad URL";
      case 412 -> "Alternate Download Server Unavailable";
      case 500 -> "Alternate Download Server Error";
      case 501 -> "Download fails, device out of memory";
      case 502 -> "Update fails, device out of memory";
      case 503 -> "Download fails, network issues";
      default -> byClass();
    };
  }

  private String byClass() {
    if (value >= 250 && value < 300) return "Successful, vendor specified";
    if (value >= 450 && value < 500) return "Client Error, vendor specified";
    if (value >= 550 && value < 600) return "Alternate Download Server Error, vendor specified";
    if (isSuccess()) return "Successful, unassigned code";
    if (isFailure()) return "Failed, unassigned code";
    return "a vendor's own code, neither success nor failure";
  }

  @Override
  public String toString() {
    return Integer.toString(value);
  }
}
