package io.fumarole.server;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Keys;
import java.util.Optional;

/// The profiles, with the secrets that their devices are delivered with: stored encrypted, like the
/// server's own, and asked for only where an unknown device is taken in by one.
public record BootstrapSecrets(LiveProfiles profiles, Keys keys) implements Circumstances.Profiles {
  /// Whoever guesses makes up a new device each time, and is not slowed down by it.
  public static final int SHORTEST = 16;

  public static final int LONGEST = 256;

  @Override
  public ModelProfile of(Device device) {
    return profiles.of(device);
  }

  @Override
  public ModelProfile forModel(Optional<String> model) {
    return profiles.forModel(model);
  }

  @Override
  public Optional<String> bootstrapSecret(ModelProfile profile) {
    return keys.find(name(profile)).map(Octets::utf8).filter(secret -> !secret.isEmpty());
  }

  /// @param secret empty: devices of this profile are not taken in any more
  public void put(ModelProfile profile, String secret) {
    keys.put(name(profile), Octets.utf8(secret));
  }

  private static String name(ModelProfile profile) {
    return "bootstrap " + profile.name();
  }
}
