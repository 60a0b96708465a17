package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model profiles by name. A later one takes the place of an earlier one of the same name; of
/// those that name a model the first one counts.
public final class ModelProfiles implements Circumstances.Profiles {
  /// The standard as written; for devices whose model no profile names.
  public static final String STRICT = "oma-strict";

  /// What unknown devices get on a server that takes anyone.
  public static final String OPEN = "open";

  private final Map<String, ModelProfile> byName;
  private final ModelProfile otherwise;

  /// @param otherwise name of the profile for models that none names
  public ModelProfiles(List<ModelProfile> profiles, String otherwise) {
    Map<String, ModelProfile> named = new LinkedHashMap<>();
    profiles.forEach(profile -> named.put(profile.name(), profile));
    this.byName = named;
    this.otherwise = named(otherwise);
  }

  /// The profiles that ship with the program.
  public static List<ModelProfile> shipped() {
    return ShippedProfiles.all().stream().map(WrittenProfile::profile).toList();
  }

  public Optional<ModelProfile> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<ModelProfile> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public ModelProfile of(Device device) {
    // A profile may have been removed since the device was added: better the standard than no
    // answer.
    return find(device.profile()).orElse(otherwise);
  }

  @Override
  public ModelProfile forModel(Optional<String> model) {
    return model
        .flatMap(
            name -> byName.values().stream().filter(p -> p.matches().contains(name)).findFirst())
        .orElse(otherwise);
  }

  private ModelProfile named(String name) {
    return find(name)
        .orElseThrow(
            () -> new IllegalArgumentException("no profile " + name + " among " + byName.keySet()));
  }
}
