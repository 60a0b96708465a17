package io.fumarole.protocol.dlota;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.fumo.ResultCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InstallStatusTest {
  @Test // dlota 4, the codes and texts of the table
  void writesTheLinesOfTheTable() {
    assertThat(
            List.of(
                InstallStatus.SUCCESS,
                InstallStatus.INSUFFICIENT_MEMORY,
                InstallStatus.USER_CANCELLED,
                InstallStatus.LOSS_OF_SERVICE,
                InstallStatus.ATTRIBUTE_MISMATCH,
                InstallStatus.INVALID_DESCRIPTOR,
                InstallStatus.INVALID_VERSION,
                InstallStatus.DEVICE_ABORTED,
                InstallStatus.NON_ACCEPTABLE_CONTENT,
                InstallStatus.LOADER_ERROR))
        .extracting(InstallStatus::line)
        .containsExactly(
            "900 Success",
            "901 Insufficient memory",
            "902 User Cancelled",
            "903 Loss of Service",
            "905 Attribute mismatch",
            "906 Invalid descriptor",
            "951 Invalid DDVersion",
            "952 Device Aborted",
            "953 Non-Acceptable Content",
            "954 Loader Error");
  }

  @ParameterizedTest // dlota 4: leading digits count; odd line ends, no text, vendors' codes
  @CsvSource({
    "'900 Success', 900, Success",
    "'900 Success\r\n', 900, Success",
    "'900 Success \n\r', 900, Success",
    "'900 ', 900, ''",
    "'900', 900, ''",
    "'  901: full', 901, ': full'",
    "'466 vendor', 466, vendor",
    "'900 Success\nX-Forged: 1', 900, Success"
  })
  void readsReports(String body, int code, String text) {
    assertThat(InstallStatus.parse(body)).contains(new InstallStatus(code, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "Success", "-900 x", "12345678901234567890", "٩٠٠"})
  void refusesWhatHasNoCode(String body) {
    assertThat(InstallStatus.parse(body)).isEmpty();
  }

  @Test
  void cutsLongTexts() {
    assertThat(InstallStatus.parse("900 " + "x".repeat(5_000)).orElseThrow().text().length())
        .isLessThan(200);
  }

  @ParameterizedTest // dlota 6, the rows with a DLOTA status
  @CsvSource({
    "900, 200",
    "901, 501",
    "902, 401",
    "903, 503",
    "905, 402",
    "906, 405",
    "951, 405",
    "952, 400",
    "953, 405",
    "954, 500",
    "461, 409"
  })
  void mapsStatusesToResultCodes(int status, int result) {
    assertThat(new DownloadOutcome.Reported(new InstallStatus(status, "")).resultCode())
        .isEqualTo(new ResultCode(result));
  }

  @ParameterizedTest // dlota 6, the rows with an event
  @CsvSource({
    "STORED, 200, 900",
    "OUT_OF_MEMORY, 501, 901",
    "USER_CANCELLED, 401, 902",
    "NETWORK_LOST, 503, 903",
    "TIMED_OUT, 407, 903",
    "NO_ROUTE, 503, 903",
    "CONNECTION_REFUSED, 412, 954",
    "CERTIFICATE_REFUSED, 412, 954",
    "BAD_URL, 411, 954",
    "SIZE_MISMATCH, 402, 905",
    "TYPE_MISMATCH, 405, 905",
    "WRONG_DIGEST, 402, 905",
    "BAD_SIGNATURE, 404, 953",
    "WRONG_DEVICE, 403, 953",
    "DEVICE_ABORTED, 400, 952"
  })
  void mapsEventsToBothReports(DownloadOutcome.Ended ended, int result, int status) {
    assertThat(ended.resultCode()).isEqualTo(new ResultCode(result));
    assertThat(ended.installStatus().code()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(DownloadOutcome.Ended.class)
  void onlyAStoredObjectIsASuccess(DownloadOutcome.Ended ended) {
    boolean stored = ended == DownloadOutcome.Ended.STORED;
    assertThat(ended.resultCode().isSuccess()).isEqualTo(stored);
    assertThat(ended.installStatus().isSuccess()).isEqualTo(stored);
  }

  @ParameterizedTest // dlota 6, the rows with an HTTP status
  @CsvSource({
    "401, 406",
    "403, 406",
    "407, 406",
    "404, 411",
    "410, 411",
    "408, 407",
    "500, 500",
    "501, 500",
    "502, 500",
    "503, 412",
    "418, 500"
  })
  void mapsHttpStatuses(int http, int result) {
    DownloadOutcome refused = new DownloadOutcome.HttpRefused(http);
    assertThat(refused.resultCode()).isEqualTo(new ResultCode(result));
    assertThat(refused.installStatus()).isEqualTo(InstallStatus.LOADER_ERROR);
  }

  @ParameterizedTest // dlota 1
  @CsvSource({
    "application/vnd.oma.dd+xml, DESCRIPTOR",
    "'Application/vnd.OMA.dd+xml; charset=utf-8', DESCRIPTOR",
    "application/vnd.oma.dd2+xml, DESCRIPTOR_2",
    "'multipart/related; boundary=x', COMBINED",
    "application/vnd.wap.multipart.related, COMBINED",
    "application/octet-stream, PACKAGE",
    "'', PACKAGE"
  })
  void knowsWhatAPkgUrlLeadsTo(String contentType, ContentKind kind) {
    assertThat(ContentKind.of(contentType)).isEqualTo(kind);
  }
}
