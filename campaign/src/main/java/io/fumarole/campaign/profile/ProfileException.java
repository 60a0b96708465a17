package io.fumarole.campaign.profile;

/// A profile file that cannot be used: which one, where in it, and what would be right.
public final class ProfileException extends Exception {
  /// @param key path of the key within the file; empty for the file as a whole
  ProfileException(String source, String key, String reason) {
    super("profile " + source + (key.isEmpty() ? "" : ", key '" + key + "'") + ": " + reason);
  }
}
