package io.fumarole.app.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Behaviour;
import io.fumarole.lab.rehearsal.Rehearsal;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.server.lab.DeviceHabits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Makes a rehearsal of what is known of a server's devices and of what is said about them.
///
/// @param packages of the model
/// @param past what an earlier campaign tells
/// @param profiles those that are known, by name
public record Preparation(
    CampaignId id,
    CampaignPlan plan,
    List<FirmwarePackage> packages,
    KnownFleet fleet,
    Optional<PastRates> past,
    Function<String, Optional<ModelProfile>> profiles) {
  public static final long USUAL_LINK = 1_000_000;
  public static final Share USUAL_JITTER = new Share(0.1);
  public static final Duration USUAL_INSTALL = Duration.ofMinutes(5);

  private static final Share USUAL_ANSWERS = new Share(0.9);
  private static final Duration USUAL_ANSWERS_WITHIN = Duration.ofMinutes(1);
  private static final Duration USUAL_OFFLINE = Duration.ofHours(1);

  public Preparation {
    packages = List.copyOf(packages);
  }

  /// Of devices whose own profile is not known.
  public static ModelProfile usualProfile() {
    return ModelProfiles.shipped().stream()
        .filter(it -> it.name().equals(ModelProfiles.STRICT))
        .findFirst()
        .orElseThrow();
  }

  /// What an answer stands on, in sentences.
  public List<String> sources(DeviceHabits given) {
    List<String> all = new ArrayList<>();
    all.add(fleet.words(plan.within()));
    fleet.silence(plan.within()).ifPresent(all::add);
    if (given.poll().isEmpty())
      all.add("how often devices call is guessed from when they were seen last");
    all.add(
        past.map(PastRates::words)
            .orElse(
                "no earlier campaign of the model tells how updates end: in none have %d devices ended"
                    .formatted(PastRates.FEWEST)));
    return all;
  }

  /// @param longest it is followed for so long
  /// @throws IllegalArgumentException when what is said makes no sense
  public Rehearsal rehearsal(
      Behaviour behaviour, Instant from, Duration longest, Optional<Duration> resumeAfter) {
    if (fleet.size() == 0)
      throw new IllegalArgumentException(
          "no enrolled device of the model matches the campaign's filter");
    return new Rehearsal(
        id,
        plan,
        packages,
        usualProfile(),
        fleet.roster(plan.within(), behaviour, profiles),
        from,
        longest,
        resumeAfter);
  }

  /// What is said counts, then what is learnt, then what is usual.
  ///
  /// @throws IllegalArgumentException when what is said makes no sense
  public Behaviour behaviour(DeviceHabits given) {
    if (given.offline().isEmpty() && given.offlineFor().isPresent())
      throw new IllegalArgumentException("how long devices are away goes with how many are");
    long carries = given.link().orElse(USUAL_LINK);
    return new Behaviour(
        given.poll().or(fleet::poll),
        given.jitter().map(Share::new).orElse(USUAL_JITTER),
        Share.NONE,
        Share.NONE,
        new OfflineHours(
            given.offline().map(Share::new).orElse(Share.NONE),
            given.offlineFor().orElse(USUAL_OFFLINE)),
        new Behaviour.Notified(
            true,
            given.answers().map(Share::new).orElse(USUAL_ANSWERS),
            given.answersWithin().orElse(USUAL_ANSWERS_WITHIN)),
        new Behaviour.Work(
            carries,
            given.install().orElseGet(() -> installs(carries)),
            given.silent().map(Share::new).or(() -> past.map(PastRates::silent)).orElse(Share.NONE),
            given
                .fail()
                .map(Preparation::failures)
                .or(() -> past.map(PastRates::failures))
                .orElse(Failures.NONE)));
  }

  /// The time of an update that was seen, without its download.
  private Duration installs(long carries) {
    long largest = packages.stream().mapToLong(FirmwarePackage::size).max().orElse(0);
    Duration fetching = Duration.ofSeconds(largest / Math.max(1, carries));
    return past.flatMap(PastRates::update)
        .map(it -> it.compareTo(fetching) > 0 ? it.minus(fetching) : Duration.ZERO)
        .orElse(USUAL_INSTALL);
  }

  private static Failures failures(SortedMap<Integer, Double> shares) {
    List<Failures.Kind> kinds = new ArrayList<>();
    shares.forEach(
        (code, share) -> kinds.add(new Failures.Kind(new ResultCode(code), new Share(share))));
    return new Failures(kinds);
  }

  /// The other way round: what counts, for those who want to say something else.
  public static DeviceHabits habits(Behaviour behaviour) {
    SortedMap<Integer, Double> failures = new TreeMap<>();
    for (Failures.Kind kind : behaviour.work().failures().kinds())
      failures.put(kind.code().value(), kind.share().part());
    return new DeviceHabits(
        behaviour.poll(),
        Optional.of(behaviour.jitter().part()),
        Optional.of(behaviour.notified().answers().part()),
        Optional.of(behaviour.notified().within()),
        Optional.of(behaviour.offline().share().part()),
        Optional.of(behaviour.offline().period()),
        Optional.of(behaviour.work().octetsPerSecond()),
        Optional.of(behaviour.work().install()),
        Optional.of(behaviour.work().silent().part()),
        Optional.of(failures));
  }
}
