package io.fumarole.protocol.fumo;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.fumo.Dialect.CodeMeaning;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Spec: fumo 7, field-notes 4.
class DialectTest {
  @ParameterizedTest
  @CsvSource({"200, SUCCESS", "250, SUCCESS", "400, FAILURE", "599, FAILURE", "197, STANDBY"})
  void theStandardDecidesWhereTheModelSaysNothing(int code, CodeMeaning meaning) {
    assertThat(Dialect.STRICT.meaningOf(new ResultCode(code))).isEqualTo(meaning);
  }

  @ParameterizedTest
  @CsvSource({"200, FAILURE", "202, STANDBY", "410, SUCCESS", "197, FAILURE", "502, FAILURE"})
  void aModelMayMeanACodeOtherwise(int code, CodeMeaning meaning) {
    Dialect odd =
        new Dialect(
            Dialect.STRICT.root(),
            Dialect.STRICT.grouping(),
            Dialect.STRICT.createByAdd(),
            Dialect.STRICT.versionNode(),
            Dialect.STRICT.namesPackage(),
            Map.of(
                200, CodeMeaning.FAILURE,
                202, CodeMeaning.STANDBY,
                410, CodeMeaning.SUCCESS,
                197, CodeMeaning.FAILURE),
            Dialect.Reading.GETS);
    assertThat(odd.meaningOf(new ResultCode(code))).isEqualTo(meaning);
  }
}
