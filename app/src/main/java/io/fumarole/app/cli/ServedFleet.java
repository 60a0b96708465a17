package io.fumarole.app.cli;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Behaviour;
import io.fumarole.lab.rehearsal.DeviceGroup;
import io.fumarole.lab.rehearsal.Roster;
import io.fumarole.lab.rehearsal.Times;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// The devices of a server that a campaign is for, as its inventory has them.
final class ServedFleet {
  /// Whoever was silent for longer says nothing about how often the others call.
  private static final Duration ALIVE = Duration.ofDays(14);

  private final List<Entry> entries;
  private final Instant now;

  /// What decides how a device goes through a campaign.
  private record Entry(String id, Traits traits, Instant lastSeen) {}

  private record Traits(
      Optional<String> version,
      Optional<String> hardware,
      Optional<ZoneId> zone,
      boolean hasAddress,
      boolean isGone) {}

  private ServedFleet(List<Entry> entries, Instant now) {
    this.entries = entries;
    this.now = now;
  }

  static ServedFleet of(CampaignPlan plan, Connection connection, Instant now) throws IOException {
    String asked = plan.target().filter();
    String filter =
        "model==\"%s\";standing==enrolled%s"
            .formatted(plan.release().model(), asked.isBlank() ? "" : ";(" + asked + ")");
    Path list = Files.createTempFile("fumarole-devices", ".jsonl");
    try {
      try (OutputStream out = Files.newOutputStream(list)) {
        connection
            .api()
            .download(
                ApiClient.query("/devices.jsonl", Map.of("filter", Optional.of(filter))), out);
      }
      try (Stream<String> lines = Files.lines(list)) {
        return new ServedFleet(
            lines.filter(it -> !it.isBlank()).map(ServedFleet::entry).toList(), now);
      }
    } finally {
      Files.delete(list);
    }
  }

  private static Entry entry(String line) {
    JsonNode device = ApiClient.JSON.readTree(line);
    return new Entry(
        device.path("id").asString(),
        new Traits(
            text(device, "version"),
            text(device, "hardware"),
            text(device.path("labels"), "zone").flatMap(ServedFleet::zone),
            text(device, "address").isPresent(),
            false),
        Instant.parse(device.path("lastSeen").asString()));
  }

  private static Optional<String> text(JsonNode node, String key) {
    String text = node.path(key).asString("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /// As the server does: what is no zone is none.
  private static Optional<ZoneId> zone(String label) {
    try {
      return Optional.of(ZoneId.of(label));
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Devices that call each for themselves were seen last half an interval ago, in the middle.
  Optional<Duration> poll() {
    List<Duration> ages =
        entries.stream()
            .map(it -> Duration.between(it.lastSeen(), now))
            .filter(it -> it.compareTo(ALIVE) < 0)
            .sorted()
            .toList();
    if (ages.isEmpty()) return Optional.empty();
    long seconds = 2 * ages.get(ages.size() / 2).toSeconds();
    return Optional.of(Duration.ofSeconds(Math.max(1, seconds)));
  }

  /// @param within whoever was silent for longer is taken to be gone
  Roster roster(Duration within, Behaviour behaviour) {
    Map<Traits, Integer> numbers = new LinkedHashMap<>();
    List<Integer> groupOf = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    Map<Integer, Integer> sizes = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Traits traits = judged(entry, within);
      int group = numbers.computeIfAbsent(traits, _ -> numbers.size());
      sizes.merge(group, 1, Integer::sum);
      groupOf.add(group);
      ids.add(entry.id());
    }
    List<DeviceGroup> groups = new ArrayList<>();
    numbers.forEach(
        (traits, group) -> groups.add(group(traits, sizes.getOrDefault(group, 0), behaviour)));
    try {
      return Roster.known(groups, ids, groupOf);
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(String.valueOf(refused.getMessage()));
    }
  }

  private Traits judged(Entry entry, Duration within) {
    Traits traits = entry.traits();
    boolean isGone = entry.lastSeen().plus(within).isBefore(now);
    return new Traits(
        traits.version(), traits.hardware(), traits.zone(), traits.hasAddress(), isGone);
  }

  private static DeviceGroup group(Traits traits, int size, Behaviour usual) {
    Behaviour behaviour =
        new Behaviour(
            usual.poll(),
            usual.jitter(),
            traits.isGone() ? new Share(1) : usual.gone(),
            traits.isGone() ? Share.NONE : usual.unready(),
            usual.offline(),
            traits.hasAddress() ? usual.notified() : Behaviour.Notified.NEVER,
            usual.work());
    return new DeviceGroup(
        traits.version().orElse("an unknown version"),
        size,
        traits.version(),
        traits.hardware(),
        traits.zone(),
        behaviour);
  }

  String words(Duration within) {
    long silent = entries.stream().filter(it -> judged(it, within).isGone()).count();
    return "%,d devices of the server's inventory; %,d of them were not heard of for %s and count as gone"
        .formatted(entries.size(), silent, Times.words(within));
  }

  /// All packages of the model: some may lead there over other versions.
  static List<FirmwarePackage> packages(CampaignPlan plan, Connection connection) {
    List<FirmwarePackage> all = new ArrayList<>();
    JsonNode listed = connection.api().get(ApiClient.listing("/packages", Map.of()));
    for (JsonNode each : listed.path("packages"))
      if (each.path("model").asString().equals(plan.release().model())
          && each.path("release").asString().equals("released")) all.add(image(each));
    boolean isThere = all.stream().anyMatch(it -> it.toVersion().equals(plan.release().version()));
    if (!isThere)
      throw new CliMistake(
          "no released package takes model %s to version %s: add one with 'package add', or say its size in a file for --fleet"
              .formatted(plan.release().model(), plan.release().version()));
    return all;
  }

  private static FirmwarePackage image(JsonNode node) {
    List<String> hardware = new ArrayList<>();
    node.path("hardware").forEach(it -> hardware.add(it.asString()));
    Function<String, String> text = key -> node.path(key).asString();
    return new FirmwarePackage(
            new PackageId(text.apply("id")),
            text.apply("name"),
            text.apply("vendor"),
            text.apply("model"),
            text(node, "fromVersion"),
            text.apply("toVersion"),
            text.apply("sha256"),
            node.path("size").asLong(),
            text.apply("contentType"),
            node.path("signed").asBoolean(),
            false,
            Instant.parse(text.apply("added")))
        .withHardware(hardware);
  }
}
