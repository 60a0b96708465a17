package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Hands devices to the conformance kit and takes them back. What has not begun on a device waits
/// meanwhile, in the same step; while something is under way on it, it is not handed out.
public final class Examination {
  /// A device changes a few times per session: whoever loses this often has met a stuck one.
  private static final int MOST_TRIES = 10;

  private static final Lookup PLAIN = new Lookup(Set.of(), false, Optional.empty());

  private final ExchangeStore store;
  private final Function<Device, ModelProfile> profiles;

  public Examination(ExchangeStore store, Function<Device, ModelProfile> profiles) {
    this.store = store;
    this.profiles = profiles;
  }

  public sealed interface Outcome {
    record Done() implements Outcome {}

    record Refused(String words) implements Outcome {}
  }

  /// Hands the device to the kit.
  ///
  /// @param asRead the device, as whoever hands it out knows it
  /// @param words for its history
  public Outcome begin(Device asRead, String words, Instant now) {
    DeviceId id = asRead.id();
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Loaded loaded = store.load(id, PLAIN);
      if (loaded.device().isEmpty()) return refused("there is no device " + id);
      Device device = loaded.device().get();
      if (device.standing() != asRead.standing())
        return refused("device " + id + " has changed: try again");
      Optional<String> why = refusal(device, loaded, now);
      if (why.isPresent()) return refused(why.get());
      Device examined = device.withStanding(Standing.EXAMINED);
      if (store.commit(loaded, changes(loaded, examined, "examined", words, now)))
        return new Outcome.Done();
    }
    return refused("device " + id + " keeps changing: try again");
  }

  private static Optional<String> refusal(Device device, Loaded loaded, Instant now) {
    return switch (device.standing()) {
      case PENDING ->
          Optional.of("device %s is pending: accept it before it is judged".formatted(device.id()));
      case EXAMINED -> Optional.of("device %s is being judged already".formatted(device.id()));
      case ENROLLED, QUARANTINED ->
          Exchange.open(loaded.deployments())
              .filter(it -> isUnderWay(it, now))
              .map(
                  it ->
                      "deployment %s of device %s is %s: wait for its end, or cancel it"
                          .formatted(it.id(), device.id(), it.state().word()));
    };
  }

  /// What cannot be made to wait.
  private static boolean isUnderWay(Deployment open, Instant now) {
    return DeploymentLife.held(open, Standing.EXAMINED, now)
        .waiting()
        .filter(it -> it.what() == For.RELEASE)
        .isEmpty();
  }

  /// Takes the device back; nothing happens when the kit does not have it.
  ///
  /// @param back how it stood before
  /// @param words for its history
  public Outcome end(DeviceId id, Standing back, String words, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Loaded loaded = store.load(id, PLAIN);
      if (loaded.device().isEmpty()) return refused("there is no device " + id);
      Device device = loaded.device().get();
      if (device.standing() != Standing.EXAMINED) return new Outcome.Done();
      if (store.commit(loaded, changes(loaded, device.withStanding(back), "judged", words, now)))
        return new Outcome.Done();
    }
    return refused("device " + id + " keeps changing: try again");
  }

  private Changes changes(Loaded loaded, Device moved, String kind, String words, Instant now) {
    List<Event> events = new ArrayList<>();
    events.add(new Event(moved.id(), Optional.empty(), now, kind, words));
    List<Deployment> changed = new ArrayList<>();
    for (Deployment was : loaded.deployments()) {
      Deployment after =
          moved.standing().isOut()
              ? DeploymentLife.held(was, moved.standing(), now)
              : DeploymentLife.released(was, now);
      if (after.equals(was)) continue;
      changed.add(DeploymentLife.planned(after, profiles.apply(moved), now));
      events.add(
          new Event(moved.id(), Optional.of(was.id()), now, after.state().word(), after.reason()));
    }
    return new Changes(Optional.of(moved), new SessionChange.Keep(), changed, List.of(), events);
  }

  private static Outcome refused(String words) {
    return new Outcome.Refused(words);
  }
}
