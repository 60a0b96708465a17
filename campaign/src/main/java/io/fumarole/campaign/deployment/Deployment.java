package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Correlator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One device's firmware update object brought to one package's version.
///
/// @param wish what the operator asked for; what is absent is chosen
/// @param reason in words, why it is where it is
/// @param choice in words, why this operation and delivery
/// @param packagePresent whether the device has said that it holds the package
/// @param excluded deliveries that this device has refused
public record Deployment(
    DeploymentId id,
    DeviceId device,
    PackageId packageId,
    String toVersion,
    Wish wish,
    DeploymentState state,
    String reason,
    String choice,
    boolean packagePresent,
    List<Attempt> attempts,
    List<Delivery> excluded,
    Instant created,
    Instant changed,
    Instant deadline,
    long revision) {
  public Deployment {
    attempts = List.copyOf(attempts);
    excluded = List.copyOf(excluded);
  }

  /// @param operation empty: chosen by what the device has
  /// @param delivery empty: chosen by what the device has
  /// @param question asked of the user before the Exec
  public record Wish(
      Optional<Operation> operation, Optional<Delivery> delivery, Optional<String> question) {
    public static final Wish NONE = new Wish(Optional.empty(), Optional.empty(), Optional.empty());
  }

  public static Deployment scheduled(
      DeploymentId id,
      DeviceId device,
      PackageId packageId,
      String toVersion,
      Wish wish,
      Instant now,
      Instant deadline) {
    return new Deployment(
        id,
        device,
        packageId,
        toVersion,
        wish,
        DeploymentState.SCHEDULED,
        "waiting for the device to open a session",
        "",
        false,
        List.of(),
        List.of(),
        now,
        now,
        deadline,
        0);
  }

  public Optional<Attempt> last() {
    return attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.getLast());
  }

  public Optional<Attempt> attempt(Correlator correlator) {
    return attempts.stream().filter(a -> a.correlator().equals(correlator)).findFirst();
  }

  /// The Correlator of the next attempt: unique for the device's lifetime. One whose Exec was never
  /// sent is still unknown to the device and is taken again, so that sessions that break early do
  /// not pile up attempts.
  public Correlator nextCorrelator() {
    Optional<Attempt> unsent = last().filter(a -> a.step() == Attempt.Step.PREPARED);
    if (unsent.isPresent()) return unsent.get().correlator();
    return new Correlator(id.value() + "-" + (attempts.size() + 1));
  }

  public Deployment to(DeploymentState next, String why, Instant now) {
    return new Deployment(
        id,
        device,
        packageId,
        toVersion,
        wish,
        next,
        why,
        choice,
        packagePresent,
        attempts,
        excluded,
        created,
        now,
        deadline,
        revision);
  }

  public Deployment withChoice(String words) {
    return new Deployment(
        id,
        device,
        packageId,
        toVersion,
        wish,
        state,
        reason,
        words,
        packagePresent,
        attempts,
        excluded,
        created,
        changed,
        deadline,
        revision);
  }

  public Deployment withPackagePresent(boolean present) {
    return new Deployment(
        id, device, packageId, toVersion, wish, state, reason, choice, present, attempts, excluded,
        created, changed, deadline, revision);
  }

  public Deployment without(Delivery refused) {
    if (excluded.contains(refused)) return this;
    List<Delivery> more = new ArrayList<>(excluded);
    more.add(refused);
    return new Deployment(
        id,
        device,
        packageId,
        toVersion,
        wish,
        state,
        reason,
        choice,
        packagePresent,
        attempts,
        more,
        created,
        changed,
        deadline,
        revision);
  }

  public Deployment with(Attempt attempt) {
    List<Attempt> list = new ArrayList<>(attempts);
    list.removeIf(a -> a.correlator().equals(attempt.correlator()));
    list.add(attempt);
    return new Deployment(
        id,
        device,
        packageId,
        toVersion,
        wish,
        state,
        reason,
        choice,
        packagePresent,
        list,
        excluded,
        created,
        changed,
        deadline,
        revision);
  }

  public Deployment withRevision(long value) {
    return new Deployment(
        id,
        device,
        packageId,
        toVersion,
        wish,
        state,
        reason,
        choice,
        packagePresent,
        attempts,
        excluded,
        created,
        changed,
        deadline,
        value);
  }
}
