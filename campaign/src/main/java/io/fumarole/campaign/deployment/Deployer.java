package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Orders and cancels deployments for operators.
public final class Deployer {
  /// A deployment changes a few times per session: whoever loses this often has met a stuck device.
  private static final int MOST_TRIES = 10;

  private final DeviceStore devices;
  private final PackageStore packages;
  private final DeploymentStore deployments;
  private final Function<Device, ModelProfile> profiles;

  public Deployer(
      DeviceStore devices,
      PackageStore packages,
      DeploymentStore deployments,
      Function<Device, ModelProfile> profiles) {
    this.devices = devices;
    this.packages = packages;
    this.deployments = deployments;
    this.profiles = profiles;
  }

  /// @param what the package, or the version for which one is looked up
  public record Order(DeviceId device, Wanted what, Deployment.Wish wish, Duration within) {}

  /// Which firmware.
  public sealed interface Wanted {
    record Named(PackageId id) implements Wanted {}

    record LeadingTo(String version) implements Wanted {}
  }

  public sealed interface Outcome {
    record Done(Deployment deployment) implements Outcome {}

    record Refused(Why why, String words) implements Outcome {}
  }

  /// Why an order is refused.
  public enum Why {
    /// Something that the order names does not exist.
    UNKNOWN,
    /// It does not fit how things stand: another time it may.
    CONFLICT,
    /// It can never be carried out.
    UNSUITABLE
  }

  /// @param id for the new deployment
  public Outcome deploy(Order order, DeploymentId id, Instant now) {
    Optional<Device> found = devices.find(order.device());
    if (found.isEmpty()) return refused(Why.UNKNOWN, "no device " + order.device());
    Device device = found.get();
    if (device.standing() == Device.Standing.PENDING)
      return refused(
          Why.CONFLICT, "device " + device.id() + " is pending: accept it before it is updated");
    return switch (order.what()) {
      case Wanted.Named(var packageId) ->
          packages
              .find(packageId)
              .map(it -> deploy(order, device, it, id, now))
              .orElseGet(() -> refused(Why.UNKNOWN, "no package " + packageId));
      case Wanted.LeadingTo(var version) -> deployVersion(order, device, version, id, now);
    };
  }

  private Outcome deployVersion(
      Order order, Device device, String version, DeploymentId id, Instant now) {
    if (device.model().isEmpty())
      return refused(
          Why.CONFLICT,
          "the model of device %s is not known before its first session: name a package"
              .formatted(device.id()));
    String model = device.model().get();
    List<FirmwarePackage> candidates = packages.find(model, version);
    if (candidates.isEmpty())
      return refused(
          Why.UNKNOWN, "no package takes model %s to version %s".formatted(model, version));
    // A delta from the running version before a full image; the newest of each.
    return candidates.stream()
        .filter(it -> it.fromVersion().isPresent() && it.fromVersion().equals(device.version()))
        .findFirst()
        .or(() -> candidates.stream().filter(it -> it.fromVersion().isEmpty()).findFirst())
        .map(it -> deploy(order, device, it, id, now))
        .orElseGet(() -> refused(Why.UNKNOWN, noStart(device, version, candidates)));
  }

