package io.fumarole.protocol.syncml;

import java.util.OptionalLong;

/// A status code of SyncML; any number is allowed. Spec: RepPro 10, syncml-dm 6.
public record StatusCode(int value) {
  public static final StatusCode NOT_A_NUMBER = new StatusCode(-1);
  public static final StatusCode OK = new StatusCode(200);
  public static final StatusCode ACCEPTED = new StatusCode(202);
  public static final StatusCode AUTHENTICATED = new StatusCode(212);
  public static final StatusCode CHUNK_ACCEPTED = new StatusCode(213);
  public static final StatusCode CANCELLED = new StatusCode(214);
  public static final StatusCode NOT_EXECUTED = new StatusCode(215);
  public static final StatusCode ROLLED_BACK = new StatusCode(216);
  public static final StatusCode NOT_MODIFIED = new StatusCode(304);
  public static final StatusCode BAD_REQUEST = new StatusCode(400);
  public static final StatusCode INVALID_CREDENTIALS = new StatusCode(401);
  public static final StatusCode FORBIDDEN = new StatusCode(403);
  public static final StatusCode NOT_FOUND = new StatusCode(404);
  public static final StatusCode NOT_ALLOWED = new StatusCode(405);
  public static final StatusCode NOT_SUPPORTED = new StatusCode(406);
  public static final StatusCode MISSING_CREDENTIALS = new StatusCode(407);
  public static final StatusCode TIMEOUT = new StatusCode(408);
  public static final StatusCode SIZE_REQUIRED = new StatusCode(411);
  public static final StatusCode INCOMPLETE = new StatusCode(412);
  public static final StatusCode TOO_LARGE = new StatusCode(413);
  public static final StatusCode URI_TOO_LONG = new StatusCode(414);
  public static final StatusCode UNSUPPORTED_FORMAT = new StatusCode(415);
  public static final StatusCode ALREADY_EXISTS = new StatusCode(418);
  public static final StatusCode DEVICE_FULL = new StatusCode(420);
  public static final StatusCode SIZE_MISMATCH = new StatusCode(424);
  public static final StatusCode PERMISSION_DENIED = new StatusCode(425);
  public static final StatusCode COMMAND_FAILED = new StatusCode(500);
  public static final StatusCode DTD_NOT_SUPPORTED = new StatusCode(505);
  public static final StatusCode ATOMIC_FAILED = new StatusCode(507);
  public static final StatusCode DATA_STORE_FAILURE = new StatusCode(510);
  public static final StatusCode PROTOCOL_NOT_SUPPORTED = new StatusCode(513);
  public static final StatusCode ROLL_BACK_FAILED = new StatusCode(516);
  public static final StatusCode ANSWER_TOO_LARGE = new StatusCode(517);

  /// Reads `Status/Data`; blanks around it are trimmed, anything but digits is [#NOT_A_NUMBER].
  public static StatusCode parse(String text) {
    OptionalLong number = Numbers.parse(text);
    return number.isPresent() && number.getAsLong() <= Integer.MAX_VALUE
        ? new StatusCode((int) number.getAsLong())
        : NOT_A_NUMBER;
  }

  /// Whether the command was done, or will be: 2xx without 213 to 216, which say that it was not
  /// (yet).
  public boolean isSuccess() {
    return value >= 200 && value < 300 && (value < 213 || value > 216);
  }

  /// Whether this asks for credentials.
  public boolean isChallenge() {
    return value == 401 || value == 407;
  }

  public String text() {
    return Integer.toString(value);
  }

  /// What the code means, in the words of the specification; unknown codes are named by their
  /// class.
  public String meaning() {
    return switch (value) {
      case 0 -> "not executed (seen from deployed clients)";
      case 101 -> "in progress";
      case 200 -> "OK";
      case 201 -> "item added";
      case 202 -> "accepted for processing";
      case 203 -> "non-authoritative response";
      case 204 -> "no content";
      case 205 -> "reset content";
      case 206 -> "partial content";
      case 207, 208, 209 -> "conflict resolved";
      case 210 -> "delete without archive";
      case 211 -> "item not deleted";
      case 212 -> "authentication accepted for the session";
      case 213 -> "chunked item accepted and buffered";
      case 214 -> "operation cancelled";
      case 215 -> "not executed";
      case 216 -> "atomic roll back OK";
      case 300, 301, 302, 303, 305 -> "redirection";
      case 304 -> "not modified, or the user said no";
      case 400 -> "bad request";
      case 401 -> "invalid credentials";
      case 402 -> "payment needed";
      case 403 -> "forbidden";
      case 404 -> "not found";
      case 405 -> "command not allowed";
      case 406 -> "optional feature not supported";
      case 407 -> "credentials missing";
      case 408 -> "request timeout";
      case 409 -> "conflict";
      case 410 -> "gone";
      case 411 -> "size required";
      case 412 -> "incomplete command";
      case 413 -> "request entity too large";
      case 414 -> "URI too long";
      case 415 -> "unsupported media type or format";
      case 416 -> "requested size too big";
      case 417 -> "retry later";
      case 418 -> "already exists";
      case 419 -> "conflict resolved with server data";
      case 420 -> "device full";
      case 421 -> "unknown search grammar";
      case 422 -> "bad CGI script";
      case 423 -> "soft-delete conflict";
      case 424 -> "size mismatch";
      case 425 -> "permission denied by the ACL";
      case 426 -> "partial item not accepted";
      case 427 -> "item not empty";
      case 428 -> "move failed";
      case 500 -> "command failed";
      case 501 -> "command not implemented";
      case 502, 503, 504 -> "gateway failure, unavailable or gateway timeout";
      case 505 -> "DTD version not supported";
      case 506 -> "processing error";
      case 507 -> "atomic failed";
      case 508 -> "refresh required";
      case 510 -> "data store failure";
      case 511 -> "server failure";
      case 512 -> "synchronization failed";
      case 513 -> "protocol version not supported";
      case 514 -> "operation cancelled";
      case 516 -> "atomic roll back failed";
      case 517 -> "atomic answer too large";
      default -> byClass();
    };
  }

  private String byClass() {
    if (value < 0) return "not a number";
    return switch (value / 100) {
      case 2 -> "success, unassigned code";
      case 4 -> "refused, unassigned code";
      case 5 -> "failed, unassigned code";
      default -> "unassigned code";
    };
  }

  @Override
  public String toString() {
    return text();
  }
}
