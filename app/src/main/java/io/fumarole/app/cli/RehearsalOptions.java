package io.fumarole.app.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Behaviour;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the devices of a server behave, where that is said and not learnt from what they did.
final class RehearsalOptions {
  static final long USUAL_LINK = 1_000_000;
  static final Share USUAL_JITTER = new Share(0.1);
  static final Duration USUAL_INSTALL = Duration.ofMinutes(5);

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      description = "from one call of a device to its next (default: by when they were seen last)")
  private @Nullable String poll;

  @Option(
      names = "--jitter",
      paramLabel = "SHARE",
      description = "of that, by which some devices call less often (default: 10%%)")
  private @Nullable String jitter;

  @Option(
      names = "--answers",
      paramLabel = "SHARE",
      description = "of notifications that bring a session (default: 90%%)")
  private @Nullable String answers;

  @Option(
      names = "--answers-within",
      paramLabel = "TIME",
      description = "a session comes at any time within this (default: 1m)")
  private @Nullable String answersWithin;

  @Option(
      names = "--offline",
      paramLabel = "SHARE",
      description = "of the devices, at any time (default: 0%%)")
  private @Nullable String offline;

  @Option(
      names = "--offline-for",
      paramLabel = "TIME",
      description = "how long a device is away each time (default: 1h)")
  private @Nullable String offlineFor;

  @Option(
      names = "--link",
      paramLabel = "OCTETS",
      description = "a second that a device's line carries (default: 1MB)")
  private @Nullable String link;

  @Option(
      names = "--install",
      paramLabel = "TIME",
      description = "from the download to the report (default: by an earlier campaign, or 5m)")
  private @Nullable String install;

  @Option(
      names = "--silent",
      paramLabel = "SHARE",
      description = "never report (default: by an earlier campaign, or 0%%)")
  private @Nullable String silent;

  @Option(
      names = "--fail",
      paramLabel = "CODE=SHARE,…",
      description = "updates that fail (default: by an earlier campaign, or none)")
  private @Nullable String fail;

  /// What was learnt of the devices.
  ///
  /// @param update from the Exec to the end, with the download
  record Learnt(
      Optional<Duration> poll, Optional<Duration> update, Share silent, Failures failures) {}

  boolean isAnySet() {
    return poll != null
        || jitter != null
        || answers != null
        || answersWithin != null
        || offline != null
        || offlineFor != null
        || link != null
        || install != null
        || silent != null
        || fail != null;
  }

  boolean saysPoll() {
    return poll != null;
  }

  /// @param largest package, to take its download from the time of an update
  Behaviour behaviour(Learnt learnt, long largest) {
    if (offline == null && offlineFor != null)
      throw new CliMistake("--offline-for goes with --offline, which says how many");
    long carries = given("--link", link, RehearsalOptions::octets).orElse(USUAL_LINK);
    Duration fetching = Duration.ofSeconds(largest / carries);
    Duration installs =
        learnt
            .update()
            .map(it -> it.compareTo(fetching) > 0 ? it.minus(fetching) : Duration.ZERO)
            .orElse(USUAL_INSTALL);
    try {
      return new Behaviour(
          given("--poll", poll, RehearsalOptions::time).or(learnt::poll),
          given("--jitter", jitter, Share::parse).orElse(USUAL_JITTER),
          Share.NONE,
          Share.NONE,
          new OfflineHours(
              given("--offline", offline, Share::parse).orElse(Share.NONE),
              given("--offline-for", offlineFor, RehearsalOptions::time)
                  .orElse(Duration.ofHours(1))),
          new Behaviour.Notified(
              true,
              given("--answers", answers, Share::parse).orElse(new Share(0.9)),
              given("--answers-within", answersWithin, RehearsalOptions::time)
                  .orElse(Duration.ofMinutes(1))),
          new Behaviour.Work(
              carries,
              given("--install", install, RehearsalOptions::time).orElse(installs),
              given("--silent", silent, Share::parse).orElse(learnt.silent()),
              given("--fail", fail, Failures::parse).orElse(learnt.failures())));
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(String.valueOf(refused.getMessage()));
    }
  }

  private static <T> Optional<T> given(
      String option, @Nullable String text, Function<String, T> reading) {
    if (text == null) return Optional.empty();
    try {
      return Optional.of(reading.apply(text));
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(option + ": " + refused.getMessage());
    }
  }

  static Duration time(String text) {
    try {
      return ConfigFactory.empty()
          .withValue("x", ConfigValueFactory.fromAnyRef(text))
          .getDuration("x");
    } catch (ConfigException notATime) {
      throw new IllegalArgumentException(
          "'" + text + "' is no time: write such as 30s, 10m, 2h, 7d", notATime);
    }
  }

  private static long octets(String text) {
    try {
      return ConfigFactory.empty()
          .withValue("x", ConfigValueFactory.fromAnyRef(text))
          .getBytes("x");
    } catch (ConfigException notASize) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size: write such as 64kB or 2MB", notASize);
    }
  }
}
