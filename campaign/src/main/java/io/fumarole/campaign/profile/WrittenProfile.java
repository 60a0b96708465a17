package io.fumarole.campaign.profile;

import io.fumarole.campaign.device.ModelProfile;

/// A profile with the text that it was read from.
///
/// @param revision of a stored one; 0 of others
public record WrittenProfile(ModelProfile profile, String text, Origin origin, long revision) {
  /// Where a text is from; a later one takes the place of an earlier one of the same name.
  public enum Origin {
    /// Comes with the program.
    SHIPPED,
    /// Lay in the data directory at the start.
    FILE,
    /// An operator has stored it.
    STORED
  }

  /// @param source named in errors
  public static WrittenProfile read(String source, String text, Origin origin)
      throws ProfileException {
    return new WrittenProfile(ProfileParser.parse(source, text), text, origin, 0);
  }

  static WrittenProfile stored(ProfileRevision revision, String text) throws ProfileException {
    String source = "%s (revision %d)".formatted(revision.name(), revision.number());
    return new WrittenProfile(
        ProfileParser.parse(source, text), text, Origin.STORED, revision.number());
  }

  public String name() {
    return profile.name();
  }
}
