package io.fumarole.campaign.exchange;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.Event;
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
import java.util.function.Predicate;

/// Takes devices out of service and back. A device in quarantine still shows itself and is
/// answered, so that it is seen; its deployment waits, in the same step.
public final class Quarantine {
  /// A device changes a few times per session: whoever loses this often has met a stuck one.
  private static final int MOST_TRIES = 10;

  private static final Lookup PLAIN = new Lookup(Set.of(), false, Optional.empty());

  private final ExchangeStore store;
  private final Function<Device, ModelProfile> profiles;

  public Quarantine(ExchangeStore store, Function<Device, ModelProfile> profiles) {
    this.store = store;
    this.profiles = profiles;
  }

  public sealed interface Outcome {
    record Done(Device device) implements Outcome {}

    record Refused(Why why, String words) implements Outcome {}
  }

  /// Why nothing was done.
  public enum Why {
    UNKNOWN,
    /// The device is not as whoever asks has read it.
    STALE,
    /// It does not fit how the device stands.
    CONFLICT
  }

  /// Takes a device out of service; one that is out already stays so.
  ///
  /// @param reason for its history
  /// @param isAsRead whether the device is still the one that was decided about
  public Outcome begin(
      DeviceId id, Optional<String> reason, Predicate<Device> isAsRead, Instant now) {
    return move(id, Standing.QUARANTINED, reason, isAsRead, now);
  }

  /// Takes a device back into service.
  public Outcome end(
      DeviceId id, Optional<String> reason, Predicate<Device> isAsRead, Instant now) {
    return move(id, Standing.ENROLLED, reason, isAsRead, now);
  }

  private Outcome move(
      DeviceId id, Standing to, Optional<String> reason, Predicate<Device> isAsRead, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Loaded loaded = store.load(id, PLAIN);
      if (loaded.device().isEmpty()) return refused(Why.UNKNOWN, "there is no device " + id);
      Device device = loaded.device().get();
      if (device.standing() == Standing.PENDING)
        return refused(
            Why.CONFLICT,
            "device %s is pending: it gets no work before it is accepted".formatted(id));
      if (device.standing() == Standing.EXAMINED)
        return refused(
            Why.CONFLICT,
            "the conformance kit judges device %s: cancel its run first".formatted(id));
      if (!isAsRead.test(device))
        return refused(Why.STALE, "device " + id + " has changed since you read it");
      if (device.standing() == to) return new Outcome.Done(device);
      Device moved = device.withStanding(to);
      if (store.commit(loaded, changes(loaded, moved, reason, now))) return new Outcome.Done(moved);
    }
    return refused(Why.CONFLICT, "device " + id + " keeps changing: try again");
  }

  private Changes changes(Loaded loaded, Device moved, Optional<String> reason, Instant now) {
    boolean begins = moved.standing() == Standing.QUARANTINED;
    String words = begins ? "taken out of service by an operator" : "released by an operator";
    List<Event> events = new ArrayList<>();
    events.add(
        new Event(
            moved.id(),
            Optional.empty(),
            now,
            begins ? "quarantined" : "released",
            words + reason.map(it -> ": " + it).orElse("")));
    List<Deployment> changed = new ArrayList<>();
    for (Deployment was : loaded.deployments()) {
      Deployment after =
          begins
              ? DeploymentLife.held(was, moved.standing(), now)
              : DeploymentLife.released(was, now);
      if (after.equals(was)) continue;
      changed.add(DeploymentLife.planned(after, profiles.apply(moved), now));
      events.add(
          new Event(moved.id(), Optional.of(was.id()), now, after.state().word(), after.reason()));
    }
    return new Changes(Optional.of(moved), new SessionChange.Keep(), changed, List.of(), events);
  }

  private static Outcome refused(Why why, String words) {
    return new Outcome.Refused(why, words);
  }
}
