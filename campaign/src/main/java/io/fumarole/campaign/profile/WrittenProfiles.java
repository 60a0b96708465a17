package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.WrittenProfile.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All profiles with their texts, in layers: what ships, over it what lies in files, and over both
/// what operators have stored.
public final class WrittenProfiles {
  private final Map<String, WrittenProfile> base;
  private final Map<String, WrittenProfile> all;
  private final String otherwise;
  private final ModelProfiles profiles;

  private WrittenProfiles(
      Map<String, WrittenProfile> base, List<WrittenProfile> stored, String otherwise) {
    this.base = base;
    this.otherwise = otherwise;
    Map<String, WrittenProfile> over = new LinkedHashMap<>(base);
    stored.forEach(it -> over.put(it.name(), it));
    this.all = over;
    // A model that two name gets the one that somebody has stored: it was the later thought.
    List<ModelProfile> inOrder = new ArrayList<>();
    stored.forEach(it -> inOrder.add(it.profile()));
    over.values().stream()
        .filter(it -> it.origin() != Origin.STORED)
        .forEach(it -> inOrder.add(it.profile()));
    this.profiles = new ModelProfiles(inOrder, otherwise);
  }

  /// @param base a later one takes the place of an earlier one of the same name
  /// @param otherwise name of the profile for models that none names
  public static WrittenProfiles of(List<WrittenProfile> base, String otherwise) {
    Map<String, WrittenProfile> named = new LinkedHashMap<>();
    base.forEach(it -> named.put(it.name(), it));
    return new WrittenProfiles(named, List.of(), otherwise);
  }

  /// The same files, under what is stored now.
  ///
  /// @param current the last revision of each; one without a text lets what is below it show again
  /// @throws ProfileException when one cannot be read, as one that a later version of the program
  ///   has stored
  public WrittenProfiles under(List<ProfileRevision> current) throws ProfileException {
    List<WrittenProfile> stored = new ArrayList<>();
    for (ProfileRevision revision : current)
      if (revision.text().isPresent())
        stored.add(WrittenProfile.stored(revision, revision.text().get()));
    return new WrittenProfiles(base, stored, otherwise);
  }

  /// What devices are served by.
  public ModelProfiles profiles() {
    return profiles;
  }

  public Collection<WrittenProfile> all() {
    return List.copyOf(all.values());
  }

  public Optional<WrittenProfile> find(String name) {
    return Optional.ofNullable(all.get(name));
  }

  /// What is below a stored one, and holds when that is removed.
  public Optional<WrittenProfile> base(String name) {
    return Optional.ofNullable(base.get(name));
  }
}