  private static String noStart(Device device, String version, List<FirmwarePackage> candidates) {
    String starts =
        candidates.stream()
            .flatMap(it -> it.fromVersion().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    return "no package takes device %s from version %s to %s; there are some from %s"
        .formatted(device.id(), device.version().orElse("(unknown)"), version, starts);
  }

  private Outcome deploy(
      Order order, Device device, FirmwarePackage wanted, DeploymentId id, Instant now) {
    return obstacle(order, device, wanted)
        .<Outcome>map(words -> refused(Why.UNSUITABLE, words))
        .orElseGet(() -> add(order, device, wanted, id, now));
  }

  private Optional<String> obstacle(Order order, Device device, FirmwarePackage wanted) {
    if (device.model().filter(model -> !model.equals(wanted.model())).isPresent())
      return Optional.of(
          "package %s is for model %s, device %s is a %s"
              .formatted(wanted.id(), wanted.model(), device.id(), device.model().get()));
    Optional<String> running = device.version();
    boolean otherStart =
        running.isPresent()
            && wanted.fromVersion().isPresent()
            && !wanted.fromVersion().equals(running);
    if (otherStart)
      return Optional.of(
          "package %s starts from version %s, device %s runs %s"
              .formatted(wanted.id(), wanted.fromVersion().get(), device.id(), running.get()));
    return wishObstacle(order.wish(), profiles.apply(device));
  }

  private static Optional<String> wishObstacle(Deployment.Wish wish, ModelProfile profile) {
    Optional<Operation> operation = wish.operation();
    if (operation.isPresent() && !profile.operations().contains(operation.get()))
      return Optional.of(
          "profile %s has no operation %s, only %s"
              .formatted(profile.name(), operation.get(), profile.operations()));
    Optional<Delivery> delivery = wish.delivery();
    if (delivery.isPresent() && !profile.deliveries().contains(delivery.get()))
      return Optional.of(
          "profile %s has no delivery %s, only %s"
              .formatted(profile.name(), delivery.get(), profile.deliveries()));
    if (operation.isPresent() && delivery.isPresent() && !operation.get().takes(delivery.get()))
      return Optional.of(
          "operation %s and delivery %s do not go together: update goes with dm, download and"
                  .formatted(word(operation.get()), word(delivery.get()))
              + " download-and-update go with direct or descriptor");
    return Optional.empty();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Outcome add(
      Order order, Device device, FirmwarePackage wanted, DeploymentId id, Instant now) {
    Deployment deployment =
        Deployment.scheduled(
            id,
            device.id(),
            wanted.id(),
            wanted.toVersion(),
            order.wish(),
            now,
            now.plus(order.within()));
    boolean isThere = device.version().equals(Optional.of(wanted.toVersion()));
    String words =
        "ordered: package %s, version %s".formatted(wanted.id(), wanted.toVersion())
            + (isThere
                ? "; the device ran it when it was read last: its version is read first, and"
                    + " nothing is sent when it still does"
                : "");
    if (deployments.add(deployment, event(deployment, words, now)))
      return new Outcome.Done(deployments.find(id).orElse(deployment));
    return refused(
        Why.CONFLICT,
        "device %s has an open deployment%s: cancel it or wait for its end"
            .formatted(device.id(), openId(device.id())));
  }

  private String openId(DeviceId device) {
    return deployments.list(Optional.of(device), 1).stream()
        .filter(it -> !it.state().isEnd())
        .map(it -> " (" + it.id() + ")")
        .findFirst()
        .orElse("");
  }

  /// Stops a deployment. Past the Exec nothing can: the device finishes what it has begun.
  public Outcome cancel(DeploymentId id, Instant now) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Deployment> found = deployments.find(id);
      if (found.isEmpty()) return refused(Why.UNKNOWN, "no deployment " + id);
      Deployment was = found.get();
      if (was.state() == DeploymentState.CANCELLED) return new Outcome.Done(was);
      if (was.state().isEnd())
        return refused(
            Why.CONFLICT, "deployment %s has ended: %s".formatted(id, was.state().word()));
      if (was.isInFlight())
        return refused(
            Why.CONFLICT, "deployment %s is past its Exec: the device finishes it".formatted(id));
      Deployment cancelled =
          was.ended(
                  DeploymentState.CANCELLED, Ending.Cause.OPERATOR, "cancelled by an operator", now)
              .wakingAt(Optional.empty());
      if (deployments.update(cancelled, event(cancelled, cancelled.reason(), now)))
        return new Outcome.Done(deployments.find(id).orElse(cancelled));
    }
    return refused(Why.CONFLICT, "deployment " + id + " keeps changing: try again");
  }

  private static Event event(Deployment deployment, String words, Instant now) {
    return new Event(
        deployment.device(), Optional.of(deployment.id()), now, deployment.state().word(), words);
  }

  private static Outcome refused(Why why, String words) {
    return new Outcome.Refused(why, words);
  }
}
