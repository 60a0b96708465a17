package io.fumarole.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.fumarole.app.rehearsal.Preparation;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Behaviour;
import io.fumarole.lab.rehearsal.DeviceGroup;
import io.fumarole.lab.rehearsal.Roster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// A fleet that is only described, in a file (JSON or HOCON): `docs/rehearsal.md` has one. What a
/// group does not say is as the file says for all.
final class DescribedFleet {
  private static final Set<String> OF_GROUP =
      Set.of(
          "name",
          "devices",
          "version",
          "hardware",
          "zone",
          "poll",
          "jitter",
          "gone",
          "unready",
          "offline",
          "offlineFor",
          "address",
          "answers",
          "answersWithin",
          "link",
          "install",
          "silent",
          "fail");

  private static final Set<String> OF_FILE = Set.of("groups", "packages");
  private static final Set<String> OF_PACKAGE = Set.of("from", "to", "size");
  private static final long MOST_OCTETS = 1L << 42;

  private final Path file;
  private final ConfigObject root;

  private DescribedFleet(Path file, ConfigObject root) {
    this.file = file;
    this.root = root;
  }

  static DescribedFleet read(Path file) {
    if (!Files.isRegularFile(file)) throw new CliMistake("no fleet at " + file);
    try {
      return new DescribedFleet(file, ConfigFactory.parseFile(file.toFile()).resolve().root());
    } catch (ConfigException wrong) {
      throw new CliMistake(String.valueOf(wrong.getMessage()));
    }
  }

  Roster roster() {
    List<ConfigObject> groups = objects("groups");
    List<DeviceGroup> all = new ArrayList<>();
    if (groups.isEmpty()) all.add(new Part(root, Optional.empty()).group("all"));
    requireKnown(root, OF_GROUP, OF_FILE);
    for (ConfigObject group : groups) {
      requireKnown(group, OF_GROUP, Set.of());
      all.add(new Part(group, Optional.of(root)).group("group " + (all.size() + 1)));
    }
    try {
      return Roster.described(all);
    } catch (IllegalArgumentException refused) {
      throw mistake(root.origin(), String.valueOf(refused.getMessage()));
    }
  }

  /// Empty when the file leaves them to the server.
  List<FirmwarePackage> packages(CampaignPlan plan) {
    List<FirmwarePackage> all = new ArrayList<>();
    for (ConfigObject each : objects("packages")) {
      requireKnown(each, OF_PACKAGE, Set.of());
      var part = new Part(each, Optional.empty());
      all.add(
          image(
              plan,
              "package-" + (all.size() + 1),
              part.text("from"),
              part.text("to").orElse(plan.release().version()),
              part.octets("size")
                  .orElseThrow(() -> mistake(each.origin(), "size: it is missing"))));
    }
    return all;
  }

  private static FirmwarePackage image(
      CampaignPlan plan, String id, Optional<String> from, String to, long size) {
    return new FirmwarePackage(
        new PackageId(id),
        id,
        "",
        plan.release().model(),
        from,
        to,
        "0".repeat(64),
        size,
        FirmwarePackage.OCTET_STREAM,
        false,
        false,
        Instant.EPOCH);
  }

  private List<ConfigObject> objects(String key) {
    ConfigValue value = root.get(key);
    if (value == null) return List.of();
    if (!(value instanceof ConfigList list))
      throw mistake(value.origin(), key + ": it is a list, such as [ { … }, { … } ]");
    List<ConfigObject> all = new ArrayList<>();
    for (ConfigValue each : list) {
      if (!(each instanceof ConfigObject object))
        throw mistake(each.origin(), key + ": each is an object, such as { name = meters }");
      all.add(object);
    }
    return all;
  }

  private void requireKnown(ConfigObject object, Set<String> known, Set<String> more) {
    for (Map.Entry<String, ConfigValue> each : object.entrySet())
      if (!known.contains(each.getKey()) && !more.contains(each.getKey()))
        throw mistake(
            each.getValue().origin(),
            "unknown key '%s': there are %s"
                .formatted(each.getKey(), String.join(", ", known.stream().sorted().toList())));
  }

  private CliMistake mistake(ConfigOrigin at, String words) {
    return new CliMistake(
        at.lineNumber() > 0
            ? "%s, line %d: %s".formatted(file, at.lineNumber(), words)
            : "%s: %s".formatted(file, words));
  }

