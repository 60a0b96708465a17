package io.fumarole.campaign.profile;

import java.util.Optional;

/// A profile that cannot be used: which one, where in it, and what would be right.
public final class ProfileException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final String key;
  private final String reason;
  private final transient Optional<Place> place;

  /// Where in a text; both are counted from 1.
  public record Place(int line, int column) {
    @Override
    public String toString() {
      return "line " + line + ", column " + column;
    }
  }

  /// @param key path of the key within the profile; empty for the profile as a whole
  ProfileException(String source, String key, String reason) {
    this(source, key, reason, Optional.empty());
  }

  ProfileException(String source, String key, String reason, Optional<Place> place) {
    super(
        "profile "
            + source
            + place.map(it -> ", " + it).orElse("")
            + (key.isEmpty() ? "" : ", key '" + key + "'")
            + ": "
            + reason);
    this.source = source;
    this.key = key;
    this.reason = reason;
    this.place = place;
  }

  /// The same, with its place in the text.
  ProfileException at(Optional<Place> found) {
    return new ProfileException(source, key, reason, found);
  }

  /// Path of the key that it is about; empty when it is about the profile as a whole.
  public String key() {
    return key;
  }

  public String reason() {
    return reason;
  }

  /// Empty when it is about the profile as a whole, or there is no text.
  public Optional<Place> place() {
    return place;
  }
}
