package io.fumarole.lab.fault;

import io.fumarole.lab.fault.FaultPlan.Scripted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads scripts: a line says which devices, which fault, and if need be when, how often and where.
///
/// ```
/// # which      fault                settings
/// 0-99         storm                after=30s for=1m
/// SIM:000100   power-cut-download   at=40000
/// SIM:0002*    report-lost          times=3
/// ```
public final class FaultScript {
  private static final int MOST_LINES = 100_000;
  private static final Set<String> KEYS = Set.of("after", "skip", "times", "at", "for");
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
  private static final Pattern COUNT = Pattern.compile("\\d{1,6}");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}");

  private FaultScript() {}

  /// @param devices how many the fleet has: who is not among them is a mistake
  /// @param isMember whether a device of the fleet has an id that fits
  /// @throws IllegalArgumentException names the line and says what is wrong with it
  public static List<Scripted> parse(
      List<String> lines, IntPredicate devices, Predicate<Which> isMember) {
    if (lines.size() > MOST_LINES)
      throw new IllegalArgumentException("more than " + MOST_LINES + " lines");
    List<Scripted> script = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      if (line.isEmpty()) continue;
      try {
        script.add(line(line, devices, isMember));
      } catch (IllegalArgumentException mistake) {
        throw new IllegalArgumentException("line " + (i + 1) + ": " + mistake.getMessage());
      }
    }
    return script;
  }

  private static Scripted line(String line, IntPredicate devices, Predicate<Which> isMember) {
    String[] words = line.split("\\s+");
    if (words.length < 2)
      throw new IllegalArgumentException("write which devices, then which fault");
    Which which = Which.parse(words[0]);
    boolean isThere =
        which instanceof Which.Numbers(var from, _) ? devices.test(from) : isMember.test(which);
    if (!isThere) throw new IllegalArgumentException("the fleet has no device " + words[0]);
    Fault fault = Fault.named(words[1]);
    Map<String, String> settings = new HashMap<>();
    for (int i = 2; i < words.length; i++) setting(words[i], settings);
    return new Scripted(which, dealt(fault, settings));
  }

  private static void setting(String word, Map<String, String> settings) {
    int equals = word.indexOf('=');
    String key = equals < 0 ? word : word.substring(0, equals);
    if (equals < 0 || !KEYS.contains(key))
      throw new IllegalArgumentException(
          "'" + word + "' is no setting: there are after=, skip=, times=, at= and for=");
    if (settings.put(key, word.substring(equals + 1)) != null)
      throw new IllegalArgumentException(key + " stands there twice");
  }

  private static Dealt dealt(Fault fault, Map<String, String> settings) {
    return new Dealt(
        fault,
        time("after", settings),
        count("skip", settings).orElse(0),
        count("times", settings).orElse(fault.usualTimes()),
        number("at", settings),
        time("for", settings),
        0.5);
  }

  private static Optional<Duration> time(String key, Map<String, String> settings) {
    return Optional.ofNullable(settings.get(key)).map(text -> time(key, text));
  }

  private static Duration time(String key, String text) {
    Matcher time = TIME.matcher(text);
    if (!time.matches())
      throw new IllegalArgumentException(
          "%s: '%s' is no time: write such as 500ms, 30s, 10m, 2h".formatted(key, text));
    long number = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  private static Optional<Integer> count(String key, Map<String, String> settings) {
    return Optional.ofNullable(settings.get(key))
        .map(
            text -> {
              if (!COUNT.matcher(text).matches())
                throw new IllegalArgumentException(
                    "%s: '%s' is no number from 0 to 999999".formatted(key, text));
              return Integer.valueOf(text);
            });
  }

  private static OptionalLong number(String key, Map<String, String> settings) {
    String text = settings.get(key);
    if (text == null) return OptionalLong.empty();
    if (!NUMBER.matcher(text).matches())
      throw new IllegalArgumentException("%s: '%s' is no number".formatted(key, text));
    return OptionalLong.of(Long.parseLong(text));
  }
}
