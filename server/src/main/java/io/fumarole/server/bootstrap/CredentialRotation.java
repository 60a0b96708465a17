package io.fumarole.server.bootstrap;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.DeviceStore;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Makes new secrets for devices, which get them in their next session. Nobody is shown them, and
/// they are kept, encrypted, until the device has used them.
public final class CredentialRotation {
  private static final int MOST_TRIES = 10;

  /// 128 bits.
  private static final int SECRET_OCTETS = 16;

  private final DeviceStore devices;
  private final Function<Device, ModelProfile> profiles;
  private final RandomGenerator random;

  /// @param random of cryptographic strength
  public CredentialRotation(
      DeviceStore devices, Function<Device, ModelProfile> profiles, RandomGenerator random) {
    this.devices = devices;
    this.profiles = profiles;
    this.random = random;
  }

  public sealed interface Outcome {
    record Done() implements Outcome {}

    record Unknown() implements Outcome {}

    record Refused(String words) implements Outcome {}
  }

  /// Orders new secrets; those that are on their way already are sent again.
  public Outcome order(DeviceId id) {
    return change(
        id,
        device -> obstacle(device).<Change>map(Change.Not::new).orElseGet(() -> ordered(device)));
  }

  /// Takes an order back that has not been sent.
  public Outcome cancel(DeviceId id) {
    return change(id, CredentialRotation::cancelled);
  }

  private sealed interface Change {
    record To(Device next) implements Change {}

    record Not(String words) implements Change {}
  }

  private Outcome change(DeviceId id, Function<Device, Change> how) {
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<Device> found = devices.find(id);
      if (found.isEmpty()) return new Outcome.Unknown();
      switch (how.apply(found.get())) {
        case Change.Not(var words) -> {
          return new Outcome.Refused(words);
        }
        case Change.To(var next) -> {
          if (devices.update(next)) return new Outcome.Done();
        }
      }
    }
    return new Outcome.Refused("device " + id + " keeps changing: try again");
  }

  private Optional<String> obstacle(Device device) {
    if (device.standing() != Device.Standing.ENROLLED)
      return Optional.of("device " + device.id() + " is not enrolled");
    if (device.client().isEmpty())
      return Optional.of(
          "device %s has no secret yet: give it one with 'device accept', or a bootstrap"
              .formatted(device.id()));
    ModelProfile profile = profiles.apply(device);
    if (profile.clientScheme() == AuthScheme.NONE)
      return Optional.of(
          "profile %s asks devices for no credentials, so there is nothing to rotate"
              .formatted(profile.name()));
    if (device.rotation().filter(Rotation::isShown).isPresent())
      return Optional.of(
          "device %s has its new secret, and has not taken that of the server yet"
              .formatted(device.id()));
    return Optional.empty();
  }

  private Change ordered(Device device) {
    Rotation rotation =
        device
            .rotation()
            .map(Rotation::anew)
            .orElseGet(() -> fresh(device, profiles.apply(device)));
    return new Change.To(device.withRotation(Optional.of(rotation)));
  }

  private Rotation fresh(Device device, ModelProfile profile) {
    return Rotation.ordered(
        Account.of(device.client().orElseThrow().name(), randomSecret()),
        device
            .server()
            .filter(_ -> profile.serverScheme() != AuthScheme.NONE)
            .map(it -> Account.of(it.name(), randomSecret())));
  }

  private static Change cancelled(Device device) {
    if (device.rotation().filter(Rotation::isOut).isPresent())
      return new Change.Not(
          "device %s may have its new secret already: it is let in with either until it has shown it"
              .formatted(device.id()));
    return new Change.To(device.withRotation(Optional.empty()));
  }

  private String randomSecret() {
    byte[] octets = new byte[SECRET_OCTETS];
    random.nextBytes(octets);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }
}
