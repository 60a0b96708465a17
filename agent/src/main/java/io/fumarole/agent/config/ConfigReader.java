package io.fumarole.agent.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads settings one by one; a mistake becomes one line that names the key, the value and what is
/// allowed.
final class ConfigReader {
  private final Config config;
  private final Path base;
  private final Set<String> known = new HashSet<>();

  /// @param base where relative files are
  ConfigReader(Config config, Path base) {
    this.config = config;
    this.base = base;
  }

  String text(String key) {
    String value = optionalText(key);
    if (value.isBlank()) throw mistake(key, "must be set");
    return value;
  }

  String optionalText(String key) {
    return read(key, "a text", () -> config.hasPath(key) ? config.getString(key).strip() : "");
  }

  boolean flag(String key) {
    return read(key, "true or false", () -> config.getBoolean(key));
  }

  long number(String key, long least, long most) {
    String allowed = "a whole number from " + least + " to " + most;
    return within(key, read(key, allowed, () -> config.getLong(key)), least, most, allowed);
  }

  long octets(String key, long least, long most) {
    String allowed = "a size from " + least + " to " + most + " octets, such as 64 KiB";
    return within(key, read(key, allowed, () -> config.getBytes(key)), least, most, allowed);
  }

  double part(String key) {
    String allowed = "a number from 0 to 1";
    double value = read(key, allowed, () -> config.getDouble(key));
    if (!(value >= 0 && value <= 1)) throw mistake(key, "must be " + allowed);
    return value;
  }

  Duration duration(String key, Duration least, Duration most) {
    String allowed = "a duration from " + words(least) + " to " + words(most) + ", such as 30 s";
    Duration value = read(key, allowed, () -> config.getDuration(key));
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0)
      throw mistake(key, "must be " + allowed);
    return value;
  }

  List<String> texts(String key) {
    return read(key, "a list of texts", () -> List.copyOf(config.getStringList(key)));
  }

  <E extends Enum<E>> E oneOf(String key, Class<E> type) {
    String value = optionalText(key);
    for (E each : EnumSet.allOf(type)) {
      if (label(each).equals(value.toLowerCase(Locale.ROOT))) return each;
    }
    String allowed =
        EnumSet.allOf(type).stream().map(ConfigReader::label).collect(Collectors.joining(", "));
    throw mistake(key, "must be one of " + allowed);
  }

  /// A file that must be there, when it is named at all.
  Optional<Path> file(String key) {
    String value = optionalText(key);
    return value.isEmpty() ? Optional.empty() : Optional.of(existing(key, value));
  }

  List<Path> files(String key) {
    return texts(key).stream().map(name -> existing(key, name)).toList();
  }

  Path path(String key) {
    return base.resolve(text(key)).toAbsolutePath().normalize();
  }

  /// Refuses a setting that nobody has asked for: most often a slip of the pen.
  void refuseUnknown() {
    config.entrySet().stream()
        .map(entry -> entry.getKey())
        .filter(key -> !known.contains(key))
        .sorted()
        .findFirst()
        .ifPresent(
            key -> {
              throw mistake(key, "is no setting of the agent");
            });
  }

  ConfigMistake mistake(String key, String what) {
    String given = config.hasPath(key) ? " = " + shown(key) : "";
    return new ConfigMistake(key + given + ": " + what);
  }

  /// Values of secrets never reach a terminal or a log.
  private String shown(String key) {
    boolean isSecret = key.endsWith("secret") || key.endsWith(".pin") || key.endsWith(".imsi");
    return isSecret ? "(hidden)" : config.getValue(key).render();
  }

  private Path existing(String key, String name) {
    Path file = base.resolve(name).toAbsolutePath().normalize();
    if (!Files.isReadable(file))
      throw mistake(key, "must name a file that can be read; looked at " + file);
    return file;
  }

  private long within(String key, long value, long least, long most, String allowed) {
    if (value < least || value > most) throw mistake(key, "must be " + allowed);
    return value;
  }

  private <T> T read(String key, String allowed, java.util.function.Supplier<T> value) {
    known.add(key);
    try {
      return value.get();
    } catch (ConfigException.Missing e) {
      throw new ConfigMistake(key + ": must be set to " + allowed);
    } catch (ConfigException e) {
      throw mistake(key, "must be " + allowed);
    }
  }

  private static String label(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String words(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }
}