  /// An object of the file, and where it looks for what it does not say.
  private final class Part {
    private final ConfigObject own;
    private final Optional<ConfigObject> shared;

    Part(ConfigObject own, Optional<ConfigObject> shared) {
      this.own = own;
      this.shared = shared;
    }

    DeviceGroup group(String usualName) {
      ConfigValue count = own.get("devices");
      if (count == null) throw mistake(own.origin(), "devices: how many is missing");
      return new DeviceGroup(
          Optional.ofNullable(own.get("name")).map(this::string).orElse(usualName),
          read("devices", value -> (int) whole(value, 0, Roster.MOST)).orElse(0),
          text("version"),
          text("hardware"),
          read("zone", value -> ZoneId.of(string(value))),
          checked(own.origin(), this::behaviour));
    }

    private Behaviour behaviour() {
      Duration away = time("offlineFor").orElse(Duration.ofHours(1));
      return new Behaviour(
          time("poll"),
          read("jitter", this::part).orElse(Preparation.USUAL_JITTER),
          share("gone"),
          share("unready"),
          new OfflineHours(share("offline"), away),
          new Behaviour.Notified(
              read("address", this::truth).orElse(false),
              read("answers", this::part).orElse(new Share(1)),
              time("answersWithin").orElse(Duration.ofMinutes(1))),
          new Behaviour.Work(
              octets("link").orElse(Preparation.USUAL_LINK),
              time("install").orElse(Preparation.USUAL_INSTALL),
              share("silent"),
              read("fail", value -> Failures.parse(string(value))).orElse(Failures.NONE)));
    }

    private Share share(String key) {
      return read(key, this::part).orElse(Share.NONE);
    }

    private Share part(ConfigValue value) {
      return Share.parse(string(value));
    }

    private Optional<Duration> time(String key) {
      return read(key, value -> wrapped(value).getDuration("x"));
    }

    Optional<Long> octets(String key) {
      return read(
          key,
          value -> {
            long octets = wrapped(value).getBytes("x");
            if (octets < 1 || octets > MOST_OCTETS)
              throw new IllegalArgumentException("a size is 1 to " + MOST_OCTETS + " octets");
            return octets;
          });
    }

    Optional<String> text(String key) {
      return read(key, this::string);
    }

    private String string(ConfigValue value) {
      if (value.valueType() != ConfigValueType.STRING
          && value.valueType() != ConfigValueType.NUMBER)
        throw new IllegalArgumentException("it is text, not " + value.render());
      return String.valueOf(value.unwrapped());
    }

    private boolean truth(ConfigValue value) {
      return wrapped(value).getBoolean("x");
    }

    private long whole(ConfigValue value, long least, long most) {
      long number = wrapped(value).getLong("x");
      if (number < least || number > most)
        throw new IllegalArgumentException(
            "a number from %,d to %,d, not %,d".formatted(least, most, number));
      return number;
    }

    private static Config wrapped(ConfigValue value) {
      return value.atKey("x");
    }

    private <T> Optional<T> read(String key, Function<ConfigValue, T> reading) {
      ConfigValue value = own.get(key);
      if (value == null && shared.isPresent()) value = shared.get().get(key);
      if (value == null) return Optional.empty();
      ConfigValue there = value;
      return Optional.of(checked(there.origin(), key, () -> reading.apply(there)));
    }

    private <T> T checked(ConfigOrigin at, Supplier<T> value) {
      try {
        return value.get();
      } catch (IllegalArgumentException refused) {
        throw mistake(at, String.valueOf(refused.getMessage()));
      }
    }

    private <T> T checked(ConfigOrigin at, String key, Supplier<T> value) {
      try {
        return value.get();
      } catch (ConfigException wrong) {
        throw mistake(at, key + ": " + plain(wrong));
      } catch (IllegalArgumentException | DateTimeException refused) {
        throw mistake(at, key + ": " + refused.getMessage());
      }
    }

    /// Without the place, which is told already.
    private static String plain(ConfigException wrong) {
      return String.valueOf(wrong.getMessage())
          .replaceFirst("^.*?: \\d+: ", "")
          .replace("x ", "it ");
    }
  }
}
