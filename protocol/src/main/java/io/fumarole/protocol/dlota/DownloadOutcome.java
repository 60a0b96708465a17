package io.fumarole.protocol.dlota;

import io.fumarole.protocol.fumo.ResultCode;

/// How a download ended, and what both reports say of it: the FUMO result to the DM server and the
/// DLOTA status to `installNotifyURI`. No table is standardised; this one follows dlota 6, which
/// takes it from the meaning of both lists and from deployed clients.
public sealed interface DownloadOutcome {
  ResultCode resultCode();

  InstallStatus installStatus();

  /// The outcomes that need no more words.
  enum Ended implements DownloadOutcome {
    STORED,
    OUT_OF_MEMORY,
    USER_CANCELLED,
    /// The connection broke, and retries did not help.
    NETWORK_LOST,
    /// No connection or no data in time.
    TIMED_OUT,
    /// The server's name is unknown, or there is no bearer.
    NO_ROUTE,
    CONNECTION_REFUSED,
    CERTIFICATE_REFUSED,
    /// Not a URL that can be asked for.
    BAD_URL,
    /// Other than the descriptor's `size` or the announced length.
    SIZE_MISMATCH,
    TYPE_MISMATCH,
    /// The checksum is wrong although all octets came.
    WRONG_DIGEST,
    BAD_SIGNATURE,
    /// Made for another device or another version.
    WRONG_DEVICE,
    DEVICE_ABORTED;

    @Override
    public ResultCode resultCode() {
      return switch (this) {
        case STORED -> ResultCode.SUCCESS;
        case OUT_OF_MEMORY -> ResultCode.DOWNLOAD_OUT_OF_MEMORY;
        case USER_CANCELLED -> ResultCode.USER_CANCELLED;
        case NETWORK_LOST, NO_ROUTE -> ResultCode.NETWORK;
        case TIMED_OUT -> ResultCode.DOWNLOAD_TIMEOUT;
        case CONNECTION_REFUSED, CERTIFICATE_REFUSED -> ResultCode.DOWNLOAD_SERVER_UNAVAILABLE;
        case BAD_URL -> ResultCode.BAD_URL;
        case SIZE_MISMATCH, WRONG_DIGEST -> ResultCode.CORRUPTED_PACKAGE;
        case TYPE_MISMATCH -> ResultCode.NOT_ACCEPTABLE;
        case BAD_SIGNATURE -> ResultCode.FAILED_VALIDATION;
        case WRONG_DEVICE -> ResultCode.DEVICE_MISMATCH;
        case DEVICE_ABORTED -> ResultCode.CLIENT_ERROR;
      };
    }

    @Override
    public InstallStatus installStatus() {
      return switch (this) {
        case STORED -> InstallStatus.SUCCESS;
        case OUT_OF_MEMORY -> InstallStatus.INSUFFICIENT_MEMORY;
        case USER_CANCELLED -> InstallStatus.USER_CANCELLED;
        case NETWORK_LOST, TIMED_OUT, NO_ROUTE -> InstallStatus.LOSS_OF_SERVICE;
        case CONNECTION_REFUSED, CERTIFICATE_REFUSED, BAD_URL -> InstallStatus.LOADER_ERROR;
        case SIZE_MISMATCH, TYPE_MISMATCH, WRONG_DIGEST -> InstallStatus.ATTRIBUTE_MISMATCH;
        case BAD_SIGNATURE, WRONG_DEVICE -> InstallStatus.NON_ACCEPTABLE_CONTENT;
        case DEVICE_ABORTED -> InstallStatus.DEVICE_ABORTED;
      };
    }
  }

  /// The server answered with something else than content.
  record HttpRefused(int httpStatus) implements DownloadOutcome {
    @Override
    public ResultCode resultCode() {
      return switch (httpStatus) {
        case 401, 403, 407 -> ResultCode.DOWNLOAD_AUTHENTICATION;
        case 404, 410 -> ResultCode.BAD_URL;
        case 408 -> ResultCode.DOWNLOAD_TIMEOUT;
        case 503 -> ResultCode.DOWNLOAD_SERVER_UNAVAILABLE;
        default -> ResultCode.DOWNLOAD_SERVER_ERROR;
      };
    }

    @Override
    public InstallStatus installStatus() {
      return InstallStatus.LOADER_ERROR;
    }
  }

  /// A descriptor was refused; or all that is known, as on the server, is the DLOTA status.
  record Reported(InstallStatus installStatus) implements DownloadOutcome {
    @Override
    public ResultCode resultCode() {
      return switch (installStatus.code()) {
        case 900 -> ResultCode.SUCCESS;
        case 901 -> ResultCode.DOWNLOAD_OUT_OF_MEMORY;
        case 902 -> ResultCode.USER_CANCELLED;
        case 903 -> ResultCode.NETWORK;
        case 905 -> ResultCode.CORRUPTED_PACKAGE;
        case 906, 951, 953 -> ResultCode.NOT_ACCEPTABLE;
        case 952 -> ResultCode.CLIENT_ERROR;
        case 954 -> ResultCode.DOWNLOAD_SERVER_ERROR;
        default -> ResultCode.UNDEFINED;
      };
    }
  }
}
