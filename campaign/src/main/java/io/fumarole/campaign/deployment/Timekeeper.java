package io.fumarole.campaign.deployment;

import io.fumarole.campaign.deployment.DeploymentLife.Due;
import io.fumarole.campaign.deployment.DeploymentStore.Change;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Looks at the deployments whose time has come, and does with them what [DeploymentLife#due] says.
/// All that it knows is in the store: after a restart it goes on where it was, and any number of
/// them may work at once.
public final class Timekeeper {
  /// Small, so that the store's one writer is never held for long.
  private static final int SLICE = 500;

  /// Long enough for a slice, short enough for whoever waits for one whose worker died.
  private static final Duration LEASE = Duration.ofMinutes(5);

  private final DeploymentStore deployments;
  private final DeviceStore devices;
  private final Function<Device, ModelProfile> profiles;
  private final Effects effects;
  private final Holds holds;

  public Timekeeper(
      DeploymentStore deployments,
      DeviceStore devices,
      Function<Device, ModelProfile> profiles,
      Holds holds,
      Effects effects) {
    this.holds = holds;
    this.deployments = deployments;
    this.devices = devices;
    this.profiles = profiles;
    this.effects = effects;
  }

  /// What campaigns keep from beginning.
  public interface Holds {
    Holds NONE = (part, device, now) -> Optional.empty();

    Optional<Hold> of(Goal.Part part, Device device, Instant now);

    /// How the devices of the campaign are treated.
    default Patience patience(Goal.Part part, Patience usual, Instant now) {
      return usual;
    }
  }

  /// What follows once a change is stored. Losing it in a crash does no harm: it is asked for again
  /// when the next limit passes.
  public interface Effects {
    void ended(Deployment deployment, Instant now);

    /// Asks a device to open a session.
    void notify(DeviceId device, Instant now);
  }

  /// Deals with all that is due now; returns how many deployments have changed.
  public int round(Instant now) {
    int changed = 0;
    List<Deployment> slice;
    do {
      slice = deployments.claim(now, now.plus(LEASE), SLICE);
      changed += settle(slice, now);
    } while (slice.size() == SLICE);
    return changed;
  }

  private int settle(List<Deployment> slice, Instant now) {
    List<Change> changes = new ArrayList<>();
    Set<DeploymentId> told = new HashSet<>();
    Set<DeploymentId> notified = new HashSet<>();
    for (Deployment was : slice) {
      Optional<Device> device = devices.find(was.device());
      if (device.isEmpty()) continue;
      Due due = due(was, device.get(), now);
      Optional<Event> event = event(was, due.after(), now);
      changes.add(new Change(due.after(), event));
      if (event.isPresent()) told.add(was.id());
      if (due.notifies()) notified.add(was.id());
    }
    if (changes.isEmpty()) return 0;
    int changed = 0;
    for (Deployment stored : deployments.update(changes)) {
      if (told.contains(stored.id())) changed++;
      if (stored.state().isEnd()) effects.ended(stored, now);
      if (notified.contains(stored.id())) effects.notify(stored.device(), now);
    }
    return changed;
  }

  /// A device that is out of service is in nobody's hands but an operator's; another one may be
  /// held back by its campaign.
  private Due due(Deployment was, Device device, Instant now) {
    ModelProfile usual = profiles.apply(device);
    ModelProfile profile =
        was.part()
            .map(part -> usual.with(holds.patience(part, usual.patience(), now)))
            .orElse(usual);
    if (device.standing().isOut()) {
      Deployment held = DeploymentLife.held(was, device.standing(), now);
      return DeploymentLife.due(held, profile, Optional.empty(), now);
    }
    Optional<Hold> hold = was.part().flatMap(part -> holds.of(part, device, now));
    return DeploymentLife.due(was, profile, hold, now);
  }

  private static Optional<Event> event(Deployment was, Deployment after, Instant now) {
    boolean tells = was.state() != after.state() || !was.reason().equals(after.reason());
    return tells
        ? Optional.of(
            new Event(
                was.device(), Optional.of(was.id()), now, after.state().word(), after.reason()))
        : Optional.empty();
  }
}
