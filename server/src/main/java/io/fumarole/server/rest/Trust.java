package io.fumarole.server.rest;

import io.fumarole.firmware.TrustedKeys;
import java.util.List;

/// The keys whose signatures count.
///
/// @param unreadable what was left out of them, and why: one broken file must not stop the others
public record Trust(TrustedKeys keys, List<String> unreadable) {
  public Trust {
    unreadable = List.copyOf(unreadable);
  }
}
