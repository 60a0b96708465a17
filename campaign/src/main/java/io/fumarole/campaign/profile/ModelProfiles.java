package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The model profiles by name. A profile of one's own takes the place of a shipped one of the same
/// name.
public final class ModelProfiles implements Circumstances.Profiles {
  /// The standard as written; for devices whose model no profile names.
  public static final String STRICT = "oma-strict";

  /// What unknown devices get on a server that takes anyone.
  public static final String OPEN = "open";

  private static final String FOLDER = "/profiles/";

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
    List<ModelProfile> profiles = new ArrayList<>();
    try {
      for (String file : resource("index").lines().toList())
        profiles.add(ProfileParser.parse(file, resource(file)));
    } catch (ProfileException e) {
      throw new IllegalStateException("a shipped profile is broken", e);
    }
    return profiles;
  }

  private static String resource(String name) {
    try (InputStream in = ModelProfiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) throw new IllegalStateException(FOLDER + name + " is missing from the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + FOLDER + name + " from the jar", e);
    }
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
