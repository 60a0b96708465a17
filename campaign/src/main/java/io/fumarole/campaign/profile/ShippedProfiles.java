package io.fumarole.campaign.profile;

import io.fumarole.campaign.profile.WrittenProfile.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The profiles that ship with the program.
public final class ShippedProfiles {
  private static final String FOLDER = "/profiles/";

  private ShippedProfiles() {}

  public static List<WrittenProfile> all() {
    List<WrittenProfile> profiles = new ArrayList<>();
    try {
      for (String file : resource("index").lines().toList())
        profiles.add(WrittenProfile.read(file, resource(file), Origin.SHIPPED));
    } catch (ProfileException e) {
      throw new IllegalStateException("a shipped profile is broken", e);
    }
    return profiles;
  }

  private static String resource(String name) {
    try (InputStream in = ShippedProfiles.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) throw new IllegalStateException(FOLDER + name + " is missing from the jar");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + FOLDER + name + " from the jar", e);
    }
  }
}
