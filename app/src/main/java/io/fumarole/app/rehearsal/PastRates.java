package io.fumarole.app.rehearsal;

import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Times;
import io.fumarole.protocol.fumo.ResultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What an earlier campaign tells about the devices of a model.
///
/// @param ended deployments that it is told by
/// @param update from the Exec to the end, with the download
public record PastRates(
    String campaign, int ended, Optional<Duration> update, Share silent, Failures failures) {
  /// Fewer say little; so few do not say much, and the answer says how many they were.
  static final int FEWEST = 10;

  /// Campaigns that are looked at: each has a row for each device.
  public static final int MOST_READ = 5;

  public boolean isEnough() {
    return ended >= FEWEST;
  }

  String words() {
    return "rates of campaign %s, by %,d devices of it that have ended: an update took %s in the middle"
        .formatted(campaign, ended, update.map(it -> Times.words(it)).orElse("no time"));
  }

  /// Counts deployments that have ended.
  public static final class Counting {
    private int ended;
    private int begun;
    private int silent;
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private final List<Duration> times = new ArrayList<>();

    /// @param cause and `state` in the words of the API
    /// @param first when the first Exec was prepared
    public void add(
        String state, String cause, Optional<Integer> code, Optional<Instant> first, Instant last) {
      ended++;
      if (first.isEmpty()) return;
      begun++;
      if (cause.equals("no-report")) silent++;
      if (cause.equals("reported"))
        code.filter(it -> new ResultCode(it).isFailure())
            .ifPresent(it -> codes.merge(it, 1, Integer::sum));
      if (state.equals("succeeded")) times.add(Duration.between(first.get(), last));
    }

    public PastRates of(String campaign) {
      List<Failures.Kind> kinds = new ArrayList<>();
      codes.forEach(
          (code, count) -> kinds.add(new Failures.Kind(new ResultCode(code), share(count))));
      times.sort(null);
      return new PastRates(
          campaign,
          ended,
          times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2)),
          share(silent),
          new Failures(kinds));
    }

    private Share share(int count) {
      return new Share(begun == 0 ? 0 : Math.min(1, (double) count / begun));
    }
  }
}
