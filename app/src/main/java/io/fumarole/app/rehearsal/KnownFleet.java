package io.fumarole.app.rehearsal;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.plan.Silence;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Behaviour;
import io.fumarole.lab.rehearsal.DeviceGroup;
import io.fumarole.lab.rehearsal.Roster;
import io.fumarole.lab.rehearsal.Times;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// The devices that a campaign is for, as an inventory has them.
public final class KnownFleet {
  /// Whoever was silent for longer says nothing about how often the others call.
  private static final Duration ALIVE = Duration.ofDays(14);

  private final Instant now;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Kind, Kind> kinds = new HashMap<>();

  /// What decides how a device goes through a campaign.
  ///
  /// @param profile by name
  public record Kind(
      Optional<String> version,
      Optional<String> hardware,
      Optional<ZoneId> zone,
      boolean hasAddress,
      String profile) {}

  private record Entry(String id, Kind kind, Instant lastSeen) {}

  private record Judged(Kind kind, boolean isGone) {}

  /// @param now when the inventory was read
  public KnownFleet(Instant now) {
    this.now = now;
  }

  /// In the order of their ids.
  public void add(String id, Kind kind, Instant lastSeen) {
    Kind known = kinds.computeIfAbsent(kind, it -> it);
    entries.add(new Entry(id, known, lastSeen));
  }

  public int size() {
    return entries.size();
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
  /// @param profiles by name; a device of an unknown one has the usual limits
  Roster roster(
      Duration within, Behaviour behaviour, Function<String, Optional<ModelProfile>> profiles) {
    Map<Judged, Integer> numbers = new LinkedHashMap<>();
    List<Integer> groupOf = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (Entry entry : entries) {
      var judged = new Judged(entry.kind(), isGone(entry, within));
      int group = numbers.computeIfAbsent(judged, _ -> numbers.size());
      if (group == sizes.size()) sizes.add(0);
      sizes.set(group, sizes.get(group) + 1);
      groupOf.add(group);
      ids.add(entry.id());
    }
    List<DeviceGroup> groups = new ArrayList<>();
    numbers.forEach(
        (judged, group) ->
            groups.add(
                group(
                    judged, sizes.get(group), behaviour, profiles.apply(judged.kind().profile()))));
    return Roster.known(groups, ids, groupOf);
  }

  private boolean isGone(Entry entry, Duration within) {
    return entry.lastSeen().plus(within).isBefore(now);
  }

  private static DeviceGroup group(
      Judged judged, int size, Behaviour usual, Optional<ModelProfile> profile) {
    Kind kind = judged.kind();
    Behaviour behaviour =
        new Behaviour(
            usual.poll(),
            usual.jitter(),
            judged.isGone() ? new Share(1) : usual.gone(),
            judged.isGone() ? Share.NONE : usual.unready(),
            usual.offline(),
            kind.hasAddress() ? usual.notified() : Behaviour.Notified.NEVER,
            usual.work());
    return new DeviceGroup(
        kind.version().orElse("an unknown version"),
        size,
        kind.version(),
        kind.hardware(),
        kind.zone(),
        profile,
        behaviour);
  }

  /// Those that have stopped calling and do not count as gone yet.
  Optional<String> silence(Duration within) {
    return Silence.of(entries.stream().mapToLong(it -> it.lastSeen().toEpochMilli()), within, now)
        .filter(it -> it.longest().compareTo(within) < 0)
        .flatMap(Silence::words)
        .map(it -> it + "; who does not count as gone is rehearsed to call like the others");
  }

  String words(Duration within) {
    long silent = entries.stream().filter(it -> isGone(it, within)).count();
    return "%,d devices of the server's inventory; %,d of them were not heard of for %s and count as gone"
        .formatted(entries.size(), silent, Times.words(within));
  }
}
