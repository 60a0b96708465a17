package io.fumarole.campaign.contract;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Devices, and filters that meet some of them, from a seed. The words are few, so that they meet;
/// among them are those that a database may read in its own way.
final class RandomFleet {
  private static final List<String> WORDS =
      List.of(
          "",
          "a",
          "A",
          "ab",
          "aB",
          "abc",
          "b",
          "a*b",
          "a\\b",
          "a%b",
          "a_b",
          "a!b",
          "100%",
          "_",
          "!",
          "it's",
          "say \"so\"",
          "[a-b]",
          "a?b",
          " a",
          "a ",
          "NULL",
          "é",
          "e\u0301",
          "中文",
          "\uD7FF",
          "\uE000",
          "\uFFFF",
          "\uD83D\uDE00",
          "a\uD83D\uDE00b",
          "\uDBFF\uDFFF",
          "x".repeat(254) + "\uD83D\uDE00",
          "x".repeat(300),
          "NW-410",
          "NW-420",
          "1.0",
          "1.10",
          "2.0");

  private static final List<String> FIELDS =
      List.of(
          "id",
          "manufacturer",
          "model",
          "version",
          "hardware",
          "language",
          "profile",
          "label.ring",
          "label.site",
          "label.a.b-c_1");

  private static final List<String> LABELS = List.of("ring", "site", "a.b-c_1", "other");
  private static final int DEEPEST = 3;

  private final RandomGenerator random;
  private final Instant now;

  RandomFleet(long seed, Instant now) {
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    this.now = now;
  }

  Device device(int number) {
    Map<String, String> inventory = new HashMap<>();
    for (String node : List.of("Man", "Mod", Device.VERSION, "HwV", "Lang"))
      if (random.nextInt(4) > 0) inventory.put(node, word());
    return new Device(
        new DeviceId(number + "-" + word().replaceAll("\\s", "").replaceAll("x{9,}", "x")),
        oneOf(List.of(Device.Standing.values())),
        word(),
        Optional.empty(),
        Optional.empty(),
        io.fumarole.protocol.syncml.Octets.EMPTY,
        0,
        0,
        random.nextBoolean() ? Optional.of(word()) : Optional.empty(),
        inventory,
        Optional.empty(),
        0,
        ago(),
        ago(),
        Optional.empty(),
        Optional.empty(),
        0);
  }

  /// Near the ends of days, where the days of the index and the milliseconds meet.
  private Instant ago() {
    Duration days = Duration.ofDays(random.nextInt(5));
    return now.minus(days).plusMillis(random.nextLong(-2, 3));
  }

  Labels labels() {
    var values = new TreeMap<String, String>();
    for (String name : LABELS)
      if (random.nextInt(3) == 0) {
        String word = word();
        values.put(name, word.substring(0, Math.min(word.length(), 200)));
      }
    return Labels.of(values);
  }

  String filter() {
    return filter(0);
  }

  private String filter(int depth) {
    if (depth == DEEPEST || random.nextInt(3) == 0) return comparison();
    String joined =
        IntStream.range(0, random.nextInt(1, 4))
            .mapToObj(i -> filter(depth + 1))
            .collect(Collectors.joining(random.nextBoolean() ? ";" : ","));
    return "(" + joined + ")";
  }

  private String comparison() {
    return switch (random.nextInt(8)) {
      case 0, 1 ->
          oneOf(List.of("firstSeen", "lastSeen"))
              + oneOf(List.of("<", "<=", ">", ">=", "=lt=", "=le=", "=gt=", "=ge="))
              + time();
      case 2 ->
          "standing"
              + equality(
                  () ->
                      oneOf(List.of(Device.Standing.values()))
                          .name()
                          .toLowerCase(java.util.Locale.ROOT));
      default -> oneOf(FIELDS) + equality(this::pattern);
    };
  }

  private String equality(Supplier<String> value) {
    if (random.nextBoolean()) return oneOf(List.of("==", "!=")) + value.get();
    List<String> values = new ArrayList<>();
    for (int i = random.nextInt(1, 4); i > 0; i--) values.add(value.get());
    return oneOf(List.of("=in=", "=out=")) + "(" + String.join(",", values) + ")";
  }

  private String time() {
    return random.nextBoolean() ? ago().toString() : "-P%dD".formatted(random.nextInt(5));
  }

  /// A word, with some of its letters given for stars.
  private String pattern() {
    String word = word();
    String escaped;
    if (random.nextBoolean()) {
      escaped = escaped(word);
    } else {
      int letters = word.codePointCount(0, word.length());
      int first = random.nextInt(letters + 1);
      int from = word.offsetByCodePoints(0, first);
      int to = word.offsetByCodePoints(0, random.nextInt(first, letters + 1));
      escaped = escaped(word.substring(0, from)) + "*" + escaped(word.substring(to));
      if (random.nextInt(4) == 0) escaped = "*" + escaped;
    }
    return '"' + escaped.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String escaped(String word) {
    return word.replace("\\", "\\\\").replace("*", "\\*");
  }

  private String word() {
    return oneOf(WORDS);
  }

  private <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
