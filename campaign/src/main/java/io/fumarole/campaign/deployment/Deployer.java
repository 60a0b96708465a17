package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageSelection;
import io.fumarole.campaign.catalogue.PackageSelection.Result;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

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
    var release = new ReleaseId(device.model().get(), version);
    return switch (PackageSelection.of(release, packages).choose(device.running())) {
      case Result.Chosen chosen ->
          wishObstacle(order.wish(), profiles.apply(device))
              .<Outcome>map(words -> refused(Why.UNSUITABLE, words))
              .orElseGet(() -> add(order, device, chosen.first(), ": " + chosen.why(), id, now));
      case Result.None(var reason, var words) -> refused(why(reason), words);
    };
  }

  private static Why why(PackageSelection.Reason reason) {
    return switch (reason) {
      case NO_PACKAGE -> Why.UNKNOWN;
      case NOT_RELEASED -> Why.CONFLICT;
      case UNSUITABLE -> Why.UNSUITABLE;
    };
  }

  private Outcome deploy(
      Order order, Device device, FirmwarePackage wanted, DeploymentId id, Instant now) {
    Optional<Result.None> obstacle = PackageSelection.obstacle(wanted, device.running());
    if (obstacle.isPresent()) return refused(why(obstacle.get().reason()), obstacle.get().why());
    return wishObstacle(order.wish(), profiles.apply(device))
        .<Outcome>map(words -> refused(Why.UNSUITABLE, words))
        .orElseGet(() -> add(order, device, wanted, ", as named", id, now));
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
      Order order,
      Device device,
      FirmwarePackage wanted,
      String why,
      DeploymentId id,
      Instant now) {
    Deployment deployment =
        Deployment.scheduled(
                id,
                device.id(),
                wanted.id(),
                wanted.toVersion(),
                order.wish(),
                now,
                now.plus(order.within()))
            .from(device.version());
    boolean isOut = device.standing().isOut();
    if (isOut) deployment = DeploymentLife.held(deployment, device.standing(), now);
    boolean isThere = device.version().equals(Optional.of(wanted.toVersion()));
    String words =
        "ordered: package %s, version %s%s".formatted(wanted.id(), wanted.toVersion(), why)
            + (isThere
                ? "; the device ran it when it was read last: its version is read first, and"
                    + " nothing is sent when it still does"
                : "")
            + (isOut ? "; " + deployment.reason() : "");
    if (deployments.add(deployment, event(deployment, words, now)))
      return new Outcome.Done(deployments.find(id).orElse(deployment));
    return refused(
        Why.CONFLICT,
        "device %s has an open deployment%s: cancel it or wait for its end"
            .formatted(device.id(), openId(device.id())));
  }

  private String openId(DeviceId device) {
    return deployments.newest(device, 1).stream()
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
