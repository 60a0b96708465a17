package io.fumarole.server;

import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ShippedProfiles;
import io.fumarole.campaign.profile.WrittenProfile;
import io.fumarole.campaign.profile.WrittenProfile.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads the profiles that lie in files, behind the shipped ones.
final class ProfileFiles {
  /// A profile has some 700 octets.
  private static final long LARGEST = 65_536;

  private ProfileFiles() {}

  /// @param folder of `*.json`; it need not exist
  static List<WrittenProfile> load(Path folder) throws IOException {
    List<WrittenProfile> profiles = new ArrayList<>(ShippedProfiles.all());
    for (Path file : files(folder)) {
      if (Files.size(file) > LARGEST)
        throw new IOException(file + " is larger than " + LARGEST + " octets: no profile is");
      try {
        profiles.add(WrittenProfile.read(file.toString(), Files.readString(file), Origin.FILE));
      } catch (ProfileException e) {
        throw new IOException(e.getMessage(), e);
      }
    }
    return profiles;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }
}
