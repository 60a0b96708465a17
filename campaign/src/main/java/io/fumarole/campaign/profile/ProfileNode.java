package io.fumarole.campaign.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// One JSON object of a profile, read key by key; every complaint names the file and the key.
record ProfileNode(String source, String path, JsonNode json) {
  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");

  /// An enum's constants by the words that files use: `DOWNLOAD_AND_UPDATE` is
  /// `download-and-update`.
  static <E extends Enum<E>> Map<String, E> words(E[] values) {
    Map<String, E> words = new LinkedHashMap<>();
    for (E value : values)
      words.put(value.name().toLowerCase(Locale.ROOT).replace('_', '-'), value);
    return words;
  }

  ProfileException wrong(String key, String reason) {
    return new ProfileException(source, path.isEmpty() ? key : path + "." + key, reason);
  }

  void allow(String... keys) throws ProfileException {
    if (!json.isObject()) throw new ProfileException(source, path, "a JSON object is needed");
    Set<String> allowed = new TreeSet<>(List.of(keys));
    for (String key : json.propertyNames()) {
      if (!allowed.contains(key)) throw wrong(key, "unknown; allowed are " + join(allowed));
    }
  }

  boolean has(String key) {
    return json.has(key);
  }

  Set<String> keys() throws ProfileException {
    if (!json.isObject()) throw new ProfileException(source, path, "a JSON object is needed");
    return new TreeSet<>(json.propertyNames());
  }

  ProfileNode child(String key) throws ProfileException {
    return new ProfileNode(source, path.isEmpty() ? key : path + "." + key, value(key));
  }

  String text(String key) throws ProfileException {
    JsonNode value = value(key);
    if (!value.isString() || value.stringValue().isBlank()) throw wrong(key, "a text is needed");
    return value.stringValue();
  }

  boolean flag(String key) throws ProfileException {
    JsonNode value = value(key);
    if (!value.isBoolean()) throw wrong(key, "true or false is needed");
    return value.booleanValue();
  }

  long number(String key, long least, long most) throws ProfileException {
    JsonNode value = value(key);
    if (!value.canConvertToLong() || !value.isIntegralNumber())
      throw wrong(key, "a whole number is needed");
    long number = value.longValue();
    if (number < least || number > most)
      throw wrong(key, number + " is not between " + least + " and " + most);
    return number;
  }

  /// A time such as `30s`, `15m`, `24h` or `3d`; `usual` when the key is missing.
  Duration time(String key, Duration usual, Duration longest) throws ProfileException {
    if (!has(key)) return usual;
    String text = text(key);
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) throw wrong(key, "'" + text + "' is no time such as 15m, 24h or 3d");
    long number = Long.parseLong(parts.group(1));
    Duration time =
        switch (parts.group(2)) {
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          default -> Duration.ofDays(number);
        };
    if (!time.isPositive() || time.compareTo(longest) > 0)
      throw wrong(key, "'" + text + "' is not between 1s and " + longest.toDays() + "d");
    return time;
  }

  List<String> texts(String key) throws ProfileException {
    List<String> texts = new ArrayList<>();
    JsonNode value = value(key);
    if (!value.isArray()) throw wrong(key, "a list is needed");
    for (JsonNode element : value) {
      if (!element.isString()) throw wrong(key, "a list of texts is needed");
      texts.add(element.stringValue());
    }
    return texts;
  }

  <T> T word(String key, Map<String, T> words) throws ProfileException {
    return meaning(key, text(key), words);
  }

  <T> List<T> wordList(String key, Map<String, T> words) throws ProfileException {
    List<T> meanings = new ArrayList<>();
    for (String word : texts(key)) meanings.add(meaning(key, word, words));
    return meanings;
  }

  private <T> T meaning(String key, String word, Map<String, T> words) throws ProfileException {
    T meaning = words.get(word);
    if (meaning == null)
      throw wrong(key, "'" + word + "' is unknown; allowed are " + join(words.keySet()));
    return meaning;
  }

  private JsonNode value(String key) throws ProfileException {
    JsonNode value = json.get(key);
    if (value == null) throw wrong(key, "missing");
    return value;
  }

  private static String join(Set<String> words) {
    return String.join(", ", words);
  }
}
