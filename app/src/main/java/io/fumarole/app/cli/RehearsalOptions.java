package io.fumarole.app.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.Share;
import io.fumarole.server.lab.DeviceHabits;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How the devices of a server behave, where that is said and not learnt from what they did.
final class RehearsalOptions {
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

  DeviceHabits habits() {
    if (offline == null && offlineFor != null)
      throw new CliMistake("--offline-for goes with --offline, which says how many");
    return new DeviceHabits(
        given("--poll", poll, RehearsalOptions::time),
        given("--jitter", jitter, RehearsalOptions::share),
        given("--answers", answers, RehearsalOptions::share),
        given("--answers-within", answersWithin, RehearsalOptions::time),
        given("--offline", offline, RehearsalOptions::share),
        given("--offline-for", offlineFor, RehearsalOptions::time),
        given("--link", link, RehearsalOptions::octets),
        given("--install", install, RehearsalOptions::time),
        given("--silent", silent, RehearsalOptions::share),
        given("--fail", fail, RehearsalOptions::failures));
  }

  private static double share(String text) {
    return Share.parse(text).part();
  }

  private static SortedMap<Integer, Double> failures(String text) {
    SortedMap<Integer, Double> shares = new TreeMap<>();
    for (Failures.Kind kind : Failures.parse(text).kinds())
      shares.put(kind.code().value(), kind.share().part());
    return shares;
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
