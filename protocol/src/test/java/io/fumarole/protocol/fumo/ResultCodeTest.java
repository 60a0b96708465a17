package io.fumarole.protocol.fumo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Spec: fumo 7.
class ResultCodeTest {
  @ParameterizedTest
  @CsvSource({
    "200, Successful",
    "400, Management Client Error",
    "401, User Cancelled",
    "402, Corrupted Firmware Update Package",
    "403, Package – Device Mismatch",
    "404, Failed Package Validation",
    "405, Package Not Acceptable",
    "406, Alternate Download Authentication Failure",
    "407, Alternate Download Request Time-Out",
    "408, Not Implemented",
    "409, Undefined Error",
    "410, Firmware Update Failed",
    "411, Malformed or Bad URL",
    "412, Alternate Download Server Unavailable",
    "500, Alternate Download Server Error",
    "501, 'Download fails, device out of memory'",
    "502, 'Update fails, device out of memory'",
    "503, 'Download fails, network issues'"
  })
  void namesTheAssignedCodes(int code, String meaning) {
    assertThat(new ResultCode(code).meaning()).isEqualTo(meaning);
    assertThat(new ResultCode(code).isSuccess()).isEqualTo(code == 200);
    assertThat(new ResultCode(code).isFailure()).isEqualTo(code != 200);
  }

  /// Both ends of every range of the table, and of the gaps between them.
  @ParameterizedTest
  @CsvSource({
    "201, 249, true, false, 'Successful, unassigned code'",
    "250, 299, true, false, 'Successful, vendor specified'",
    "413, 449, false, true, 'Failed, unassigned code'",
    "450, 499, false, true, 'Client Error, vendor specified'",
    "504, 549, false, true, 'Failed, unassigned code'",
    "550, 599, false, true, 'Alternate Download Server Error, vendor specified'",
    "0, 199, false, false, 'a vendor''s own code, neither success nor failure'",
    "300, 399, false, false, 'a vendor''s own code, neither success nor failure'",
    "600, 2147483647, false, false, 'a vendor''s own code, neither success nor failure'"
  })
  void takesOtherCodesByTheirClass(
      int first, int last, boolean success, boolean failure, String meaning) {
    for (int value : new int[] {first, last}) {
      ResultCode code = new ResultCode(value);
      assertThat(code.isSuccess()).as("success of %s", code).isEqualTo(success);
      assertThat(code.isFailure()).as("failure of %s", code).isEqualTo(failure);
      assertThat(code.meaning()).isEqualTo(meaning);
    }
  }
}
