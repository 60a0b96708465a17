package io.fumarole.lab.fleet;

import io.fumarole.protocol.fumo.ResultCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// How many of the updates fail on purpose, and with which result codes.
public record Failures(List<Kind> kinds) {
  public static final Failures NONE = new Failures(List.of());

  /// The code of a share that names none.
  private static final ResultCode USUAL = ResultCode.UPDATE_FAILED;

  /// Sums of percentages are not exact.
  private static final double ROUNDING = 1e-9;

  /// Failures of one code.
  public record Kind(ResultCode code, Share share) {
    public Kind {
      if (!code.isFailure())
        throw new IllegalArgumentException(code + " is no failure: codes are 400 to 599");
    }
  }

  public Failures {
    kinds = List.copyOf(kinds);
    Set<ResultCode> codes = new HashSet<>();
    double all = 0;
    for (Kind kind : kinds) {
      if (!codes.add(kind.code()))
        throw new IllegalArgumentException("code " + kind.code() + " stands there twice");
      all += kind.share().part();
    }
    if (all > 1 + ROUNDING) throw new IllegalArgumentException("failures of more than 100% in all");
  }

  /// Reads `5%`, `402=5%` or `410=3%,503=1%`.
  ///
  /// @throws IllegalArgumentException says what to write instead
  public static Failures parse(String text) {
    List<Kind> kinds = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      ResultCode code = equals < 0 ? USUAL : code(part.substring(0, equals).strip());
      kinds.add(new Kind(code, Share.parse(part.substring(equals + 1))));
    }
    return new Failures(kinds);
  }

  private static ResultCode code(String digits) {
    if (!digits.matches("\\d{3}"))
      throw new IllegalArgumentException(
          "'" + digits + "' is no result code: write three digits, such as 410");
    return new ResultCode(Integer.parseInt(digits));
  }

  /// How the next update ends: with a code, or well.
  Optional<ResultCode> draw(RandomGenerator random) {
    if (kinds.isEmpty()) return Optional.empty();
    double drawn = random.nextDouble();
    for (Kind kind : kinds) {
      drawn -= kind.share().part();
      if (drawn < 0) return Optional.of(kind.code());
    }
    return Optional.empty();
  }
}
