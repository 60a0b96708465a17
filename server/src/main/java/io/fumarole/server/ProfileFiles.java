package io.fumarole.server;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the operator's own profiles beside the shipped ones.
final class ProfileFiles {
  /// A profile has some 700 octets.
  private static final long LARGEST = 65_536;

  private ProfileFiles() {}

  /// @param folder of `*.json`; it need not exist
  /// @param otherwise name of the profile for models that none names
  static ModelProfiles load(Path folder, String otherwise) throws IOException {
    List<ModelProfile> profiles = new ArrayList<>(ModelProfiles.shipped());
    for (Path file : files(folder)) {
      if (Files.size(file) > LARGEST)
        throw new IOException(file + " is larger than " + LARGEST + " octets: no profile is");
      try {
        profiles.add(ProfileParser.parse(file.toString(), Files.readString(file)));
      } catch (ProfileException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return new ModelProfiles(profiles, otherwise);
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
