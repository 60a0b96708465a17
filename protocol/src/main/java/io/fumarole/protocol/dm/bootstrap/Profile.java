package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.dm.notification.WspPush;
import java.util.Optional;

/// The two forms of a bootstrap message. Spec: notification 4.
public enum Profile {
  /// A provisioning document.
  CP(WspPush.PROVISIONING_TYPE),
  /// A SyncML message.
  DM(WspPush.DM_WBXML_TYPE);

  private final String contentType;

  Profile(String contentType) {
    this.contentType = contentType;
  }

  public String contentType() {
    return contentType;
  }

  /// The profile of a push; empty when it carries something else.
  public static Optional<Profile> of(WspPush push) {
    for (Profile profile : values()) {
      if (profile.contentType.equalsIgnoreCase(push.contentType())) return Optional.of(profile);
    }
    return Optional.empty();
  }
}
