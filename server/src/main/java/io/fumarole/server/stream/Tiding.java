package io.fumarole.server.stream;

import java.time.Instant;
import java.util.Optional;

/// One thing that happened.
///
/// @param id the time, and a key that is the same on every server
/// @param device whom it is about, where it is about one
/// @param data JSON
public record Tiding(String id, Kind kind, Instant at, Optional<String> device, String data) {
  /// What there is to watch.
  public enum Kind {
    DEVICE,
    SESSION,
    MESSAGE,
    DEPLOYMENT,
    CAMPAIGN,
    PROFILE,
    CONFORMANCE,
    /// What happened is not told: whoever watches reads anew what there is.
    RESET
  }

  private static final char BEFORE_KEY = '-';

  static String id(Instant at, String key) {
    return at.toEpochMilli() + String.valueOf(BEFORE_KEY) + key;
  }

  /// What tells it from others, whenever it is told.
  public String key() {
    return id.substring(id.indexOf(BEFORE_KEY) + 1);
  }

  /// The time in an id; empty when it is none of ours.
  static Optional<Instant> time(String id) {
    if (!id.matches("[0-9]{1,15}" + BEFORE_KEY + ".{0,64}")) return Optional.empty();
    long millis = Long.parseLong(id.substring(0, id.indexOf(BEFORE_KEY)));
    return Optional.of(Instant.ofEpochMilli(millis));
  }

  static Tiding reset(Instant now) {
    return new Tiding(id(now, "reset"), Kind.RESET, now, Optional.empty(), "{}");
  }
}
